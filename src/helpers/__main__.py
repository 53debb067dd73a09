"""``python -m helpers <verb>``; see ``helpers.commands``."""

import sys

from helpers.commands import main

sys.exit(main())
