"""A full disk under the data: the database cannot start, `run` goes on trying, and all is well once there is room."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from brobygger.ops.embedded_postgres import EmbeddedPostgres
from tests.installations import finish, soon, start, until_ready
from tests.ops.test_time_limits import Site

pytestmark = pytest.mark.long
SIZE = "400m"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own in memory; skipped where nobody may mount one."""
    if sys.platform != "linux":
        pytest.skip("a tmpfs is Linux's")
    with tempfile.TemporaryDirectory(prefix="brobygger-test-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=711", "tmpfs", folder], capture_output=True, text=True
        )
        if mounted.returncode:
            pytest.skip(f"mounting is refused here: {mounted.stderr.strip()}")
        try:
            yield path
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            return


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(f"it never said {words!r}:\n{said}")


def test_after_a_full_disk_run_goes_on_trying_until_there_is_room(small_disk: Path) -> None:
    process = start(small_disk, "run", PORT="18860", BROBYGGER_STATEMENT_SECONDS="5", PYTHONUNBUFFERED="1")
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", until_ready(process))
        assert found
        site = Site(found[0])
        assert site.get("/klar/")[0] == 200
        ballast = small_disk / "ballast"
        fill(ballast)
        server = EmbeddedPostgres(small_disk)
        number = int((server.place.data / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        said = read_until(process, "is tried again in")
        assert "The database does not start" in said, said
        read_until(process, "still does not start")
        read_until(process, "is tried again in")
        assert process.poll() is None
        assert site.get("/kontakt/")[0] == 200 and site.get("/sundhed/")[0] == 200
        assert site.get("/klar/")[0] == 503 and site.staff()[0] == 503
        ballast.unlink()
        read_until(process, "The database had stopped and was started again")
        assert soon(lambda: site.get("/klar/")[0] == 200, 120)
        assert site.staff()[0] == 302
    finally:
        process.send_signal(signal.SIGTERM)
        code, output = finish(process)
    assert code == 0 and "Stopped." in output, output
