"""A stored deadline explained in the rows of the small box that is the same everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.web.staff.acts import rule_of


@dataclass(frozen=True)
class Reckoning:
    """The content of the box: rows, sentences below, the law."""

    rows: Sequence[tuple[str, str]]
    notes: Sequence[str]
    law: str


def reckoning(
    version: str,
    started_on: date,
    due_on: date,
    act_by: date,
    started_by: str,
    presumed_from: date | None,
    responsible: str = "",
) -> Reckoning:
    """Explain a deadline from what is stored of it; the same words as the command line and the letters."""
    language = get_language() or "da"
    found = standard.explain(
        rule_of(version),
        standard.load(),
        started_on,
        due_on=due_on,
        act_by=act_by,
        started_by=started_by,
        presumed_from=presumed_from,
    )
    who = responsible or found.answers.in_(language)
    notes = [_("Responsible: %(who)s.") % {"who": who}] if who else []
    notes += [text.in_(language) for text in (found.stops, found.departs) if text.in_(language)]
    rows = [(row.label.in_(language), row.text.in_(language)) for row in found.rows]
    return Reckoning(rows, notes, found.law)
