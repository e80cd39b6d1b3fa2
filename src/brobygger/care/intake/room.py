"""What the intake brings to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.care.intake.events import NOTIFICATION_DISPATCHED
from brobygger.ground.room import DaySource, NextAct, Opens, Papers, Place, Room, Step, Tab
from brobygger.records.episodes.events import INQUIRY_RECEIVED
from brobygger.records.episodes.milestones import DOCUMENTATION_COMPLETE
from brobygger.standard.courses import TREATMENT

ROOM = Room(
    __package__,
    demo="demo:rows",
    courses=(TREATMENT.id,),
    tabs=(Tab("citizen", _("Citizen"), "intake:citizen", 80),),
    places=(Place("inquiries", _("Inquiries"), "intake:inquiries", 30),),
    opens=(
        Opens(NOTIFICATION_DISPATCHED.id, _("Open the notification"), "intake:concern"),
        Opens(DOCUMENTATION_COMPLETE.id, _("Note that it is"), "intake:documentation"),
    ),
    steps=(Step(INQUIRY_RECEIVED.id, "intake:citizen"),),
    day=(
        DaySource("concerns", "day:concerns", "intake/day_concerns.html", 10, urgent="before"),
        DaySource("notices", "day:notices", "intake/day_notices.html", 20, urgent="before"),
        DaySource("documents", "day:documents", "intake/day_documents.html", 30, urgent="before"),
        DaySource("talks", "day:talks", "intake/day_talks.html", 10),
        DaySource("inquiries", "day:inquiries", "intake/day_inquiries.html", 70, place="inquiries"),
    ),
    next_acts=(
        NextAct(10, "next_acts:take"),
        NextAct(20, "next_acts:enrol"),
        NextAct(30, "next_acts:notice"),
        NextAct(40, "next_acts:documented"),
    ),
    papers=(Papers("intake", "Henvendelse og bekymringer", 20, "access:CITIZEN", "papers:of_case"),),
    carries_keys=("models:Inquiry",),
    fetched_along=(
        ("substance", "along:substance"),
        ("first_talk_at", "along:first_talk_at"),
        ("told_age", "along:told_age"),
    ),
    names_to_cover="names_of_children:of",
    not_told="papers:not_told",
    substance_in_words="words:substance_of",
    pages=(
        ("begin", "intake:new"),
        ("citizen", "intake:citizen"),
        ("show-cpr", "intake:show_cpr"),
        ("edit-citizen", "intake:edit_citizen"),
        ("notice", "intake:notice"),
        ("same-person", "intake:same_person"),
    ),
)
