"""Where the project keeps its things, found from the package itself, whatever the working directory."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "data"
SOURCE = DATA / "source"
RECORD = SOURCE / "record.txt"
CODING = DATA / "coding"
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "build"
SLIDES = BUILD / "slides"

# ``python -m helpers run`` lets the notebooks write to a folder of its own and moves the results here when all have
# succeeded.
OUTPUT = Path(os.environ.get("EDITION_OUTPUT") or ROOT)
FIGURES = OUTPUT / "figures"
DERIVED = OUTPUT / "data" / "derived"
# The notebooks with their outputs, as the audit reads them.
EXECUTED = OUTPUT / "notebooks"
