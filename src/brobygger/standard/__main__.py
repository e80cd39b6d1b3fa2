"""``python -m brobygger.standard``: the standard's commands, without the rest of the software."""

import sys

from brobygger.standard.cli import main

if __name__ == "__main__":
    sys.exit(main())
