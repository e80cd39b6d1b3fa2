"""How a letter that cannot go or be made is told."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _

from brobygger.ground.attempts import Attempts, Saying, Teller
from brobygger.records.letters.rules import LetterRefused


def why(refused: LetterRefused) -> str:
    """Why a letter cannot go or be made, in words for the one who sends it.

    A sign that it cannot show is named, as nobody sees which one it is.
    """
    words = {
        "signs": _("The letter cannot show “%(sign)s”. Take it out.") % {"sign": refused.sign},
        "state": _("Somebody else has dealt with this letter meanwhile. Look at it again."),
        "no-number": _("Digital Post needs a CPR number, and the citizen has none here. Choose physical mail."),
        "no-address": _("Write where the letter goes."),
        "means": _("The letter does not reach its reader that way. Choose another."),
        "not-told": _(
            "The case holds something that the citizen has not been told of. Gather the papers again, and answer "
            "whether they are to tell it."
        ),
        "papers": _("The papers that go with it must be gathered anew. Ask somebody who may gather the whole case."),
        "empty": _("The letter lacks words."),
        "sent-on": _("The letter cannot have been sent that day."),
        "day": _("The letter cannot have been received that day."),
    }
    return words.get(refused.code, _("The letter cannot be sent like this."))


def teller(words: Callable[[LetterRefused], str] = why) -> Teller:
    """Tell of it beside the field whose words hold a sign that no letter can show; else above the form."""

    def tell(refused: LetterRefused, form: forms.BaseForm | None) -> Iterable[Saying]:
        if refused.code != "signs":
            return [(None, words(refused))]
        written = getattr(form, "cleaned_data", {}).items()
        place = next((name for name, value in written if isinstance(value, str) and refused.sign in value), None)
        return [(place, why(refused))]

    return tell


attempt = Attempts({LetterRefused: teller()}, level=messages.ERROR)
