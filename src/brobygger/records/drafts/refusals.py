"""How a draft that is not kept is told."""

from django.utils.translation import gettext as _

from brobygger.ground.attempts import Attempts, simply
from brobygger.records.drafts import services


def _why(refused: services.DraftRefused) -> str:
    if refused.code == "too-many":
        return _("The draft is not kept: you have %(count)s drafts already. Send or throw away some of them.") % {
            "count": services.MOST_DRAFTS
        }
    return _("This is too long to keep as a draft.")


attempt = Attempts({services.DraftRefused: simply(_why)})
