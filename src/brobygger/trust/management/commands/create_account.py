"""`brobygger manage create_account`: the first administrator, who makes the others on the accounts page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brobygger.trust import roles, services
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account


class Command(BaseCommand):
    """Makes an account and prints the link by which its owner chooses a password."""

    help = "Make an account; prints the link by which its owner chooses a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read who it is."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", action="append", choices=sorted(roles.ALL), default=[])
        parser.add_argument("--unit", action="append", default=[])

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the account."""
        if Account.objects.filter(email=options["email"].lower()).exists():
            raise CommandError("There is an account with this address already.")
        account = services.create_account(
            SYSTEM, email=options["email"], name=options["name"], held=options["role"], units=options["unit"]
        )
        self.stdout.write(f"Choose a password, within three days, at: {services.password_link(SYSTEM, account)}")
