"""`brobygger demo [--people N]`: fill an empty database with the demo centre."""

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from brobygger.demo import building
from brobygger.ops.running import NOT_THE_DEMOS
from brobygger.trust import proof

USUAL = 300
LEAST, MOST = 60, 1_000_000
NOT_EMPTY = "Databasen har allerede forløb. Demoen lægges kun i en tom database."
NOT_FILLED_BY_IT = "Databasen har indhold, som demoen ikke har lagt der. Demoen lægges kun i en tom database."
INTERRUPTED = "Demoen blev afbrudt, mens den blev bygget. Slet databasen (mappen var), og begynd igen."


class Command(BaseCommand):
    """Build the demo centre: the same for the same number of people, with dates relative to today."""

    help = "Fill an empty database with the demo centre."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large the centre is to be."""
        parser.add_argument(
            "--people", type=int, default=USUAL, metavar="N", help=f"how many citizens (usually {USUAL})"
        )
        parser.add_argument(  # heeded by the command line, before Django is set up
            "--standard", metavar="FILE", help="the standard file to run on (default: BROBYGGER_STANDARD)"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the demo is there already")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Build it, and say how far it has come."""
        if not LEAST <= options["people"] <= MOST:
            self._refuse(f"Skriv et antal borgere mellem {LEAST} og {MOST}.")
        # What says that the demo filled it stands in the database, signed with the installation's keys: no file beside
        # it is believed, and nobody whose cases are real is ever told to delete them.
        if proof.holds_row_of(building.BUILT):
            if options["if_empty"]:
                return
            self._refuse(NOT_EMPTY)
        if proof.holds_row_of(building.BEGUN) and not building.has_real_accounts():
            self._refuse(INTERRUPTED)
        if not building.is_empty():
            self._refuse(NOT_FILLED_BY_IT, NOT_THE_DEMOS)
        building.build(options["people"], say=self._say)

    def _refuse(self, words: str, code: int = 2) -> NoReturn:
        self.stderr.write(words)
        raise SystemExit(code)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
