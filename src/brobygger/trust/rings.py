"""The key ring and the database come together: at each set-up it is seen that the one belongs to the other."""

import hmac
from collections.abc import Callable
from typing import Final

from brobygger.ground import chain, crypto, ring_check
from brobygger.trust import audit, rotation
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import AuditSeal

_SEALS_LOOKED_AT: Final = 20
_OF_A_SEAL: Final = ("number", "at", "cluster", "xid_from", "xid_to", "rows", "digest", "mac")


def refuse_a_stranger() -> None:
    """Before a migration touches anything: refuse a ring that is not this database's. Raises CryptoError.

    A database from before the codes is known by its seals, which only its own ring can have made. One from before the
    index key was renewed is the ring's own: it is found by the new one once `settle` has made the indexes anew.
    """
    if not crypto.data_exists():
        return
    lies_there = crypto.unchecked()
    if lies_there is not None and ring_check.index_is_older(lies_there):
        ring_check.renew_index(lies_there)
    ring = crypto.keyring()
    if ring_check.stored():
        return
    newest = list(AuditSeal.objects.order_by("-number").only(*_OF_A_SEAL)[: _SEALS_LOOKED_AT + 1])
    chained = zip(newest, [*newest[1:], None], strict=True)
    if newest and not any(_made_with(ring, sealed, before) for sealed, before in chained):
        raise crypto.WrongKeyring(
            f"The key ring {crypto.keyring_path()} made none of the newest seals of the audit trail: it is another "
            "installation's, or from before a rotation of keys. Nothing was changed. Put this installation's own ring "
            "there, or set BROBYGGER_KEYRING to where it lies."
        )


def _made_with(ring: crypto.Keyring, sealed: AuditSeal, before: AuditSeal | None) -> bool:
    if before is None and sealed.number > 1:
        return False  # what its code is chained to was not fetched
    mac = bytes(sealed.mac)
    number = int.from_bytes(mac[:2], "big")
    if number not in ring.keys:
        return False
    return hmac.compare_digest(mac[2:], chain.seal_mac(number, bytes(before.mac) if before else b"", sealed))


def settle() -> None:
    """After the migrations: make the ring of an empty installation, and let the database know every key of it.

    What a renewal of the index key, cut short or from after the backup that was put back, has left is finished.

    A database that holds nothing yet belongs to no ring: whichever is there now becomes its own.
    """
    if not crypto.data_exists():
        ring_check.forget()
    crypto.forget_keyring()
    ring_check.note(crypto.keyring())
    if ring_check.index_to_make():
        index_anew(resumed=True)


def index_anew(say: Callable[[str], None] = lambda _words: None, *, resumed: bool) -> None:
    """Make every index with the ring's index key, which is new to the database. Raises rotation.NotTheOwner."""
    for table, count in rotation.index_everything_anew():
        say(f"{table}: {count} rows")
    ring_check.index_is_made()
    audit.noted(audit.Kind.SYSTEM, SYSTEM, "trust.renew-index", resumed=resumed)
