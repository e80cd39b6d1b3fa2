"""The kinds of treatment a decision can grant, in words (KS 4.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A kind of treatment, as its code stands on the timeline."""

    AMBULATORY_INDIVIDUAL = "ambulatory-individual", _("Talks, one to one")
    AMBULATORY_GROUP = "ambulatory-group", _("Treatment in a group")
    DAY = "day", _("Day treatment")
    AFTERCARE = "aftercare", _("Aftercare")
    RESIDENTIAL = "residential", _("Residential treatment elsewhere")
    OUTREACH = "outreach", _("Treatment at home by the outreach team")


class WishMet(models.TextChoices):
    """What became of what the citizen wished."""

    FOLLOWED = "followed", _("The wish is followed")
    PARTLY = "partly", _("The wish is followed in part")
    NOT = "not", _("The wish is not followed")
    NONE = "none", _("The citizen has stated no wish")
