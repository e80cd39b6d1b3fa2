"""The command line as a person at a terminal meets it."""

import re
import secrets
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg.conninfo import make_conninfo

from brobygger.ground.crypto import Keyring
from brobygger.ops import cli, refusals, running, schema_lock
from brobygger.ops.embedded_postgres import EmbeddedPostgres, embedded_postgres
from brobygger.web.configuration import ConfigurationError
from tests.installations import answers, finish, set_up_at, soon, start, until_ready


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    for name in ("standard", "setup", "run", "migrate", "worker", "manage", "audit", "demo"):
        assert re.search(rf"^\s+{name}\s", shown, re.MULTILINE), name


def test_an_unknown_command_is_a_wrong_call() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["dans"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "setting", "words"),
    [
        (["run"], {"PORT": "abc"}, "PORT must be a whole number from 1 to 65535"),
        (["run"], {"PORT": "99999"}, "PORT must be a whole number from 1 to 65535"),
        (["run"], {"BROBYGGER_WORKERS": "0"}, "BROBYGGER_WORKERS must be"),
        (["audit", "verify"], {"BROBYGGER_TODAY": "i morgen"}, "BROBYGGER_TODAY must be a day"),
        (["audit", "verify"], {"BROBYGGER_SESSION_IDLE_MINUTES": "x"}, "BROBYGGER_SESSION_IDLE_MINUTES must be"),
        (["audit", "verify"], {"BROBYGGER_VAR": "/dev/null/x"}, "The data folder /dev/null/x cannot be made"),
        (["audit", "verify"], {"DATABASE_URL": "hemmelig"}, "DATABASE_URL or BROBYGGER_OWNER_DATABASE_URL is no"),
        (["setup"], {"DATABASE_URL": "postgresql://a:hemmelig@127.0.0.1:1/b"}, "The database does not answer"),
        (["setup"], {"BROBYGGER_AUDIT_DIRECTORY": "/dev/null/x"}, "/dev/null/x/heads: Not a directory"),
        (
            ["standard", "recompute", "--verify"],
            {"DATABASE_URL": "postgresql://a:hemmelig@127.0.0.1:1/b"},
            "The database does not answer",
        ),
    ],
)
def test_what_is_wrong_around_it_is_said_in_one_sentence(
    var: Path, arguments: list[str], setting: dict[str, str], words: str
) -> None:
    code, output = finish(start(var, *arguments, **setting))
    assert code == 1, output
    assert words in output and "Traceback" not in output and "hemmelig" not in output, output


def test_a_reader_that_has_gone_ends_a_command_without_a_traceback(var: Path) -> None:
    said = var / "said"
    with said.open("w") as errors:
        process = start(var, "manage", "help", "--commands", stderr=errors)
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(60) == 1
    assert said.read_text() == ""


def test_a_database_that_is_not_set_up_is_said_to_be_that(var: Path) -> None:
    code, output = finish(start(var, "audit", "verify"))
    assert code == 1 and "brobygger setup" in output and "Traceback" not in output, output


@pytest.mark.django_db
def test_tables_that_a_restore_has_not_opened_are_said_to_be_that() -> None:
    """A restore whose ring is refused ends before the application's role may read: no command ends in a traceback."""
    with pytest.raises(ProgrammingError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trust_imprint")
    words = refusals.in_a_sentence(raised.value)
    assert words is not None and "brobygger setup" in words


def test_a_database_that_cannot_hold_every_letter_is_refused(var: Path) -> None:
    with embedded_postgres(var) as server:
        with server.connect() as connection:
            narrow = "ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
            connection.execute(f"CREATE DATABASE narrow OWNER brobygger_owner {narrow}")
        address = make_conninfo(host=str(server.place.socket), port="5432", dbname="narrow", user="brobygger_owner")
        code, output = finish(start(var, "migrate", DATABASE_URL=address))
    assert code == 1 and "encoding is LATIN1" in output and "Traceback" not in output, output


def test_an_address_that_is_not_ours_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HOST", "192.0.2.1")
    with pytest.raises(ConfigurationError, match=r"nothing can listen on 192\.0\.2\.1"):
        running.free_port(8000)


def test_set_up_twice_at_once_and_again_and_nothing_stays_running(var: Path) -> None:
    ended = [finish(one) for one in [start(var, "setup") for _ in range(2)]]
    ended.append(finish(start(var, "setup")))
    assert [code for code, _output in ended] == [0, 0, 0], ended
    assert not any("Traceback" in output for _code, output in ended)
    assert (var / "static" / "staticfiles.json").exists()
    assert not EmbeddedPostgres(var).is_running()


def test_a_set_up_that_never_gets_its_turn_says_so_and_ends(set_up: Path) -> None:
    with embedded_postgres(set_up) as server, server.connect("brobygger", "brobygger_owner") as left_behind:
        left_behind.execute("SELECT pg_advisory_lock(%s)", [schema_lock.LOCK])
        code, output = finish(start(set_up, "setup", BROBYGGER_SETUP_WAIT_SECONDS="1"))
    assert code == 1 and "Waiting for it" in output and "has kept this database for more than 1 s" in output, output


def test_a_ring_of_another_place_is_refused_by_every_command_and_by_name(var: Path) -> None:
    here, there, dump = set_up_at(var / "here"), var / "there", var / "brobygger.dump"
    another_ring = there / "keys" / "keyring.json"
    another_ring.parent.mkdir(parents=True)
    another_ring.write_text(Keyring(1, {1: secrets.token_bytes(32)}, secrets.token_bytes(32)).dump())
    another_ring.chmod(0o600)
    account = ["manage", "create_account", "a@example.dk", "Anna Dal", "--role", "administrator"]
    another = ["manage", "create_account", "b@example.dk", "Bo Dal", "--role", "administrator"]
    foreign = {"BROBYGGER_KEYRING": str(another_ring)}
    with embedded_postgres(here):  # held, so that not every command starts and stops it
        assert finish(start(here, *account))[0] == 0
        assert finish(start(here, "backup", str(dump))) == (0, "")
        for command in (["setup"], ["run"], ["audit", "verify"], ["audit", "seal"], ["manage", "rotate_keys"], another):
            code, output = finish(start(here, *command, **foreign))
            assert code == 1 and "is not this installation's" in output and "Traceback" not in output, (command, output)
            assert "changed:" not in output and "findings" not in output, output
        assert finish(start(here, "audit", "verify"))[0] == 0
    code, output = finish(start(var / "new", "restore", str(dump), **foreign))
    assert code == 1 and "The data are back. The key ring" in output and "not this installation's" in output, output
    code, output = finish(start(var / "new", "audit", "verify", **foreign))
    assert code == 1 and "brobygger setup" in output and "Traceback" not in output, output


def test_the_schema_is_the_owners_and_the_rows_are_the_applications(set_up: Path) -> None:
    var = set_up
    ask = "from django.db import connection as c; print(*c.introspection.table_names())"
    drop = "from django.db import connection as c; c.cursor().execute('DROP TABLE trust_account')"
    with embedded_postgres(var):
        code, output = finish(start(var, "manage", "shell", "--no-imports", "-v", "0", "-c", ask))
        assert code == 0 and "trust_account" in output, output
        code, output = finish(start(var, "manage", "shell", "--no-imports", "-v", "0", "-c", drop))
    assert code != 0 and "InsufficientPrivilege" in output, output


def test_run_serves_on_a_free_port_and_stops_everything_when_asked(set_up: Path) -> None:
    var = set_up
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]
        process = start(var, "run", PORT=str(wanted), BROBYGGER_DEBUG="1")
        said = until_ready(process)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found and int(found[1]) != wanted and f"Port {wanted} is taken" in said, said
        with urllib.request.urlopen(found[0], timeout=20) as answer:
            assert answer.status == 200
    process.send_signal(signal.SIGINT)
    code, rest = finish(process)
    assert code == 0 and "Stopped." in rest, said + rest
    assert not EmbeddedPostgres(var).is_running()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(found[0], timeout=5)


def test_the_demo_never_opens_a_database_that_is_in_use(set_up: Path) -> None:
    var = set_up
    add = "from brobygger.trust.models import Account; Account.objects.create_user('a@example.dk', name='A')"
    assert finish(start(var, "manage", "shell", "--no-imports", "-v", "0", "-c", add))[0] == 0
    # Files that lie about, such as the mark of an earlier version, say nothing about a database.
    (var / "demo-centre").touch()
    code, output = finish(start(var, "run", "--demo"))
    assert code == 1 and "without --demo" in output, output


def test_a_taken_port_leads_to_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert running.free_port(taken.getsockname()[1]) != taken.getsockname()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a child ask to end with its parent")
def test_the_web_server_ends_when_its_parent_is_killed(set_up: Path) -> None:
    var = set_up
    process = start(var, "run", PORT="18760", BROBYGGER_DEBUG="1")
    said = until_ready(process)
    address = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert address, said
    process.kill()
    process.wait()
    assert soon(lambda: not answers(address[0])), "the web server went on without its parent"
    server = EmbeddedPostgres(var)
    server.hold()
    server.release()
    # The worker of jobs holds the database too, until it has put down what it was doing.
    assert soon(lambda: not server.is_running())


@pytest.mark.skipif(sys.platform != "linux", reason="finds the web server by Linux's list of children")
def test_a_web_server_or_worker_that_was_killed_is_started_again(set_up: Path) -> None:
    process = start(set_up, "run", PORT="18790", BROBYGGER_DEBUG="1")
    address = re.search(r"http://127\.0\.0\.1:\d+/", until_ready(process))
    assert address
    children = [child for child in psutil.Process(process.pid).children() if child.name() != "postgres"]
    assert len(children) == 2
    for child in children:
        child.kill()
    said = ""
    assert process.stdout is not None
    while "The web server had stopped" not in said:
        said += process.stdout.readline()
    assert "The worker had stopped and is started again." in said
    assert soon(lambda: answers(address[0]))
    process.send_signal(signal.SIGTERM)
    code, rest = finish(process)
    assert code == 0 and "Stopped." in rest, rest
    assert not answers(address[0])


def test_a_backup_comes_back_in_a_new_place(var: Path) -> None:
    old, new = set_up_at(var / "old"), var / "new"
    add = "from brobygger.trust.models import Account; Account.objects.create_user('a@example.dk', name='Åse')"
    dump = var / "brobygger.dump"
    with embedded_postgres(old):
        assert finish(start(old, "manage", "shell", "--no-imports", "-v", "0", "-c", add))[0] == 0
        assert finish(start(old, "backup", str(dump))) == (0, "")
    assert not dump.stat().st_mode & 0o077
    assert finish(start(new, "restore", str(dump))) == (0, "")
    ask = "from brobygger.trust.models import Account; print(*Account.objects.values_list('name', flat=True))"
    with embedded_postgres(new):
        code, output = finish(start(new, "manage", "shell", "--no-imports", "-v", "0", "-c", ask))
        assert code == 0 and "Åse" in output, output
        code, output = finish(start(new, "restore", str(dump)))
        assert code == 1 and "not empty" in output
    code, output = finish(start(new, "restore", str(var / "missing")))
    assert code == 1 and "no file" in output
