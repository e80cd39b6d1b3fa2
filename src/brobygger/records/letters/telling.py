"""Saying on the next page that an act was done, or why it was not."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.records.letters.rules import LetterRefused


class tell:  # noqa: N801  reads as a word: `with tell(request, "Done")`
    """Say that it was done, or why it was not, when somebody else was first."""

    def __init__(self, request: HttpRequest, words: str) -> None:
        self.request, self.words = request, words

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if error is None:
            messages.success(self.request, self.words)
            return False
        if isinstance(error, LetterRefused):
            messages.error(self.request, why(error))
            return True
        return False


def why(refused: LetterRefused) -> str:
    """Why a letter cannot go or be made; a sign that it cannot show is named, as nobody sees which one it is."""
    if refused.code == "signs":
        return _("The letter cannot show “%(sign)s”. Take it out.") % {"sign": refused.sign}
    return refusal_words(refused.code)


def refusal_words(code: str) -> str:
    """Why a letter cannot go, in words for the one who sends it."""
    words = {
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
    return words.get(code, _("The letter cannot be sent like this."))
