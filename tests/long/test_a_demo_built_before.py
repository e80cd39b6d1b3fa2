"""A centre that an older version built and filled: migrated it is whole, readable, and tells nothing in plain words.

7159516 is the last state of the software in which plans, events and names stood in plain columns. Where the history
is not at hand (a source without git, a shallow copy) there is nothing to build from.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from brobygger.ops.server_place import packaged_programs

ROOT = Path(__file__).resolve().parents[2]
BEFORE = "7159516"
PEOPLE = "150"
VENDOR = Path("src", "brobygger", "web", "static", "vendor")
pytestmark = pytest.mark.long

READ_PAGES = """
import django; django.setup()
from django.test import Client
from brobygger.records.episodes.models import Episode
from brobygger.records.letters.models import Letter
from brobygger.records.notes.models import Note
from brobygger.trust.models import Account
opened = 0
def look(client, address):
    global opened
    answer = client.get(address, HTTP_HOST="localhost")
    assert answer.status_code == 200, (address, answer.status_code)
    opened += 1
    return answer
for handle in ("mette", "dorte", "hanne", "bent"):
    account = Account.objects.get(email__startswith=handle + "@")
    client = Client(); client.force_login(account)
    look(client, "/min-dag/"); look(client, "/forloeb/")
    for episode in Episode.objects.filter(responsible=account).order_by("-id")[:6]:
        for page in "", "borger", "samtykker", "afdaekning", "visitation", "plan", "opfoelgning", "notater", "breve":
            look(client, f"/forloeb/{episode.number}/{page}" + ("/" if page else ""))
        for letter in Letter.objects.filter(episode=episode)[:2]:
            # Asked for by a form, since some letters show what their pages cover.
            pdf = client.post(f"/forloeb/{episode.number}/breve/{letter.pk}/brev.pdf", HTTP_HOST="localhost")
            assert pdf.getvalue().startswith(b"%PDF")
        assert all(note.text for note in Note.objects.filter(episode=episode))
    for episode in Episode.objects.filter(responsible=account, name_protected=False)[:3]:
        found = client.post("/soeg/", {"query": episode.person_name}, HTTP_HOST="localhost")
        assert found.status_code == 200 and episode.person_name in found.content.decode(), episode.number
print(opened)
"""
WORDS = """
import django; django.setup()
from brobygger.records.people.models import Person
from brobygger.care.plans.models import Goal
for person in Person.objects.all():
    print(person.name)
for text in {goal.specific for goal in Goal.objects.all()}:
    print(text)
"""

STAFF = """
import django; django.setup()
from brobygger.trust.models import Account
print(*Account.objects.values_list("name", flat=True), sep="\\n")
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The software as it was, and the folder of data of a demo that it built."""
    git = subprocess.run(["git", "-C", str(ROOT), "archive", BEFORE, "src"], capture_output=True, check=False)
    if git.returncode:
        pytest.skip(f"the history does not hold {BEFORE}: {git.stderr.decode().strip()}")
    folder = tmp_path_factory.mktemp("before")
    folder.chmod(0o711)
    with tarfile.open(fileobj=BytesIO(git.stdout)) as archive:
        archive.extractall(folder, filter="data")
    shutil.copytree(ROOT / VENDOR, folder / VENDOR, dirs_exist_ok=True)
    run(folder, folder / "src", "setup")
    run(folder, folder / "src", "demo", "--people", PEOPLE)
    yield folder


def run(folder: Path, source: Path, *arguments: str, script: str = "") -> str:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("BROBYGGER_", "DATABASE_URL"))},
        "BROBYGGER_VAR": str(folder / "var"), "BROBYGGER_DEMO": "1", "PYTHONPATH": str(source),
        "DJANGO_SETTINGS_MODULE": "brobygger.web.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "brobygger", *arguments]
    if script:
        held = f"from brobygger.ops.commands import database\nwith database():\n exec({script!r})"
        command = [sys.executable, "-c", held]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout


def test_what_an_older_version_kept_is_whole_and_tells_nothing(before: Path) -> None:
    now = ROOT / "src"
    run(before, now, "setup")
    assert "Alle frister er, som de skal være" in run(before, now, "standard", "recompute", "--verify")
    assert "Everything holds" in run(before, now, "audit", "verify")
    assert int(run(before, now, script=READ_PAGES).split()[-1]) > 100
    run(before, now, "backup", str(before / "all.dump"))
    staff = set(run(before, now, script=STAFF).splitlines())
    words = [line for line in run(before, now, script=WORDS).splitlines() if " " in line and line not in staff]
    assert len(words) > 100
    sql = as_sql(before / "all.dump")
    assert "COPY public.episodes_event" in sql
    # Bytes stand in a dump as figures.
    assert not [line for line in words if line in sql or line.encode().hex() in sql]


def as_sql(dump: Path) -> str:
    """The dump with every table's rows, as whoever finds it reads it."""
    done = subprocess.run(
        [str(packaged_programs() / "pg_restore"), "--file=-", str(dump)], capture_output=True, check=True
    )
    return done.stdout.decode(errors="replace")
