"""`brobygger audit verify` and `brobygger audit seal`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from brobygger.ground import chain, heads
from brobygger.trust import proof


class Command(BaseCommand):
    """Proves or continues the chain of the audit trail."""

    help = "Prove (verify) or continue (seal) the chain of the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which of the two is asked for."""
        parser.add_argument("what", choices=["verify", "seal"])

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it; the exit code is 1 when something does not hold."""
        if options["what"] == "seal":
            self._seal()
        else:
            self._verify()

    def _seal(self) -> None:
        made = chain.seal()
        heads.tidy()
        for sealed in made:
            self.stdout.write(f"Sealed {sealed.rows} rows as seal {sealed.number}.")
        if not made:
            self.stdout.write("Nothing new to seal.")

    def _verify(self) -> None:
        def progress(rows: int) -> None:
            self.stderr.write(f"{rows} rows read …")

        found = proof.verify(progress)
        for finding in found.findings:
            self.stdout.write(str(finding))
        self.stdout.write(
            f"{found.rows} rows read, {found.sealed} of them under {found.seals} seals. "
            + ("Everything holds." if found.holds else f"{len(found.findings)} findings: the trail does not hold.")
        )
        if not found.holds:
            sys.exit(1)
