"""The audit trail: written with the act, never changed, sealed, and proved."""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Max
from django.db.utils import DatabaseError
from psycopg.conninfo import make_conninfo

from brobygger.ground import chain, crypto, heads, ring_check
from brobygger.trust import audit, periodic, proof
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account, AuditEntry, AuditSeal, BreakGlass
from brobygger.web.configuration import owner_address

pytestmark = pytest.mark.alone_on_server  # a seal waits until older transactions have ended, anybody's
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def intruder(transactional_db: None) -> Iterator["psycopg.Connection[Any]"]:
    """Somebody with the owner's rights, who switches the triggers off."""
    here = connection.settings_dict
    address = make_conninfo(owner_address(settings.VAR), dbname=here["NAME"], host=here["HOST"])
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("ALTER TABLE trust_auditentry DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE trust_auditseal DISABLE TRIGGER USER")
        yield owner


def seal() -> list[AuditSeal]:
    """Seal every row there is: wait until whoever was at work before the last one has ended, the server's own too."""
    last = AuditEntry.objects.aggregate(last=Max("xid"))["last"]
    until = time.monotonic() + 60
    while chain.horizon()[1] <= last:
        assert time.monotonic() < until, "a transaction has stood open for a minute"
        time.sleep(0.05)
    return chain.seal()


@pytest.fixture
def trail(outside: Path, transactional_db: None) -> list[AuditEntry]:
    """Nine acts: three sealed, three sealed after them, three not sealed yet."""
    for number in range(3):
        for _ in range(3):
            audit.changed(SYSTEM, "test.act", step=number)
        if number < 2:
            seal()
    return list(AuditEntry.objects.order_by("id"))


def kinds() -> set[str]:
    return {finding.kind for finding in proof.verify().findings}


@committed
def test_an_untouched_trail_holds(trail: list[AuditEntry]) -> None:
    found = proof.verify()
    assert found.holds, [str(finding) for finding in found.findings]
    # A browser of an earlier test may have asked for one page more: what counts is what was never sealed.
    assert found.rows == AuditEntry.objects.count() >= 9
    assert (found.rows - found.sealed, found.seals) == (3, 2)


@committed
@pytest.mark.parametrize("place", [1, 4, 7])
@pytest.mark.parametrize(
    "change",
    [
        "action = 'other'", "actor_id = 4", "at = at + interval '1 second'", "detail = '{}'", "person_id = 1",
        "object_ids = '{4}'", "purpose = 'x'", "outcome = 'refused'",
        "actor_roles = '{dpo}'", "previous = NULL",
    ],
)  # fmt: skip
def test_a_changed_row_is_found(trail: list[AuditEntry], intruder: Any, place: int, change: str) -> None:
    intruder.execute(f"UPDATE trust_auditentry SET {change} WHERE id = %s", [trail[place].id])
    found = proof.verify()
    assert any(str(trail[place].id) in finding.about for finding in found.findings)


@committed
@pytest.mark.parametrize("place", range(9))
def test_a_removed_row_is_found_sealed_or_not_and_at_the_end(
    trail: list[AuditEntry], intruder: Any, place: int
) -> None:
    intruder.execute("DELETE FROM trust_auditentry WHERE id = %s", [trail[place].id])
    found = proof.verify()
    assert any(str(trail[place].id) in finding.about and finding.kind == "removed" for finding in found.findings) or (
        place < 6 and "removed" in {finding.kind for finding in found.findings}
    )


@committed
@pytest.mark.parametrize("place", [1, 4, 8])
def test_an_inserted_row_is_found(trail: list[AuditEntry], intruder: Any, place: int) -> None:
    columns = (
        "at, kind, action, actor_roles, object_type, object_ids, purpose, outcome, detail, previous, mac, xid, cluster"
    )
    intruder.execute(
        f"INSERT INTO trust_auditentry (id, {columns}) SELECT gen_random_uuid(), {columns} "
        "FROM trust_auditentry WHERE id = %s",
        [trail[place].id],
    )
    assert kinds() & {"inserted", "changed"}


@committed
@pytest.mark.parametrize("place", [1, 7])
@pytest.mark.parametrize("change", ["xid = xid + 1000", "cluster = cluster + 1", "episode_ids = '{4}'"])
def test_a_row_under_another_transaction_is_found_before_any_seal_too(
    trail: list[AuditEntry], intruder: Any, place: int, change: str
) -> None:
    """A transaction that no seal will ever reach would keep a row out of every batch."""
    intruder.execute(f"UPDATE trust_auditentry SET {change} WHERE id = %s", [trail[place].id])
    assert any(str(trail[place].id) in finding.about for finding in proof.verify().findings)


@committed
def test_a_row_moved_into_another_batch_is_found(trail: list[AuditEntry], intruder: Any) -> None:
    intruder.execute("UPDATE trust_auditentry SET xid = %s WHERE id = %s", [trail[4].xid, trail[8].id])
    assert "inserted" in kinds()


@committed
def test_a_cut_end_is_found_by_what_was_noted_outside(trail: list[AuditEntry], intruder: Any) -> None:
    """The last batch with its seal and all that followed."""
    intruder.execute("DELETE FROM trust_auditentry WHERE id >= %s", [trail[3].id])
    intruder.execute("DELETE FROM trust_auditseal WHERE number = 2")
    about = {finding.about for finding in proof.verify().findings}
    assert {"seal 2", f"row {trail[8].id}"} <= about


@committed
@pytest.mark.parametrize(
    "change", ["rows = rows - 1", "xid_to = xid_to + 1", "digest = '\\x00'", "mac = '\\x0001'", "at = now()"]
)
def test_a_changed_seal_is_found(trail: list[AuditEntry], intruder: Any, change: str) -> None:
    intruder.execute(f"UPDATE trust_auditseal SET {change} WHERE number = 1")
    assert "changed" in kinds()


@committed
def test_a_seal_made_again_without_the_keys_is_found(
    trail: list[AuditEntry], intruder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring_check, "stored", dict)  # the intruder asks nobody whether the ring is the right one
    intruder.execute("DELETE FROM trust_auditentry WHERE id = %s", [trail[4].id])
    intruder.execute("DELETE FROM trust_auditseal WHERE number = 2")
    ring = crypto.keyring()
    crypto.store_keyring(crypto.Keyring(1, {1: b"0" * 32}, ring.index))
    seal()
    crypto.store_keyring(ring)
    assert any(finding.about == "seal 2" for finding in proof.verify().findings)


@committed
def test_a_late_commit_falls_into_the_next_batch(outside: Path, transactional_db: None) -> None:
    """A transaction that began before the sealing and commits after it."""
    import threading

    wrote, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            audit.changed(SYSTEM, "test.slow")
            wrote.set()
            go_on.wait(10)
        connection.close()

    worker = threading.Thread(target=slow)
    worker.start()
    wrote.wait(10)
    audit.changed(SYSTEM, "test.quick")
    first = chain.seal()
    go_on.set()
    worker.join()
    second = seal()
    assert sum(one.rows for one in [*first, *second]) == 2
    assert proof.verify().holds


@committed
def test_rolled_back_acts_leave_no_hole(outside: Path, transactional_db: None) -> None:
    audit.changed(SYSTEM, "test.act")
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.changed(SYSTEM, "test.undone")
        raise RuntimeError
    with transaction.atomic():
        audit.changed(SYSTEM, "test.act")
        with pytest.raises(RuntimeError), transaction.atomic():
            audit.changed(SYSTEM, "test.undone")
            raise RuntimeError
        audit.changed(SYSTEM, "test.act")
    audit.changed(SYSTEM, "test.act")
    assert AuditEntry.objects.count() == 4
    assert proof.verify().holds
    assert AuditEntry.objects.filter(previous=None).count() == 1


@committed
def test_rows_sealed_under_an_old_key_hold_after_a_new_one(trail: list[AuditEntry]) -> None:
    before = crypto.keyring()
    crypto.store_keyring(before.with_new_key())
    audit.changed(SYSTEM, "test.act")
    seal()
    assert proof.verify().holds
    crypto.store_keyring(before)
    assert not proof.verify().holds
    crypto.store_keyring(before.with_new_key())


@committed
def test_without_the_key_ring_no_row_is_called_changed(
    trail: list[AuditEntry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROBYGGER_KEYRING", str(tmp_path / "gone.json"))
    crypto.forget_keyring()
    with pytest.raises(crypto.KeyringMissing):
        proof.verify()
    assert not (tmp_path / "gone.json").exists()
    monkeypatch.undo()
    crypto.forget_keyring()
    assert proof.verify().holds


@committed
def test_the_command_says_what_does_not_hold_and_fails(
    trail: list[AuditEntry], intruder: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit", "verify")
    assert "Everything holds" in capsys.readouterr().out
    intruder.execute("DELETE FROM trust_auditentry WHERE id = %s", [trail[1].id])
    with pytest.raises(SystemExit) as stopped:
        call_command("audit", "verify")
    assert stopped.value.code == 1
    assert "removed" in capsys.readouterr().out
    call_command("audit", "seal")
    assert "Sealed 3 rows as seal 3" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["trust_auditentry", "trust_auditseal"])
@pytest.mark.parametrize("act", ["UPDATE {} SET mac = mac", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_the_trail(table: str, act: str) -> None:
    audit.changed(SYSTEM, "test.act")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))


@committed
@pytest.mark.parametrize("act", ["UPDATE {} SET mac = mac", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_triggers_hold_for_the_owner_too(trail: Any, act: str) -> None:
    here = connection.settings_dict
    address = make_conninfo(owner_address(settings.VAR), dbname=here["NAME"], host=here["HOST"])
    with psycopg.connect(address) as owner, pytest.raises(psycopg.errors.RaiseException):
        owner.execute(act.format("trust_auditentry"))


@pytest.mark.django_db
def test_free_text_and_cpr_never_reach_the_trail() -> None:
    audit.changed(
        SYSTEM,
        "test.act",
        words="a" * 81,
        cpr="010750-1234",
        plain="0107501234",
        fine="sent",
        day=dt.date(2023, 4, 4),
    )
    detail = AuditEntry.objects.get().detail
    assert detail == {
        "words": "[left out]", "cpr": "[left out]", "plain": "[left out]", "fine": "sent",
        "day": "2023-04-04",
    }  # fmt: skip


@pytest.mark.django_db
def test_an_act_is_one_insert(row: Callable[..., BreakGlass], django_assert_num_queries: Any) -> None:
    one = row(episode=5)
    with django_assert_num_queries(1):
        audit.read(one.account, "test.act", one)
    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.person_id, entry.episode_id, entry.object_ids) == ("read", 5, 5, [one.pk])
    assert entry.actor_roles == ["counsellor"]


@pytest.mark.django_db
def test_rows_of_several_cases_give_a_row_each_when_opened_and_one_when_listed(row: Any) -> None:
    rows = [row(episode=5), row(episode=5), row(episode=6)]
    audit.read(SYSTEM, "test.open", rows)
    audit.listed(SYSTEM, "test.list", rows)
    opened = AuditEntry.objects.filter(action="test.open").order_by("episode_id")
    assert [(e.episode_id, len(e.object_ids)) for e in opened] == [(5, 2), (6, 1)]
    assert AuditEntry.objects.get(action="test.list").object_ids == [one.pk for one in rows]


@committed
def test_many_rows_read_in_the_same_memory(outside: Path, transactional_db: None) -> None:
    before = AuditEntry.objects.count()  # a browser of an earlier test may have asked for one page more
    entries = [audit.Entry("system", "test.bulk", None, []) for _ in range(3000)]
    audit.write(entries)
    seal()
    told: list[int] = []
    assert proof.verify(told.append).rows == before + 3000
    assert AuditSeal.objects.get().rows == before + 3000


@committed
def test_the_last_row_of_every_writer_is_noted_outside(outside: Path, transactional_db: None) -> None:
    audit.changed(SYSTEM, "test.act")
    assert set(heads.all_heads().values()) == set(AuditEntry.objects.values_list("id", flat=True))
    assert oct((outside / "heads").stat().st_mode)[-3:] == "700"


@committed
def test_notes_of_writers_that_are_long_silent_go_once_their_rows_are_sealed(trail: list[AuditEntry]) -> None:
    for path in heads.all_heads():
        os.utime(path, (0, 0))
    fresh = heads.directory() / "heads" / "another"
    fresh.write_text(f"{trail[-1].id}\n", encoding="ascii")
    periodic.tidy()
    assert list(heads.all_heads()) == [fresh]
    assert proof.verify().sealed == AuditEntry.objects.count()
    # Who wakes up after that week is noted again.
    audit.changed(SYSTEM, "test.act")
    assert AuditEntry.objects.latest("id").id in heads.all_heads().values()


@committed
def test_what_was_done_stands_when_its_note_cannot_be_written(
    trail: list[AuditEntry], outside: Path, tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    settings.AUDIT_DIRECTORY = str(tmp_path / "file")
    audit.changed(SYSTEM, "test.act")
    assert AuditEntry.objects.filter(action="test.act").exists()
    assert "could not be written: Not a directory" in caplog.text
    with pytest.raises(OSError, match="Not a directory"):
        heads.make_ready()
    settings.AUDIT_DIRECTORY = str(outside)


@pytest.mark.django_db
def test_who_opened_a_citizens_file(
    make_account: Callable[..., Account], row: Any, django_assert_num_queries: Any
) -> None:
    from brobygger.trust import selectors
    from brobygger.trust.rights import READ_GLASS

    one, other = row(episode=5), row(episode=6)
    nurse = make_account("nurse", name="Nina Nord")
    audit.read(nurse, READ_GLASS, one)
    audit.read(nurse, READ_GLASS, other)
    audit.searched(nurse, READ_GLASS, [one])
    with django_assert_num_queries(3):
        lines = selectors.who_opened(episode_id=5)
    assert [line.actor for line in lines] == ["Nina Nord"]
    assert lines[0].purpose


def test_the_notes_are_their_owners_alone_also_where_they_were_not(outside: Path) -> None:
    outside.mkdir(mode=0o755)
    outside.chmod(0o755)
    heads.make_ready()
    assert not outside.stat().st_mode & 0o077
    assert not (outside / "heads").stat().st_mode & 0o077
