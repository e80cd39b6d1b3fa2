"""Sessions: one query brings the session, its account, its second factor and its open grants.

A session ends when it was not used for SESSION_IDLE, when it is older than SESSION_LONGEST, and at once
when its account is closed or its rights change. The table keeps only a digest of the cookie.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from brobygger.ground import clock
from brobygger.ground.fields import ROW_KEY_LENGTH, Bound
from brobygger.trust import audit
from brobygger.trust.models import Account, Session

# Being seen is written down at most this often: a session in use costs one small write a minute.
_SEEN_EVERY: Final = dt.timedelta(minutes=1)
_FIELDS: Final = [field.attname for field in Account._meta.concrete_fields]
_DATA: Final[Any] = Session._meta.get_field("data")
_LOAD: Final = f"""
    SELECT s.row_key || s.data, s.created_at, s.seen_at,
           EXISTS (SELECT 1 FROM mfa_authenticator m
                   WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn')),
           ARRAY (SELECT b.episode_id FROM trust_breakglass b
                  WHERE b.account_id = a.id AND b.expires_at > %s),
           EXISTS (SELECT 1 FROM trust_notice n WHERE n.account_id = a.id AND n.seen_at IS NULL),
           {", ".join(f"a.{field.column}" for field in Account._meta.concrete_fields)}
    FROM trust_session s LEFT JOIN trust_account a ON a.id = s.account_id AND a.is_active
    WHERE s.key = %s AND s.seen_at > %s AND s.created_at > %s
"""  # noqa: S608


def digest(session_key: str) -> str:
    """Give the form in which a session's key is kept."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Django's session, with the account that it belongs to.

    `account` is None for visitors; `second_factor` says whether the account has set one up.
    """

    account: Account | None = None
    second_factor: bool = False
    row_key: bytes = b""

    def load(self) -> dict[str, Any]:
        """Read the session and its account in one query; an unknown or ended one becomes empty."""
        now = timezone.now()
        idle, longest = now - settings.SESSION_IDLE, now - settings.SESSION_LONGEST
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [clock.now(), digest(str(self.session_key)), idle, longest])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data, _created, seen, self.second_factor, grants, told, *values = found
        if values[0] is not None:
            self.account = Account.from_db("default", _FIELDS, values)
            self.account.__dict__.update(open_grants=tuple(grants), has_notices=told)
        if now - seen > _SEEN_EVERY:
            Session.objects.filter(key=digest(str(self.session_key))).update(seen_at=now)
        self.row_key = bytes(data)[:ROW_KEY_LENGTH]
        loaded: dict[str, Any] = self.decode(_DATA.from_db_value(data, None, None))
        return loaded

    def exists(self, session_key: str) -> bool:
        """Say whether a session has this key."""
        return Session.objects.filter(key=digest(session_key)).exists()

    def create(self) -> None:
        """Make an empty session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Store the session. Raises UpdateError when it has been ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        account = content.get(SESSION_KEY)
        values = {"account_id": int(account) if account else None}
        data = self.encode(content)
        key = digest(self.session_key)
        if not must_create:
            bound = Bound(data, self.row_key)
            if not Session.objects.filter(key=key).update(seen_at=timezone.now(), data=bound, **values):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                self.row_key = Session.objects.create(key=key, data=data, **values).row_key
        except IntegrityError as error:
            raise CreateError from error

    def delete(self, session_key: str | None = None) -> None:
        """End the session of that key, or this one."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(key=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the sessions that have ended by themselves."""
        now = timezone.now()
        Session.objects.filter(seen_at__lt=now - settings.SESSION_IDLE).delete()
        Session.objects.filter(created_at__lt=now - settings.SESSION_LONGEST).delete()


@dataclass(frozen=True)
class SignedIn:
    """A browser in which an account is signed in. `key` is the digest, which opens nothing."""

    key: str
    device: str
    since: dt.datetime
    seen: dt.datetime
    here: bool


def of_owner(request: HttpRequest) -> list[SignedIn]:
    """Give the browsers in which the request's account is signed in, the latest used first (one query)."""
    now = timezone.now()
    rows = Session.objects.filter(
        account_id=request.user.pk or 0,
        seen_at__gt=now - settings.SESSION_IDLE,
        created_at__gt=now - settings.SESSION_LONGEST,
    ).order_by("-seen_at")
    here = digest(str(request.session.session_key))
    read = SessionStore().decode
    return [
        SignedIn(row.key, str(read(row.data).get("device", "")), row.created_at, row.seen_at, row.key == here)
        for row in rows
    ]


def end_own(request: HttpRequest, which: str) -> int:
    """Sign the request's account out in one other browser, or in all others; say in how many."""
    found = Session.objects.filter(account_id=request.user.pk or 0).exclude(
        key=digest(str(request.session.session_key))
    )
    if which != "others":
        found = found.filter(key=which[:64])
    ended = int(found.delete()[0])
    audit.noted(audit.Kind.SIGN_OUT, request.user, "trust.end-session", ended=ended)
    return ended


def end_all(account: Account) -> int:
    """End every session of the account; say how many there were."""
    return Session.objects.filter(account_id=account.pk).delete()[0]
