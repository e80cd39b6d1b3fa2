"""A question and the answer that holds now."""

from dataclasses import dataclass

from brobygger.records.consents import rules
from brobygger.records.consents.models import Consent
from brobygger.records.consents.rules import Question


@dataclass(frozen=True)
class Answer:
    """A question and the answer that holds now; `consent` is None when nobody has asked yet."""

    question: Question
    consent: Consent | None

    @property
    def state(self) -> str:
        """ "given", "limited", "withdrawn", "refused", or "" when not asked."""
        return self.consent.state if self.consent else ""

    @property
    def is_open(self) -> bool:
        """Whether the answer is a yes of some kind."""
        return rules.is_open(self.state)
