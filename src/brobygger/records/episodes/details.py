"""What the journal adds to the events of the timeline itself, and to those that more than one room records."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.ground.events import EventKind
from brobygger.records.episodes.events import (
    CASE_HANDED_OVER,
    CHANNEL,
    FIRST,
    INQUIRY_RECEIVED,
    PROVIDER_CHOSEN,
    RELATIVE_INQUIRY_RECEIVED,
    TO_NAME,
)
from brobygger.records.episodes.words import Facts, Words, provider_words


def _inquiry(facts: Facts) -> str:
    channels = {
        "phone": _("by phone"),
        "in-person": _("in person"),
        "open-counselling": _("open counselling"),
        "letter": _("by letter"),
        "web": _("on the web"),
        "authority": _("through another authority"),
        "outreach": _("met by the local team"),
    }
    return channels.get(str(CHANNEL.read(facts)), "")


def _handed_over(facts: Facts) -> str:
    name = TO_NAME.read(facts)
    return _("to %(name)s") % {"name": name} if name and not FIRST.read(facts) else ""


def _taken(facts: Facts) -> str:
    if not FIRST.read(facts):
        return ""
    return pgettext("case taken", "%(name)s is the counsellor") % {"name": TO_NAME.read(facts) or "–"}


DETAILS: Mapping[EventKind, Words] = {
    INQUIRY_RECEIVED: _inquiry,
    CASE_HANDED_OVER: _handed_over,
    PROVIDER_CHOSEN: provider_words,
    RELATIVE_INQUIRY_RECEIVED: _inquiry,
}
HEADINGS: Mapping[EventKind, Words] = {CASE_HANDED_OVER: _taken}
