"""What the consents add to the papers of a case: every answer, also those that no longer hold."""

from brobygger.records.consents import words
from brobygger.records.consents.models import Consent
from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by


def of_case(_reader: Reader, episode: Episode) -> Part:
    """The answers in the order they were given (one query)."""
    rows = Consent.objects.filter(episode=episode).select_related("recorded_by").order_by("occurred_at", "id")
    topics = words.topics()
    return Part(
        tuple(
            Paper(
                f"{words.partner(row.partner, row.occurred_at)}: {row.get_state_display()}",
                when_and_by(row.occurred_at, row.recorded_by.name if row.recorded_by else ""),
                labelled(
                    ("Hvad der blev spurgt om", words.question(row.question, row.occurred_at)),
                    ("Kun om", [topics.get(topic, topic) for topic in row.topics]),
                    ("Hvordan", row.get_how_display()),
                    ("Bemærkning", row.remark),
                ),
            )
            for row in rows
        )
    )
