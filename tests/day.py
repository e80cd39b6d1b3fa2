"""The day on which the suite stands: nothing that it finds may depend on when it is run.

BROBYGGER_TEST_DAY=2027-02-06 lets it stand on another one; `make test-long` walks through many.
"""

import os
from datetime import date, datetime, time

from brobygger.ground.clock import DENMARK

TODAY = date.fromisoformat(os.environ.get("BROBYGGER_TEST_DAY") or "2026-11-19")
# Late enough that what a test puts a few hours back is still the same day.
MORNING = datetime.combine(TODAY, time(10), DENMARK)
