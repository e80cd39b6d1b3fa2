"""What second factors consist of (secrets, seeds, public keys and their names) is encrypted in the library's table.

allauth keeps it as JSON. It is locked on its way in and opened on its way out, bound to the account and the kind of
factor: what is copied to another account does not open there.
"""

import base64
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, post_save, pre_save

from brobygger.ground import crypto
from brobygger.ground.fields import EncryptedJSONField

PLACE: Final = "mfa_authenticator.data"
_SEALED: Final = "sealed"
_json = EncryptedJSONField(place=PLACE)


def _row(authenticator: Any) -> bytes:
    return f"{authenticator.user_id}:{authenticator.type}".encode()


def of(account: Any) -> int:
    """Say how many second factors an account has set up; recovery codes stand in for one and are none."""
    authenticators: Any = apps.get_model("mfa", "Authenticator")
    found = authenticators.objects.filter(user_id=account.pk or 0, type__in=("totp", "webauthn"))
    return int(found.count())


def lock(authenticator: Any) -> None:
    """Make of what it consists of the token that is stored."""
    if _SEALED not in authenticator.data:
        token = _json.stored(authenticator.data, _row(authenticator)) or b""
        authenticator.data = {_SEALED: base64.b64encode(token).decode("ascii")}


def unlock(authenticator: Any) -> None:
    """Open what came from the table.

    Raises crypto.CryptoError for what belongs to another account, and for what we have not locked: whoever can write
    the table and has no key would otherwise put in a factor of their own.
    """
    data = authenticator.__dict__.get("data")
    if not isinstance(data, dict):
        return
    if _SEALED in data:
        authenticator.data = _json.opened(base64.b64decode(data[_SEALED]), _row(authenticator))
    elif authenticator.pk is not None:
        raise crypto.CryptoError(f"a second factor of account {authenticator.user_id} is not locked by this software")


def _on_the_way_in(instance: models.Model, **_: Any) -> None:
    lock(instance)


def _on_the_way_out(instance: models.Model, **_: Any) -> None:
    unlock(instance)


def watch() -> None:
    """Lock and open from now on."""
    authenticator = apps.get_model("mfa", "Authenticator")
    pre_save.connect(_on_the_way_in, sender=authenticator, dispatch_uid=PLACE)
    for signal in (post_save, post_init):
        signal.connect(_on_the_way_out, sender=authenticator, dispatch_uid=PLACE)


def lock_anew() -> int:
    """Lock with the current key what an older one holds; say how many."""
    authenticators: Any = apps.get_model("mfa", "Authenticator")
    done = 0
    for pk, data in authenticators.objects.values_list("pk", "data"):
        token = base64.b64decode(data.get(_SEALED, ""))
        if token and crypto.key_number(token) != crypto.keyring().current:
            authenticators.objects.get(pk=pk).save(update_fields=["data"])
            done += 1
    return done
