"""What every case is fetched with from its letters: whether one has failed, and how far the enrolment notice is."""

from django.db.models import Exists, OuterRef, QuerySet

from brobygger.records.letters.models import Letter

ON_ITS_WAY = (Letter.State.QUEUED, Letter.State.RETRYING, Letter.State.TO_PRINT)


def failed() -> Exists:
    """Whether a letter of the case could not be sent."""
    return Exists(Letter.objects.filter(episode=OuterRef("pk"), state=Letter.State.FAILED))


def notice_waits() -> Exists:
    """Whether the notice is on its way."""
    return Exists(_notices().filter(state__in=list(ON_ITS_WAY)))


def notice_made() -> Exists:
    """Whether the notice has been made, however far it has come."""
    return Exists(_notices())


def _notices() -> QuerySet[Letter]:
    return Letter.objects.filter(episode=OuterRef("pk"), kind="enrolment-notice")
