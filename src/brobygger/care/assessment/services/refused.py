"""Why an act of this room is not done."""

from brobygger.ground.refusals import Refusal


class AssessmentRefused(Refusal):
    """An act that cannot be done; `code` tells which sentence the page shows, `fields` which boxes it is about.

    Codes: "incomplete" (with `fields`), "complete" (locked), "changed" (somebody saved meanwhile), "no-assessment",
    "open-already", "future", "no-consent", "not-a-meeting-day", "closed-day", "past", "twice", "ended",
    "not-for-the-clinic", "no-reason", "slot", "same-version", "corrected".
    """
