"""What stands for a name that nobody told: in Danish, as letters do, whatever the language of the screen."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _


def stand_in(*, anonymous: bool = False) -> str:
    """The words that are kept where a name would stand."""
    with translation.override("da"):
        return _words()[0 if anonymous else 1]


def is_stand_in(name: str) -> bool:
    """Whether a name is such words, in any of our languages: it is offered as a name to nobody."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if name in _words():
                return True
    return False


def _words() -> tuple[str, str]:
    return _("Anonymous"), _("Name not told")
