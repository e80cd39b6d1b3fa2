"""What the letters bring to the frame; one that has failed is seen on its case, and keeps it open (trap 5)."""

from django.utils.translation import gettext_lazy as _

from brobygger.ground.room import DaySource, KeepsOpen, Opens, Papers, Place, Room, Tab
from brobygger.records.episodes.milestones import LETTER_SENT

ROOM = Room(
    __package__,
    tabs=(Tab("letters", _("Letters"), "letters:letters", 60),),
    places=(Place("outbox", _("Letters"), "letters:outbox", 70),),
    opens=(Opens(LETTER_SENT.id, _("See the letter"), "letters:letters"),),
    day=(
        DaySource("post", "day:post", "letters/day_post.html", 10, urgent="after"),
        DaySource("failed-letters", "day:failed", "letters/day_failed.html", 50),
    ),
    papers=(Papers("letters", "Breve", 80, "access:READ", "papers:of_case"),),
    sends_papers="letters:send_papers",
    carries_keys=("models:Letter",),
    keeps_open=(
        KeepsOpen(
            "letter-failed",
            "selectors:has_failed",
            _("A letter of the case could not be sent. Send it again first: until then the case stays open."),
        ),
    ),
    fetched_along=(
        ("letter_failed", "along:failed"),
        ("notice_waits", "along:notice_waits"),
        ("notice_made", "along:notice_made"),
    ),
    heeds_the_citizen="stopping:when_the_citizen_changed",
    names_to_cover="showing:as_addressed",
    pages=(("letters", "letters:letters"),),
    ready=("jobs",),  # the worker finds its handlers by their import
)
