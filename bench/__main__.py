"""`python -m bench`: how our pages stand beside plain ones."""

import sys

from bench.command import main

sys.exit(main())
