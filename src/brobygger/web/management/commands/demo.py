"""`brobygger demo [--people N]`: fill an empty database with the demo centre."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from brobygger.records.episodes.models import Episode
from brobygger.web.demo import building

USUAL = 300


class Command(BaseCommand):
    """Build the demo centre: the same for the same number of people, with dates relative to today."""

    help = "Fill an empty database with the demo centre."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large the centre is to be."""
        parser.add_argument("--people", type=int, default=USUAL, metavar="N", help=f"how many citizens (usually {USUAL})")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are cases already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it, and say how far it has come."""
        if Episode.objects.exists():
            if options["if_empty"]:
                return
            self.stderr.write("Databasen har allerede forløb. Demoen lægges kun i en tom database.")
            raise SystemExit(2)
        if options["people"] < 1:
            self.stderr.write("Skriv et antal borgere, der er større end nul.")
            raise SystemExit(2)
        building.build(options["people"], say=self._say)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
