"""`brobygger manage renew_index`: a new index key, and every code by which something is found made anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from brobygger.ground import crypto, ring_check
from brobygger.trust import rings, rotation


class Command(BaseCommand):
    """Gives the key ring another index key and makes all blind indexes with it, while nobody works."""

    help = "Give the key ring another index key and make every blind index anew. Stop the software first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whether only what an earlier run left is to be done."""
        parser.add_argument("--resume", action="store_true", help="make no new key; finish what was begun")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, table by table, as the schema's owner."""
        try:
            rotation.require_owner()
        except rotation.NotTheOwner:
            raise CommandError("Only the schema's owner may: BROBYGGER_OWNER_DATABASE_URL names it.") from None
        if rotation.others_connected():
            raise CommandError("Somebody is connected to the database. Stop the software first: it would find nobody.")
        if not options["resume"]:
            ring = crypto.keyring().with_new_index()
            with transaction.atomic():
                ring_check.renew_index(ring)
                crypto.store_keyring(ring)
            self.stdout.write("The new index key is in use. Take a backup of the key ring now.")
        rings.index_anew(self.stdout.write, resumed=bool(options["resume"]))
