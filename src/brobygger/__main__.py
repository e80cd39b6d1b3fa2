"""`python -m brobygger` is the command `brobygger`."""

import sys

from brobygger.ops.cli import main

sys.exit(main())
