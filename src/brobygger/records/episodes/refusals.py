"""How an event that cannot stand on a timeline is told: the house's words, or a room's own where it knows better.

What keeps a case open is told by the room that keeps it (`keeps_open` in its `room.py`), whoever tries to close.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.ground import room
from brobygger.ground.attempts import Saying, Teller
from brobygger.records.episodes.services import EventRefused

WORDS: Mapping[str, Any] = {
    "future": _("This lies ahead. Write when it happened."),
    "before": _("This was before the citizen made contact. See whether the year is right."),
    "closed": _("The case is closed."),
    "other-course": _("This belongs to another kind of course."),
}
OTHERWISE = _("This could not be stored.")
_OF_THE_DAY = ("future", "before")


def teller(own: Mapping[str, Any] | None = None, otherwise: Any = OTHERWISE) -> Teller:
    """Tell of it beside the day that was written, when it is about the day; else above the form."""
    words = {**WORDS, **(own or {})}

    def tell(refused: EventRefused, form: forms.BaseForm | None) -> Iterable[Saying]:
        open_for = next((one.words for _room, one in room.every("keeps_open") if one.code == refused.code), None)
        if open_for is not None:
            return [(None, str(open_for))]
        return [(_day_of(form, refused.code), str(words.get(refused.code, otherwise)))]

    return tell


def _day_of(form: forms.BaseForm | None, code: str) -> str | None:
    """The field of the day on which it happened: "day", else the first of the form's days."""
    if form is None or code not in _OF_THE_DAY:
        return None
    days = [name for name, field in form.fields.items() if isinstance(field, forms.DateField | forms.DateTimeField)]
    return "day" if "day" in days else next(iter(days), None)
