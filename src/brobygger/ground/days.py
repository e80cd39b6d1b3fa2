"""Days as people type them: a year that cannot be right is refused where it was typed.

A browser's own field for dates sends 0026 to whoever writes two digits of the year. No promise is reckoned from that.
"""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.ground import clock

EARLIEST_YEAR = 2000  # nothing that is written here happened before
YEARS_AHEAD = 10  # the furthest that anybody plans
_PLAIN: Final[tzinfo] = ZoneInfo("Etc/GMT")


def likely_year(day: date) -> None:
    """Refuse a day or moment whose year must be a slip of the pen. Raises ValidationError."""
    if not EARLIEST_YEAR <= day.year <= clock.today().year + YEARS_AHEAD:
        raise ValidationError(_("The year %(year)d cannot be right."), params={"year": day.year})


class DayField(forms.DateField):
    """A day on which something happens, has happened or will."""

    default_validators = [likely_year]


def moment(local: datetime) -> datetime:
    """The moment that a Danish day and hour mean, as somebody wrote them.

    Raises ValidationError when summer time skips it, and for a year that must be a slip of the pen.

    In the night when summer time ends an hour comes twice. It means the later of the two that has been (a note is of
    what has happened), and the first as long as neither has.
    """
    likely_year(local)  # and in the first and the last year of the calendar there is no other zone's hour
    first = local.replace(tzinfo=clock.DENMARK, fold=0)
    second = local.replace(tzinfo=clock.DENMARK, fold=1)
    if first.astimezone(UTC).astimezone(clock.DENMARK).replace(tzinfo=None) != local.replace(tzinfo=None, fold=0):
        raise ValidationError(
            _("The time %(time)s does not exist on that day: the clocks are put forward. Write another one."),
            code="skipped",
            params={"time": f"{local:%H.%M}"},
        )
    return second if second.astimezone(UTC) <= clock.now().astimezone(UTC) else first


def moment_of(day: date, hour: time) -> datetime:
    """The same, of a day and an hour that were written in two fields."""
    return moment(datetime.combine(day, hour))


def refuse_skipped(form: forms.BaseForm, day: str = "day", hour: str = "time") -> None:
    """Say beside the field of the hour that summer time skips it on that day (or today, when no day was written)."""
    written: time | None = form.cleaned_data.get(hour)
    if written is None:
        return
    try:
        moment_of(form.cleaned_data.get(day) or clock.today(), written)
    except ValidationError as skipped:
        form.add_error(hour, skipped)


class MomentField(forms.DateTimeField):
    """A day and an hour, in the same way; also in the hour that comes twice a year."""

    default_validators = [likely_year]

    def to_python(self, value: Any) -> datetime | None:
        """Read what was typed as Danish time. Raises ValidationError."""
        # Read in a zone without summer time first: Django refuses both the hour that is skipped and the one that is
        # there twice, in words that nobody at a form understands.
        with timezone.override(_PLAIN):
            read = super().to_python(value)
        if read is None or read.tzinfo is not _PLAIN:
            return read
        return moment(read.replace(tzinfo=None))
