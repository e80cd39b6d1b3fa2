"""Who a letter goes to, worked out from the person and the standard file. Protected addresses stay out of it."""

from brobygger.records.letters import rules
from brobygger.records.letters.rules import Recipient
from brobygger.records.people.models import Person
from brobygger.records.people.rules import BadNumber, parse_personal_number, written


def citizen(person: Person) -> Recipient:
    """The citizen: Digital Post, or paper when exempt or without a real number.

    A protected address is printed nowhere (trap 14): such a letter is handed over in person, and says so. So is one
    to somebody whose address nobody knows.
    """
    try:
        is_replacement = bool(person.cpr) and parse_personal_number(person.cpr).is_replacement
    except BadNumber:
        is_replacement = True
    means = rules.citizen_means(number=person.cpr, exempt=person.digital_post_exempt, is_replacement=is_replacement)
    known = lines(person.address)
    if means == rules.PHYSICAL and (person.address_protected or not known):
        means = rules.IN_PERSON
    return Recipient(
        kind=rules.CITIZEN,
        name=person.name,
        address=known if means == rules.PHYSICAL else (),
        number=person.cpr if means == rules.DIGITAL_POST else "",
        means=means,
    )


def lines(text: str) -> tuple[str, ...]:
    """An address as it is printed, a line at a time."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def named_to_authority(person: Person) -> str:
    """Who a letter to an authority is about: "Vibeke Prøvesen, CPR-nummer 010203-1234".

    A protected name stays out: the number is enough for an authority (trap 14).
    """
    number = written(person.cpr)
    if person.name_protected:
        return f"Borgeren med CPR-nummer {number}" if number else "En borger, hvis navn er beskyttet"
    return f"{person.name}, CPR-nummer {number}" if number else person.name


def named_in_a_sentence(person: Person) -> str:
    """The same where a sentence goes on after it: what is put in between ends with a comma."""
    whom = named_to_authority(person)
    return f"{whom}," if "," in whom else whom


def called(person: Person) -> str:
    """What a letter calls the citizen after "Kære"."""
    return next(iter(person.name.split()), "borger")


def authority(name: str, address: tuple[str, ...] = ()) -> Recipient:
    """Another authority, reached by the municipality's secure mail."""
    return Recipient(kind=rules.AUTHORITY, name=name, address=address, means=rules.SECURE_MAIL)


def own_doctor(person: Person) -> Recipient:
    """The citizen's own doctor; the name and place are what the citizen told."""
    told = lines(person.own_doctor)
    return Recipient(
        kind=rules.DOCTOR, name=told[0] if told else "Egen læge", address=told[1:], means=rules.SECURE_MAIL
    )
