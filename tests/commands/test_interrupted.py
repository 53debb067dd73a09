"""A run that is killed leaves every file old or new, and the next run finishes its work."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from helpers.files.outputs import PART, digests
from helpers.files.paths import ROOT
from tests.shared import run

pytestmark = pytest.mark.slow
SRC = ROOT / "src"
FOLDERS = ("figures", "data/derived", "notebooks")
# Installs finished results, and is killed at its n-th renaming of a file, before or after it.
KILLED_INSTALLING = """
import os, pathlib, signal, sys
from helpers.commands import run

rename, number, left = os.replace, int(sys.argv[2]), [0]
def renamed(old, new):
    left[0] += 1
    if left[0] == number and sys.argv[3] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    rename(old, new)
    if left[0] == number:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = renamed
staging = pathlib.Path(sys.argv[1])
run.install(staging, [run.Run("one", 0.0, (), (staging / "notebooks/one.ipynb").read_text(encoding="utf-8"))])
"""


def state(project):
    return {f"{folder}/{name}": digest for folder in FOLDERS for name, digest in digests(project / folder).items()}


def leftovers(project):
    return [path for folder in FOLDERS for path in (project / folder).glob(f".*{PART}")]


def spoil_outputs(project):
    """Make every output another than the one that a run writes, and return (old, new)."""
    new = state(project)
    for name in new:
        with (project / name).open("ab") as file:
            file.write(b"\n")
    return state(project), new


def test_a_run_killed_at_any_moment_leaves_each_file_old_or_new_and_the_next_repairs_all(small):
    old, new = spoil_outputs(small)
    environment = {**os.environ, "PYTHONPATH": str(small / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    chance = random.Random(1956)
    for _ in range(4):
        moment = chance.uniform(0.2, 12)
        print(f"killed after {moment:.2f} s")
        process = subprocess.Popen(
            [sys.executable, "-m", "helpers", "run"],
            cwd=small,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found = state(small)
        assert found.keys() == old.keys()
        assert all(found[name] in (old[name], new[name]) for name in found)
    assert run(small).returncode == 0
    assert state(small) == new and leftovers(small) == []


FILES = ("figures/a.svg", "data/derived/b.csv", "notebooks/one.ipynb")


def write_all(folder, text):
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def install(project, staging, number, when):
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", KILLED_INSTALLING, str(staging), str(number), when]
    return subprocess.run(command, cwd=project, env=environment, timeout=60).returncode


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_killed_while_it_installs_has_written_whole_files_only(tmp_path, when):
    """Killed at each renaming in turn: what was renamed is new, the rest is old; the next installation finishes and
    removes what is half-written."""
    project, staging = tmp_path / "project", tmp_path / "staging"
    shutil.copytree(SRC, project / "src", ignore=shutil.ignore_patterns("__pycache__"))
    write_all(staging, "new")
    for number in range(1, len(FILES) + 1):
        write_all(project, "old")
        assert install(project, staging, number, when) == -signal.SIGKILL
        found = [(project / name).read_text(encoding="utf-8") for name in FILES]
        done = number - (when == "before")
        assert found == ["new"] * done + ["old"] * (len(FILES) - done)
        assert len(leftovers(project)) == (when == "before")
    assert install(project, staging, 0, when) == 0
    assert [(project / name).read_text(encoding="utf-8") for name in FILES] == ["new"] * len(FILES) and leftovers(
        project
    ) == []
