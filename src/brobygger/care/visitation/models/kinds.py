"""What the models of this room choose among: kinds of treatment, and what became of a wish."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger import standard
from brobygger.ground.languages import present_language


def kinds_of_treatment() -> list[tuple[str, str]]:
    """The kinds of treatment of the standard in use, as staff choose among them (KS 4.3)."""
    language = present_language()
    return [(kind.id, kind.choice.in_(language)) for kind in standard.load().kinds_of_treatment]


def kind_name(kind: str) -> str:
    """One of them; its id where the standard no longer has it."""
    return dict(kinds_of_treatment()).get(kind, kind)


class WishMet(models.TextChoices):
    """What became of what the citizen wished."""

    FOLLOWED = "followed", _("The wish is followed")
    PARTLY = "partly", _("The wish is followed in part")
    NOT = "not", _("The wish is not followed")
    NONE = "none", _("The citizen has stated no wish")
