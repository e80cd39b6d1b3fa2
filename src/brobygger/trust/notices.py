"""Telling people what was done with accounts: on the pages, and by mail where mail is set."""

import logging
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brobygger.trust import jobs, roles
from brobygger.trust.models import Account, Notice

logger = logging.getLogger(__name__)
NO_MAIL: Final = "django.core.mail.backends.dummy.EmailBackend"
# Those who are told of every account: managers and data protection officers.
WATCHERS: Final = (roles.MANAGER, roles.DPO)
WORDS: Final[dict[str, Any]] = {
    "asked": gettext_lazy("Something at an account waits for a second person to confirm it"),
    "declined": gettext_lazy("What was asked for at an account was declined"),
    "withdrawn": gettext_lazy("What waited at an account fell away: something else was decided at it"),
    "new": gettext_lazy("A new account was made"),
    "roles": gettext_lazy("An account was given new roles or units"),
    "taken": gettext_lazy("Roles or units of an account were taken away"),
    "renamed": gettext_lazy("An account was given another name"),
    "glass-questioned": gettext_lazy("Your opening of a case outside your unit is asked about, and has ended"),
    "closed": gettext_lazy("An account was closed"),
    "password": gettext_lazy("A link for a new password was made for an account"),
    "factor": gettext_lazy("The second factor of an account was removed"),
    "factor-added": gettext_lazy("A second factor was set up for an account"),
    "factor-removed": gettext_lazy("A second factor of an account was removed by its owner"),
    "codes-new": gettext_lazy("New recovery codes were made for an account"),
    "password-chosen": gettext_lazy("A new password was chosen for an account"),
    "open": gettext_lazy("A closed account was opened again"),
}
# By kind, the page where what one is told of is seen and answered, for what floors above tell.
PAGES: Final[dict[str, str]] = {}


def sends_mail() -> bool:
    """Whether mail leaves this installation."""
    return bool(settings.EMAIL_BACKEND != NO_MAIL)


def watchers() -> Iterable[Account]:
    """Those who are told of every account: managers and data protection officers."""
    return Account.objects.filter(is_active=True, roles__overlap=list(WATCHERS))


def tell(kind: str, about: Account, by: Any, receivers: Iterable[Account], *, even_by: bool = False) -> None:
    """Tell each of them once, but for who did it. In the present transaction; the mail goes after it.

    Of a change of one's own way in one is told oneself (`even_by`): it may have been somebody else.
    """
    told = {account.pk: account for account in receivers if even_by or account.pk != getattr(by, "pk", None)}
    made = Notice.objects.bulk_create(
        Notice(account=account, kind=kind, about=about, by_id=getattr(by, "pk", None)) for account in told.values()
    )
    if made and sends_mail():
        jobs.defer(mail_notices, notices=[notice.pk for notice in made])


def mail_link(account: Account, link: str) -> None:
    """Send the owner the link for a password: who asked for it never sees it."""
    with override(settings.LANGUAGE_CODE):
        text = _("Choose a password within three days:\n\n%(link)s\n\nThe link works once.") % {"link": link}
        send_mail(_("Choose a password"), text, None, [account.email])


@jobs.job("trust.mail-notices")
def mail_notices(notices: list[int]) -> None:
    """Mail what people were told. The mail says what, and whose account; it holds no link to follow."""
    for notice in Notice.objects.filter(Q(pk__in=notices), account__is_active=True).select_related("account", "about"):
        with override(settings.LANGUAGE_CODE):
            words = str(WORDS.get(notice.kind, ""))
            text = _("%(what)s: %(who)s.\n\nSign in to see it. If you did not expect it, call your manager.") % {
                "what": words,
                "who": notice.about.name,
            }
            send_mail(words, text, None, [notice.account.email])
