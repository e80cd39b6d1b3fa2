"""Run in the measured database: chooses whom and what to ask for, signs the clients in on both sides, prints JSON.

The same account on both sides: a counsellor with a day of about 40 rows, and cases with 30 events or more.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

EVENTS, CASES, ROWS = 30, 40, 40


def main(clients: int) -> None:
    """Print what measuring.py asks for."""
    from brobygger.trust import sessions as ours

    account = _account()
    _tidy(account)
    json.dump(
        {
            "account": account.pk,
            "unit": account.units[0],
            "cases": _cases(account),
            "real": [_cookie(ours.SessionStore(), account, "allauth.account.auth_backends.AuthenticationBackend")
                     for _ in range(clients)],
            "plain": [_cookie(_plain_store(), account, "django.contrib.auth.backends.ModelBackend")
                      for _ in range(clients)],
        },
        sys.stdout,
    )  # fmt: skip


def _account() -> Any:
    from django.db.models import Count

    from brobygger.ground import clock
    from brobygger.records.episodes.models import StoredDeadline
    from brobygger.trust.models import Account

    asked = StoredDeadline.objects.exclude(answers="citizen")
    near = asked.filter(outcome="open", act_by__lte=clock.today() + timedelta(days=14))
    counted = near.exclude(responsible=None).values_list("responsible").annotate(rows=Count("episode", distinct=True))
    found = sorted(counted, key=lambda pair: (abs(pair[1] - ROWS), pair[0]))
    return Account.objects.get(pk=found[0][0])


def _tidy(account: Any) -> None:
    """Take away the notes that a former run has written: a day with thousands of drafts is nobody's day."""
    from bench.plain.models import PlainNote
    from brobygger.demo.building import BUILT
    from brobygger.records.notes.models import Note
    from brobygger.trust.models import AuditEntry

    built = AuditEntry.objects.filter(action=BUILT).latest("at").at
    Note.objects.filter(author=account, signed_at=None, begun_at__gt=built).delete()
    PlainNote._default_manager.filter(occurred_at__gt=built).delete()


def _cases(account: Any) -> list[str]:
    from django.db.models import Count

    from brobygger.records.episodes.models import Episode

    own = Episode.objects.filter(responsible=account).annotate(count=Count("events"))
    found = own.filter(count__gte=EVENTS).order_by("count", "id").values_list("number", flat=True)
    numbers = list(found[:CASES])
    if not numbers:
        raise SystemExit(f"No case of the account has {EVENTS} events: take a larger demo.")
    return numbers


def _plain_store() -> Any:
    from django.contrib.sessions.backends.db import SessionStore

    return SessionStore()


def _cookie(store: Any, account: Any, backend: str) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = backend
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return f"sessionid={store.session_key}"


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
