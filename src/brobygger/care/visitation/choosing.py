"""What the standard and the law say about the choice of another provider. Pure, as rules is."""

from dataclasses import dataclass

from brobygger.care.visitation.rules import DRUG, Problem


@dataclass(frozen=True)
class Choice:
    """A choice of another provider: `granted` by a decision that stands, `limited` by it, `direct` without us.

    Why the citizen chooses is asked of nobody: a right needs no reason.
    """

    line: str
    provider: str
    approved: bool
    similar: bool
    direct: bool
    granted: bool
    limited: bool
    doctor: str = "unknown"


def choice_problems(choice: Choice) -> list[Problem]:
    """What keeps a choice of provider from being recorded (KS 3.1, 3.2, 3.5 and 3.6)."""
    found = []
    if not choice.provider.strip():
        found.append(Problem("provider", "missing"))
    if not choice.approved:
        found.append(Problem("approved", "not-approved"))
    if not choice.similar:
        found.append(Problem("similar", "not-similar"))
    if not choice.doctor:
        found.append(Problem("doctor", "missing"))
    if choice.line == DRUG and choice.direct:
        found.append(Problem("direct", "drug-through-us"))
    if choice.line == DRUG and not choice.granted:
        found.append(Problem("provider", "no-decision"))
    if choice.limited:
        found.append(Problem("provider", "limited"))
    return found
