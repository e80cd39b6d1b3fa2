"""A place of one's own for the command line, empty or set up."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import set_up_at


@pytest.fixture
def var() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="brobygger-test-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        yield path


@pytest.fixture
def set_up(var: Path) -> Path:
    """A place on which `setup` was run: a copy of one that was made once, for it takes long."""
    return set_up_at(var)
