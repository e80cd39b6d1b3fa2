"""The form of a letter with a time, to a citizen whom we have not reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.care.plans.forms.common import SENTENCE, choice, closed_words, passage
from brobygger.ground.when import AheadForm, day_field, hour_field

CENTRE, PHONE, HOME, ELSEWHERE = "centre", "phone", "home", "elsewhere"


class InviteForm(AheadForm):
    """When and where we would like to meet, and what is said beside it."""

    has_passed = gettext_lazy("This time has passed. Choose one that is to come.")

    day = day_field(gettext_lazy("Day"))
    time = hour_field(gettext_lazy("Time"))
    where = choice(
        gettext_lazy("Where?"),
        [
            (CENTRE, gettext_lazy("With us")),
            (PHONE, gettext_lazy("By telephone: we call")),
            (HOME, gettext_lazy("At home, with the citizen")),
            (ELSEWHERE, gettext_lazy("Another place")),
        ],
    )
    place = forms.CharField(label=gettext_lazy("Which place?"), required=False, max_length=SENTENCE)
    words = passage(
        gettext_lazy("A few words to the citizen"),
        gettext_lazy("The letter says that another time, another place or the telephone is as good."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A time that is to come, on a day when somebody is there, at a place that has a name."""
        data = super().clean() or {}
        wanted = data.get("day") and data.get("where") in (CENTRE, PHONE) and "day" not in self.errors
        if wanted and (closed := closed_words(data["day"])):
            self.add_error("day", closed)
        if data.get("where") == ELSEWHERE and not data.get("place", "").strip():
            self.add_error("place", _("Write where you meet."))
        return data
