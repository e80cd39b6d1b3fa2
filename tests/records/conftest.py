"""What the tests of the records share stands in tests/cases.py and tests/conftest.py."""

from tests.cases import WORK
from tests.conftest import open_case

__all__ = ["WORK", "open_case"]
