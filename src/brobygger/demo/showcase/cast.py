# ruff: noqa: E501 - one citizen, one line
"""Who is in the showcase: citizens whose cases are worked through by hand. All invented, with replacement numbers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from brobygger import standard
from brobygger.demo import setting
from brobygger.standard.working_days import add_months


@dataclass(frozen=True)
class Role:
    """One citizen of the showcase. `back` is how many days ago the first contact was (a working day near it).

    `whose` says in which unit (demo/setting.py).
    """

    handle: str
    name: str
    age: int
    sex: str
    substance: str
    whose: str
    back: int
    words: str
    counsellor: str = ""
    channel: str = "phone"
    children: tuple[int, ...] = ()
    is_alias: bool = False
    name_protected: bool = False
    address_protected: bool = False
    municipality: str = ""
    interpreter: str = ""
    far_doctor: bool = False

    @property
    def unit(self) -> str:
        """The unit of the file that the case is in."""
        return setting.unit(self.whose)

    @property
    def line(self) -> str:
        """What it is about."""
        return "alcohol" if self.substance == "alcohol" else "drug"

    @property
    def doctor(self) -> str:
        """The citizen's own doctor."""
        return setting.doctors()[3 if self.far_doctor else 0]

    @property
    def address(self) -> tuple[str, str]:
        """Where the citizen lives: in the centre's own town."""
        return ("Rosengade 14", " ".join(setting.towns()[0]))


CASES: Final = (
    Role("susanne", "Susanne Bang", 58, "F", "benzodiazepines", "drug", 190, "Har taget sovemedicin i tyve år. Vil trappe ned, men ikke alene.", "mette"),
    Role("bo", "Bo Kjærgaard", 52, "M", "cannabis", "drug", 194, "Hash hver aften siden skilsmissen. Vil have ro på, inden sønnen flytter hjem.", "mette"),
    Role("ulla", "Ulla Thygesen", 56, "F", "benzodiazepines", "drug", 215, "Har taget beroligende siden fyrre. Vil ned, men er bange for nætterne.", "jonas"),
    Role("gitte", "Gitte Munk", 38, "F", "amphetamine", "drug", 120, "Amfetamin i perioder. Har børnene hver anden uge.", "jonas"),
    Role("bjarne", "Bjarne Lauridsen", 50, "M", "cannabis", "drug", 118, "Hash siden ungdommen. Vil have hjælp, der holder.", "jonas"),
    Role("svale", "Svale", 46, "F", "alcohol", "alcohol", 160, "Vil gerne være anonym. Drikker vin hver aften og er bange for, at arbejdet opdager det.", "sara", "open-counselling", is_alias=True),
    Role("henrik", "Henrik Dam", 47, "M", "cocaine", "drug", 175, "Kokain i weekender. Kæresten har sat en grænse.", "mette"),
    Role("anders", "Anders Poulsen", 36, "M", "amphetamine", "drug", 95, "Amfetamin flere gange om ugen. Vil i døgnbehandling.", "jonas"),
    Role("vibeke", "Vibeke Juul", 42, "F", "cocaine", "drug", 92, "Kokain siden sommeren. Vil i døgnbehandling med det samme.", "jonas"),
    Role("rasmus", "Rasmus Toft", 31, "M", "mdma", "drug", 50, "Er i tvivl, om det er et problem. Vil gerne have behandling.", "jonas", "web"),
    Role("peter", "Peter Storm", 43, "M", "opioids", "drug", 38, "Smertestillende efter en arbejdsskade. Vil ned i dosis.", "mette"),
    Role("jette", "Jette Krogh", 61, "F", "alcohol", "alcohol", 64, "Har drukket i perioder, siden hun blev alene.", "sara"),
    Role("morten", "Morten Bisgaard", 37, "M", "cannabis", "drug", 24, "Flytter snart til Næstved og vil helst i behandling dér.", "mette"),
    Role("troels", "Troels Ager", 40, "M", "cocaine", "drug", 26, "Kokain efter en skilsmisse. Vil helst begynde et andet sted.", "mette"),
    Role("line", "Line Dahl", 33, "F", "amphetamine", "drug", 20, "Kommer fra krisecenteret. Har to børn hos sig.", "jonas", "authority", (5, 9), name_protected=True, address_protected=True, municipality="0316"),
    Role("kirsten", "Kirsten Bech", 55, "F", "alcohol", "alcohol", 19, "Vil gerne ned i forbrug, inden hun bliver mormor.", "sara"),
    Role("karina", "Karina Holst", 34, "F", "cannabis", "drug", 14, "Ryger hash dagligt. Søvnen er dårlig, og hun er sygemeldt.", "mette", children=(11,)),
    Role("jens", "Jens Aagaard", 41, "M", "cocaine", "drug", 13, "Ringede selv. Kokain i weekender gennem to år. Vil gerne stoppe.", "mette", children=(7, 10), address_protected=True),
    Role("claus", "Claus Hjorth", 49, "M", "opioids", "drug", 12, "Har været i behandling før. Vil væk fra byen et stykke tid.", "jonas", far_doctor=True),
    Role("michael", "Michael Skov", 39, "M", "cocaine", "drug", 12, "Har prøvet ambulant to gange. Ønsker døgnbehandling.", "jonas"),
    Role("piotr", "Piotr Kowalski", 44, "M", "alcohol", "alcohol", 11, "Kommer med en kollega, som tolker. Drikker efter arbejde hver dag.", "bent", "in-person", interpreter="polsk"),
    Role("lars", "Lars Mikkelsen", 45, "M", "cannabis", "drug", 10, "Har brug for et fast sted at møde op. Hverdagen er gået i stykker.", "mette"),
    Role("emma", "Emma Lyng", 22, "F", "mdma", "young", 9, "Har droppet skolen. Tager MDMA og hash med vennerne.", "amina", "open-counselling"),
    Role("nanna", "Nanna Iversen", 29, "F", "cannabis", "drug", 9, "Angst siden gymnasiet. Ryger for at få ro.", "jonas"),
    Role("kaj", "Kaj Overgaard", 53, "M", "opioids", "drug", 3, "Ringede fra en telefonboks. Vil gerne have en tid.", "mette"),
    Role("tina", "Tina Ravn", 38, "F", "amphetamine", "drug", 7, "Vil stoppe. Har været ude for et tyveri af medicin og er bange for at miste jobbet.", "mette"),
)  # fmt: skip

INQUIRIES: Final = (
    Role("new-drug-1", "Søren Lyng", 44, "M", "cocaine", "drug", 1, "Ringede om eftermiddagen. Kokain på arbejdet. Kan bedst efter kl. 15."),
    Role("new-drug-2", "Heidi Munk", 36, "F", "cannabis", "drug", 1, "Kom forbi lokalteamet. Vil gerne tale med nogen om hash.", channel="in-person"),
    Role("new-alcohol-1", "Ole Brandt", 63, "M", "alcohol", "alcohol", 1, "Er blevet pensionist og drikker for meget. Hans datter hjalp med at skrive.", channel="web"),
    Role("new-alcohol-2", "Maj", 51, "F", "alcohol", "alcohol", 2, "Vil være anonym. Ringer selv igen i morgen.", is_alias=True),
    Role("new-young-1", "Lucas Friis", 20, "M", "cannabis", "young", 1, "Hash hver dag. Hans mor har bedt ham ringe.", channel="open-counselling"),
    Role("new-young-2", "Freja Hald", 23, "F", "mdma", "young", 3, "Fik det dårligt efter en fest. Vil vide, hvad hun skal gøre.", channel="phone"),
    Role("new-outreach-1", "Tommy Riis", 57, "M", "alcohol", "visiting", 2, "Teamet mødte ham på torvet. Han vil gerne have besøg.", channel="in-person"),
)  # fmt: skip
EVERYONE: Final = (*CASES, *INQUIRIES)
# Those whose story needs the treatment meeting.
AT_MEETING: Final = ("kirsten", "claus", "michael", "lars", "emma")


def takes_part(role: Role) -> bool:
    """Whether the standard in use has what a story needs: the meeting, those who visit."""
    if role.handle in AT_MEETING:
        return setting.has_meeting()
    return setting.has(setting.VISITING) or role.whose != setting.VISITING


def everyone() -> list[Role]:
    """The showcase of this centre."""
    return [role for role in EVERYONE if takes_part(role)]


def open_before(day: date) -> date:
    """The day itself, or the last before it on which the house works."""
    calendar = standard.load().calendar
    while not calendar.is_open(day):
        day -= timedelta(days=1)
    return day


def open_after(day: date) -> date:
    """The day itself, or the next on which the house works."""
    calendar = standard.load().calendar
    while not calendar.is_open(day):
        day += timedelta(days=1)
    return day


def contact_day(role: Role, today: date) -> date:
    """The day of a role's first contact; some are set by what falls due today and in the days after."""
    if role.handle == "henrik":  # ended a month before tomorrow, after some four months
        return open_before(add_months(today + timedelta(days=1), -5))
    guarantee = setting.guarantee(role.line)
    back = setting.scaled(role.back, guarantee) if role.back <= setting.FORTNIGHT else role.back
    return open_before(today - timedelta(days=back))
