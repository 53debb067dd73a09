"""Where the project keeps its things, found from the package itself, whatever the working directory."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "data" / "source"
RECORD = SOURCE / "record.txt"
CODING = ROOT / "data" / "coding"
NOTEBOOKS = ROOT / "notebooks"

# ``helpers.run`` lets the notebooks write to a folder of its own and moves the results here when all have succeeded.
OUTPUT = Path(os.environ.get("EDITION_OUTPUT") or ROOT)
FIGURES = OUTPUT / "figures"
DERIVED = OUTPUT / "data" / "derived"
# The notebooks with their outputs, as the audit reads them.
EXECUTED = OUTPUT / "notebooks"
