"""`brobygger demo [--people N]`: fill an empty database with the demo centre."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from brobygger.records.episodes.models import Episode
from brobygger.trust.models import Account, AuditEntry
from brobygger.web.demo import building, staff
from brobygger.web.running import DEMO_MARK

USUAL = 300
LEAST, MOST = 60, 1_000_000
NOT_EMPTY = "Databasen har allerede forløb. Demoen lægges kun i en tom database."
REAL_ACCOUNTS = "Databasen har konti, som ikke er demoens. Demoen lægges kun i en tom database."
INTERRUPTED = "Demoen blev afbrudt, mens den blev bygget. Slet databasen (mappen var), og begynd igen."


class Command(BaseCommand):
    """Build the demo centre: the same for the same number of people, with dates relative to today."""

    help = "Fill an empty database with the demo centre."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large the centre is to be."""
        parser.add_argument(
            "--people", type=int, default=USUAL, metavar="N", help=f"how many citizens (usually {USUAL})"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the demo is there already")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Build it, and say how far it has come."""
        if not LEAST <= options["people"] <= MOST:
            self._refuse(f"Skriv et antal borgere mellem {LEAST} og {MOST}.")
        strangers = Account.objects.exclude(email__endswith=staff.AT_DEMO).exists()
        if Episode.objects.exists():
            if not AuditEntry.objects.filter(action=building.BUILT).exists():
                # Nobody whose cases are real is ever told to delete them.
                self._refuse(REAL_ACCOUNTS if strangers else INTERRUPTED)
            if options["if_empty"]:
                return
            self._refuse(NOT_EMPTY)
        if strangers:
            self._refuse(REAL_ACCOUNTS)
        (Path(settings.VAR) / DEMO_MARK).touch()
        building.build(options["people"], say=self._say)

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        raise SystemExit(2)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
