"""The PostgreSQL that the software brings along: up in a moment, again after a kill, and gone when asked."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from brobygger.ops import embedded_postgres as server_module
from brobygger.ops import server_place
from brobygger.ops.embedded_postgres import EmbeddedPostgres, embedded_postgres
from brobygger.web import server_note
from brobygger.web.server_note import APPLICATION, DATABASE, OWNER, EmbeddedPostgresError

SOURCE = Path(server_place.__file__).parents[2]


@pytest.fixture
def var() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="brobygger-test-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        yield path


def kill(server: EmbeddedPostgres) -> None:
    number = int((server.place.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)
    until = time.monotonic() + 10
    while server.is_running() and time.monotonic() < until:
        time.sleep(0.02)


def kept(server: EmbeddedPostgres) -> list[str]:
    with server.connect(DATABASE, OWNER) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept ORDER BY word")]


def keep(server: EmbeddedPostgres, word: str) -> None:
    with server.connect(DATABASE, OWNER) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def test_it_comes_up_goes_down_and_keeps_what_was_written(var: Path) -> None:
    with embedded_postgres(var) as server:
        keep(server, "bro")
    assert not server.is_running()
    with embedded_postgres(var) as again:
        assert kept(again) == ["bro"]


@pytest.mark.parametrize("older", [False, True])
def test_a_copied_data_folder_works_on_a_database_of_its_own(var: Path, older: bool) -> None:
    first, second = var / "first", var / "second"
    first.mkdir(mode=0o711)
    with embedded_postgres(first) as server:
        keep(server, "før")
    if older:  # a version whose note did not say whose it is
        note = first / server_note.PLACE_FILE
        known = json.loads(note.read_text())
        note.write_text(json.dumps({"data": known["data"], "socket": known["socket"]}))
    subprocess.run(["cp", "-a", str(first), str(second)], check=True)
    assert server_note.socket_folder(second) != server_note.socket_folder(first)
    with embedded_postgres(second) as copy, embedded_postgres(first) as server:
        keep(copy, "kopi")
        assert (kept(copy), kept(server)) == (["før", "kopi"], ["før"])


def test_a_copy_whose_database_lay_elsewhere_is_refused_and_a_moved_folder_keeps_it(var: Path) -> None:
    first, second, outside = var / "first", var / "second", var / "outside"
    for folder in (first, outside):
        folder.mkdir(mode=0o711)
    user = server_place.server_user()
    server_place._own_folder(outside / "data", user)
    note = {"var": str(first), "data": str(outside / "data"), "socket": str(outside / "data")}
    (first / server_note.PLACE_FILE).write_text(json.dumps(note))
    assert server_place.find(first).data == outside / "data"
    shutil.copytree(first, second)
    with pytest.raises(EmbeddedPostgresError, match=f"{second} is a copy of {first}"):
        server_place.find(second)
    shutil.rmtree(second)
    first.rename(second)
    assert server_place.find(second).data == outside / "data"
    assert json.loads((second / server_note.PLACE_FILE).read_text())["var"] == str(second)


def test_a_killed_server_comes_back_with_its_data(var: Path) -> None:
    with embedded_postgres(var) as server:
        keep(server, "før")
        kill(server)
        assert server.revive()
        keep(server, "efter")
        assert kept(server) == ["efter", "før"]
        assert not server.revive()


def test_a_server_left_behind_by_a_killed_holder_is_taken_over(var: Path) -> None:
    code = (
        "import os, pathlib, signal, sys\n"
        "from brobygger.ops.embedded_postgres import EmbeddedPostgres\n"
        "EmbeddedPostgres(pathlib.Path(sys.argv[1])).hold()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-c", code, str(var)], env=environment, check=False)
    server = EmbeddedPostgres(var)
    assert server.is_running()
    server.hold()
    keep(server, "arvet")
    server.release()
    assert not server.is_running()


def test_a_number_in_an_old_note_that_now_belongs_to_another_program_is_no_hindrance(var: Path) -> None:
    with embedded_postgres(var) as server:
        note = (server.place.data / "postmaster.pid").read_text()
    (server.place.data / "postmaster.pid").write_text(note.replace(note.split()[0], str(os.getpid()), 1))
    with embedded_postgres(var) as again:
        assert again.is_running()


def test_it_stays_up_until_the_last_holder_lets_go(var: Path) -> None:
    with embedded_postgres(var) as first:
        with embedded_postgres(var):
            pass
        assert first.is_running()
    assert not first.is_running()


def test_two_installations_stand_side_by_side(var: Path) -> None:
    one, two = var / "one", var / "two"
    with embedded_postgres(one) as first, embedded_postgres(two) as second:
        keep(first, "en")
        keep(second, "to")
        assert (kept(first), kept(second)) == (["en"], ["to"])


def test_a_folder_too_deep_for_a_socket_gets_a_short_one(var: Path) -> None:
    deep = var / ("dyb" * 40)
    with embedded_postgres(deep) as server:
        assert len(str(server.place.socket)) < server_place.SOCKET_PATH_LIMIT
        assert not server.place.socket.stat().st_mode & 0o077
        keep(server, "kort")
    server.place.socket.rmdir()
    with embedded_postgres(deep) as again:
        assert kept(again) == ["kort"]
    again.place.socket.rmdir()


def test_the_applications_role_owns_nothing_and_changes_no_table(var: Path) -> None:
    with embedded_postgres(var) as server:
        keep(server, "fast")
        with server.connect(DATABASE, APPLICATION) as connection:
            for statement in ("DROP TABLE kept", "CREATE TABLE mine (x int)", "CREATE ROLE another"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)


def test_nothing_listens_on_the_network(var: Path) -> None:
    with embedded_postgres(var) as server, server.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert not server.place.socket.stat().st_mode & 0o077


def test_a_statement_that_fails_leaves_no_value_in_the_log(var: Path) -> None:
    with embedded_postgres(var) as server:
        with server.connect() as connection, pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("CREATE TEMP TABLE t (cpr text PRIMARY KEY)")
            connection.execute("INSERT INTO t VALUES ('0107501AB1'), ('0107501AB1')")
        # Here PostgreSQL quotes the value in the error itself.
        with server.connect() as connection, pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT '0107501AB1'::integer")
        assert "ready to accept connections" in server.log.read_text()
        assert "0107501AB1" not in server.log.read_text()


def test_its_log_is_begun_anew_when_it_has_grown_long(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded_postgres(var) as server:
        with server.log.open("a") as log:
            log.write("gammel\n")
        monkeypatch.setattr(server_module, "LONGEST_LOG", 20)
        server.shorten_log()
        assert server.log.read_text() == ""
        assert "gammel" in server.log.with_name("server.log.1").read_text()
        assert not server.log.with_name("server.log.1").stat().st_mode & 0o077
        kill(server)
        server.revive()
        assert "ready to accept connections" in server.log.read_text()  # it goes on writing to the same file


def test_data_of_another_version_are_refused_with_what_to_do(var: Path) -> None:
    with embedded_postgres(var) as server:
        pass
    (server.place.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresError, match="PostgreSQL 12"):
        server.hold()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is somebody whom PostgreSQL refuses")
def test_as_root_a_closed_folder_gets_its_data_elsewhere_and_says_where() -> None:
    said: list[str] = []
    with tempfile.TemporaryDirectory(prefix="brobygger-test-") as closed:  # made 0700, so the server's user stays out
        with embedded_postgres(Path(closed), say=said.append) as server:
            keep(server, "ude")
        with embedded_postgres(Path(closed), say=said.append) as again:
            assert kept(again) == ["ude"]
        assert len(said) == 1 and str(server.place.data) in said[0]
        subprocess.run(["rm", "-r", "--", str(server.place.data)], check=True)
