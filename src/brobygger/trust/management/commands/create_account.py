"""`brobygger manage create_account`: the first two who can confirm, who make the others on the accounts page.

Two, because no one alone gives rights there: an administrator, and another administrator or a manager.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from brobygger.trust import roles, selectors, services
from brobygger.trust.access import SYSTEM
from brobygger.trust.models import Account


def _check(options: dict[str, Any]) -> None:
    """Refuse what nobody could sign in or work with, before anything is made. Raises CommandError."""
    try:
        validate_email(options["email"])
    except ValidationError as error:
        raise CommandError("That is not an e-mail address.") from error
    if not options["name"].strip():
        raise CommandError("Write the name of the person.")
    if not options["role"]:
        raise CommandError("Give at least one role: --role administrator")
    unknown = sorted(set(options["unit"]) - set(selectors.unit_names()))
    if unknown:
        raise CommandError(f"No such unit: {', '.join(unknown)}. There are: {', '.join(selectors.unit_names())}.")


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
        _check(options)
        if Account.objects.filter(email=options["email"].lower()).exists():
            raise CommandError("There is an account with this address already.")
        account = services.create_account(
            SYSTEM, email=options["email"], name=options["name"], held=options["role"], units=options["unit"]
        )
        link = services.password_link(SYSTEM, account)
        self.stdout.write(f"Choose a password, within three days, at this address of the site: {link}")
