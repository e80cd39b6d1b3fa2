"""The course of a relative (pårørende): talks or a group, free of charge, anonymous if wished (KS 6.6.8).

It is a course of the relative's own. The citizen whom it is about cannot see that it exists.
"""

from brobygger.standard import known
from brobygger.standard.clocks import Trigger
from brobygger.standard.courses.kinds import CLOSED, CourseKind, Phase
from brobygger.standard.text import Text

RELATIVE = CourseKind(
    "relative",
    Text("Pårørende", "Relatives"),
    opened_by=known.RELATIVE_INQUIRY_RECEIVED,
    compartment="relatives",
    phases=(
        Phase(
            "contact",
            Text("Kontakt", "Contact"),
            (Trigger(known.RELATIVE_INQUIRY_RECEIVED),),
            told_by=known.RELATIVE_INQUIRY_RECEIVED,
        ),
        Phase(
            "support",
            Text("Rådgivning", "Support"),
            (Trigger(known.RELATIVE_TALK_HELD),),
            told_by=known.RELATIVE_TALK_HELD,
        ),
        Phase(
            "meet-again",
            Text("Opfølgningsmøde", "Follow-up meeting"),
            (Trigger(known.RELATIVE_SUPPORT_ENDED),),
            told_by=known.RELATIVE_SUPPORT_ENDED,
            over=True,
        ),
        CLOSED,
    ),
    back_by=frozenset({known.RELATIVE_INQUIRY_RECEIVED, known.RELATIVE_TALK_HELD}),
    mark=Text("Forløb for en pårørende", "A relative’s course"),
)
