"""JupyterLab itself, driven as a lecturer drives it, on a copy of the project and without a network."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from helpers.files.outputs import write_text
from helpers.files.paths import NOTEBOOKS, ROOT

pytestmark = pytest.mark.slow

TOKEN = "of-this-test-alone"
# What JupyterLab would ask the world for by itself: news, updates, extensions.
QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of what the notebooks need, in which 02_strength holds no outputs."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("src", "data", "notebooks", "figures"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copyfile(ROOT / "CITATION.cff", copy / "CITATION.cff")
    path = copy / "notebooks" / "02_strength.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    return copy


@pytest.fixture(scope="module")
def lab(project, tmp_path_factory):
    """The address of a JupyterLab that serves the copy to this machine alone, with a home of its own."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    places = {
        name: str(home / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "IPYTHONDIR",
        )
    }
    # All cells stay in the page, so that each can be looked at wherever the notebook was scrolled to.
    write_text(
        home / "jupyterlab_settings_dir/@jupyterlab/notebook-extension/tracker.jupyterlab-settings",
        '{"windowingMode": "none"}',
    )
    # The path makes the kernel import the copy's helpers, so that it writes into the copy.
    environment = {**os.environ, **places, "HOME": str(home), "PYTHONPATH": str(project / "src")}
    sign = [sys.executable, "-m", "jupyter", "trust", *map(str, (project / "notebooks").glob("*.ipynb"))]
    subprocess.run(sign, env=environment, check=True, capture_output=True)
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={project}",
        "notebooks/00_overview.ipynb",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        *QUIET,
    ]
    with (
        open(home / "log", "wb") as log,
        subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", server, home / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            # Asked politely, the server waits for its kernels; a kernel ends by itself when its server is gone.
            server.kill()


def wait_for(address, server, log):
    """Return when the server answers; fail with its log where it ends before or never does."""
    for _ in range(120):
        try:
            return urllib.request.urlopen(address)
        except urllib.error.URLError:
            if server.poll() is not None:
                break
            time.sleep(0.5)
    pytest.fail(log.read_text())


def open_notebook(page, lab, name):
    # In a workspace of its own, so that what another test had open does not come back.
    page.goto(f"{lab}/lab/workspaces/{name.split('.')[0]}/tree/notebooks/{name}?token={TOKEN}")
    panel = page.locator(".jp-NotebookPanel:visible")
    expect(panel.locator(".jp-Cell").first).to_be_visible(timeout=60_000)
    return panel


def run_all(page, name):
    """Choose Run All Cells once the kernel can be talked to; before that, JupyterLab clears the cells and runs
    nothing."""
    page.wait_for_function(
        """async path => {
      const sessions = await (await fetch("/api/sessions")).json();
      const ready = kernel => kernel.connections > 0 && kernel.execution_state === "idle";
  return sessions.some(session => session.path === path && ready(session.kernel));
    }""",
        arg=f"notebooks/{name}",
        polling=500,
        timeout=60_000,
    )
    # The server knows of the connection a little before the page does, and the page shows no sign of it.
    page.wait_for_timeout(5_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).first.click()


def test_the_hub_opens_and_leads_to_the_other_notebooks(page, lab):
    panel = open_notebook(page, lab, "00_overview.ipynb")
    expect(panel.locator("h1")).to_contain_text("One conversation, walked back to its source")
    panel.locator("a", has_text="02_strength").first.click()
    expect(page.locator(".jp-NotebookPanel:visible h1")).to_contain_text("What was left", timeout=30_000)


def test_make_lab_signs_the_notebooks_and_serves_the_whole_project():
    said = subprocess.run(["make", "-n", "lab"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "jupyter trust notebooks/*.ipynb" in said
    assert f'--ServerApp.root_dir="{ROOT}" notebooks/00_overview.ipynb' in said


# Tables that stick out of the place of the outputs, at 1280 pixels with the list of files at the side.
TOO_WIDE = """() => [...document.querySelectorAll(".jp-NotebookPanel .jp-OutputArea-output table")].filter(table =>
    table.getBoundingClientRect().right > table.closest(".jp-OutputArea-output").getBoundingClientRect().right + 1)
    .map(table => table.id)"""


@pytest.mark.parametrize("name", [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))])
def test_every_link_of_a_notebook_leads_somewhere_and_no_table_is_too_wide(page, lab, project, name):
    panel = open_notebook(page, lab, name)
    expect(panel.locator("a[href*='/files/']").first).to_be_attached(timeout=30_000)
    links = panel.locator("a[href]").evaluate_all("found => found.map(one => one.href)")
    own = {link.partition("?")[0] + "#" + urlsplit(link).fragment for link in links if link.startswith(f"{lab}/files/")}
    assert own
    for link in own:
        path, _, place = unquote(link.removeprefix(f"{lab}/files/")).partition("#")
        assert (project / path).exists(), link
        if place:
            assert f'id="{place}"' in (project / path).read_text(encoding="utf-8"), link
    # What the server does not serve as a file would be a link that JupyterLab could not resolve.
    served = [link for link in links if link.startswith(lab) and "/files/" not in link and "#" not in link]
    assert served == []
    answer = page.request.get(f"{sorted(own)[0].partition('#')[0]}?token={TOKEN}")
    assert answer.status == 200
    assert page.evaluate(TOO_WIDE) == []


def test_a_signed_notebook_shows_its_tables_in_their_own_look(page, lab):
    panel = open_notebook(page, lab, "01_record.ipynb")
    cell = panel.locator(".jp-RenderedHTMLCommon table tbody td").first
    expect(cell).to_be_attached(timeout=30_000)
    look = cell.evaluate("cell => [getComputedStyle(cell).textAlign, getComputedStyle(cell).verticalAlign]")
    assert look == ["left", "top"]


def test_run_all_cells_draws_the_figures_again(page, lab, project):
    panel = open_notebook(page, lab, "02_strength.ipynb")
    assert panel.locator(".jp-OutputArea-output").count() == 0
    run_all(page, "02_strength.ipynb")
    cells = panel.locator(".jp-CodeCell").count()
    expect(panel.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]"))).to_have_count(cells, timeout=60_000)
    figures = panel.locator(".jp-RenderedSVG img")
    # The published figure, and the one under another assumption.
    expect(figures).to_have_count(2)
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_be_visible()
        assert figure.evaluate("image => image.naturalWidth") > 0
    assert (
        panel.locator(
            "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"
        ).count()
        == 0
    )
    assert (project / "figures" / "strength.svg").read_bytes() == (ROOT / "figures" / "strength.svg").read_bytes()
