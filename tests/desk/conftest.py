"""Cases for the staff's common pages."""

from tests.records.conftest import open_case

__all__ = ["open_case"]
