"""`python -m brobygger` is the command `brobygger`."""

import sys

from brobygger.web.cli import main

sys.exit(main())
