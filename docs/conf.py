"""How Sphinx builds the site from the pages that ``python -m helpers site`` lays out."""

import yaml

from helpers.files.paths import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

project = "A conversation on the record"
language = "en"
# Quotations and separators stand as they were written.
smartquotes = False
extensions = ["myst_nb", "sphinx.ext.autodoc"]
# A site without slides has no page for the pattern that looks for them.
suppress_warnings = ["toc.empty_glob"]

# The notebooks' outputs are shown as they are stored. Nothing is loaded from elsewhere.
nb_execution_mode = "off"
nb_ipywidgets_js = {}
myst_enable_extensions = []
myst_heading_anchors = 3

autodoc_member_order = "bysource"
# A default is shown as it stands in the code, not as a path of the machine that builds.
autodoc_preserve_defaults = True

templates_path = ["templates"]
html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_favicon = "static/icon.svg"
html_css_files = ["site.css"]
html_context = {"citation": CITATION}
html_show_copyright = False
html_copy_source = False
html_use_index = False
html_domain_indices = False
# A summary would have to be fetched, which no browser does for a page that is opened from disk.
html_show_search_summary = False
