"""What the assessment brings to the frame."""

from django.utils.translation import gettext_lazy as _

from brobygger.care.assessment.events import INSTRUMENT_ANSWERED
from brobygger.ground.room import Guarded, Opens, Papers, Place, Room, Step, Tab
from brobygger.records.episodes.milestones import ASSESSMENT_COMPLETED, MEDICAL_OFFER_STARTED
from brobygger.standard.courses import TREATMENT

ROOM = Room(
    __package__,
    demo="demo:rows",
    courses=(TREATMENT.id,),
    tabs=(Tab("assessment", _("Assessment"), "assessment:assessment", 30),),
    places=(Place("conference", _("Conference"), "assessment:conference", 50),),
    opens=(
        Opens(ASSESSMENT_COMPLETED.id, _("Open the assessment"), "assessment:assessment"),
        Opens(MEDICAL_OFFER_STARTED.id, _("Register the offer"), "assessment:referrals"),
    ),
    steps=(Step(ASSESSMENT_COMPLETED.id, "assessment:assessment"),),
    papers=(Papers("assessment", "Afdækning", 30, "access:CONTENT", "papers:of_case"),),
    guarded=(Guarded(INSTRUMENT_ANSWERED.id, "access:CONTENT"),),
    tells="selectors:words_to_carry",
    why_unfinished="selectors:why_unfinished",
    pages=(("medical-offer", "assessment:referrals"),),
)
