"""What a partner or a standing meeting of the file is for: the words of the key ``for``, each with its reason.

Code asks for a purpose and never for an id, so that a municipality names its partners as it likes. Some purposes have
one alone who serves them; of others there may be several.
"""

from dataclasses import dataclass
from typing import TypeVar

from brobygger.standard.text import Text

ENROLMENT, CHILDREN, OWN_DOCTOR, PSYCHIATRY = "enrolment", "children", "own-doctor", "psychiatry"
MEDICINE = "medicine"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that code needs of a list of the file; ``one``: one alone serves it; not ``needed``: or nobody does."""

    list: str
    id: str
    why: Text
    one: bool = True
    needed: bool = True


# No such thing in the list, as a fault begins.
LISTS = {
    "partners": Text("Ingen samarbejdspartner", "No partner"),
    "conferences": Text("Intet fast møde", "No standing meeting"),
}

PURPOSES = (
    Purpose(
        "partners",
        ENROLMENT,
        Text("dem, som indskrivningen spørger om samtykke til at tale med", "whom enrolment asks consent to talk with"),
        one=False,
    ),
    Purpose(
        "partners",
        CHILDREN,
        Text(
            "orienteringen, når der bor børn hjemme, og underretningen",
            "the notice when children live at home, and the child-welfare notification",
        ),
    ),
    Purpose(
        "partners",
        OWN_DOCTOR,
        Text("samtykket, som substitution kræver", "the consent that substitution requires"),
    ),
    Purpose(
        "partners",
        PSYCHIATRY,
        Text("samtykket til den fælles konference", "the consent to the joint conference"),
    ),
    Purpose(
        "partners",
        MEDICINE,
        Text("at give medicin i stedet for vores egen sundhedsklinik", "giving medicine in place of our own clinic"),
        needed=False,
    ),
    Purpose(
        "conferences",
        PSYCHIATRY,
        Text("dagsordenen for den fælles konference", "the agenda of the joint conference"),
    ),
)


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody whom the centre works with, and what for (``purposes``)."""

    id: str
    name: Text
    text: Text
    purposes: tuple[str, ...] = ()

    def serves(self, purpose: str) -> bool:
        """Whether this is a partner for that."""
        return purpose in self.purposes


@dataclass(frozen=True, slots=True)
class Conference:
    """A standing meeting, such as the joint conference with psychiatry every Thursday, and what for (``purposes``)."""

    id: str
    name: Text
    weekday: int | None
    asks_consent: bool
    text: Text
    purposes: tuple[str, ...] = ()

    def serves(self, purpose: str) -> bool:
        """Whether this is a meeting for that."""
        return purpose in self.purposes


Serving = TypeVar("Serving", Partner, Conference)


def serving(items: tuple[Serving, ...], purpose: str) -> Serving:
    """The one of them that is for something.

    Raises:
        KeyError: none is.
    """
    for item in items:
        if item.serves(purpose):
            return item
    raise KeyError(purpose)
