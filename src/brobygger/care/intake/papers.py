"""What intake adds to the papers of a case: the first contact, and concerns for a child."""

from django.utils.translation import gettext as _

from brobygger import standard
from brobygger.care.intake import words
from brobygger.care.intake.models import Concern, Inquiry, Substance
from brobygger.ground import dates
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by
from brobygger.records.papers.unknown import Unknown


def of_case(reader: Reader, episode: Episode) -> Part:
    """The inquiry with the words of the citizen, and every concern that was noted (three queries)."""
    inquiries = Inquiry.objects.filter(episode=episode).select_related("received_by")
    first = Event.objects.filter(episode=episode, kind=INQUIRY_RECEIVED.id, corrected_by__isnull=True).first()
    said = first.text if first else ""
    concerns = Concern.objects.filter(episode=episode).select_related("recorded_by").order_by("id")
    shown = [row for row in concerns if not reader.keeps_back({"concern_id": row.pk})]
    return Part((*(_inquiry(row, said) for row in inquiries), *(_concern(row) for row in shown)))


def _inquiry(row: Inquiry, said: str) -> Paper:
    return Paper(
        "Henvendelsen",
        when_and_by(row.received_at, row.received_by.name if row.received_by else ""),
        labelled(
            ("Hvordan", row.get_channel_display()),
            ("Det handler om", row.get_substance_display()),
            ("Også", [str(Substance(one).label) for one in row.also]),
            ("Enhed", "" if standard.load().one_team else words.unit(row.unit)),
            ("Hvorfor den enhed", row.unit_reason),
            ("Første samtale", row.first_talk_at),
            ("Det blev sagt", said),
        ),
    )


def _concern(row: Concern) -> Paper:
    return Paper(
        "Bekymring for et barn",
        when_and_by(row.known_at, row.recorded_by.name if row.recorded_by else ""),
        labelled(
            ("Hvem", row.get_about_display()),
            ("Barnet", row.child),
            ("Det er set", row.seen),
            ("Det er sagt", row.said),
            ("Ved borgeren det", row.get_told_display()),
            ("Hvorfor ikke", row.why_not_told),
            ("Lov", row.law),
        ),
    )


def not_told(episode: Episode) -> list[Unknown]:
    """The notifications that the citizen has not been told of, as our own pages name them (one query)."""
    rows = Concern.objects.filter(episode=episode).exclude(told=Concern.Told.YES).order_by("id")
    return [
        Unknown(
            _("Notification of %(day)s: %(told)s") % {"day": dates.dated(row.known_at), "told": row.get_told_display()},
            "concern_id",
            row.pk,
        )
        for row in rows.only("known_at", "told")
    ]
