"""`brobygger manage rotate_keys`: a new key, and every encrypted value locked anew with it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brobygger.ground import crypto, ring_check
from brobygger.trust import audit, rotation
from brobygger.trust.access import SYSTEM


class Command(BaseCommand):
    """Adds a key to the key ring and locks every encrypted value anew. Safe to run again after a stop."""

    help = "Add a key to the key ring and lock every encrypted value anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whether only what an earlier run left is to be done."""
        parser.add_argument("--resume", action="store_true", help="make no new key; finish what was begun")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, table by table, as the schema's owner."""
        try:
            rotation.require_owner()
        except rotation.NotTheOwner:
            raise CommandError(
                "Only the schema's owner can renew what is locked (BROBYGGER_OWNER_DATABASE_URL)."
            ) from None
        if not options["resume"]:
            crypto.store_keyring(crypto.keyring().with_new_key())
            self.stdout.write(f"Key number {crypto.keyring().current} is in use. Take a backup of the key ring now.")
        ring_check.note(crypto.keyring())  # from here on a ring without the new key is refused by name
        for table, count in rotation.lock_everything_anew():
            self.stdout.write(f"{table}: {count} values")
        audit.noted(audit.Kind.SYSTEM, SYSTEM, "trust.rotate-keys", key=crypto.keyring().current)
