"""What the papers tell of the citizen: all that the citizen's page shows, and children at home."""

from brobygger.records.episodes.models import Episode
from brobygger.records.papers.parts import Paper, Part, Reader, labelled, when_and_by
from brobygger.records.people import municipalities
from brobygger.records.people.models import Child, Person
from brobygger.records.people.rules import written

# What is written and stands in no part: encrypted columns, each with why.
OUTSIDE = {
    "PersonNumber.reason": "why a number was changed: our own bookkeeping; the number itself is there",
    "Papers.reason": "of these papers and others: why something was left out",
    "Papers.gathered": "of these papers and others, while they are gathered",
    "Papers.pdf": "papers that were gathered before",
}


def of_case(_reader: Reader, episode: Episode) -> Part:
    """Who the citizen is, as last told (two queries)."""
    person = episode.covered_person
    former = [
        f"{written(row.cpr)} til {when_and_by(row.until)}" for row in person.former_numbers.order_by("until", "id")
    ]
    children = [_child(child) for child in Child.objects.filter(person=person)]
    words = labelled(
        ("Navn", person.name),
        ("Kaldenavn, borgeren er anonym", person.is_alias or None),
        ("CPR-nummer", written(person.cpr)),
        ("Tidligere numre", former),
        ("Født", person.birth_date),
        ("Køn", person.get_sex_display()),
        ("Navnet er beskyttet", person.name_protected),
        ("Adressen er beskyttet", person.address_protected),
        ("Adresse", ", ".join(person.address.splitlines())),
        ("Telefon", person.phone),
        ("E-mail", person.email),
        ("Vil helst kontaktes", person.get_contact_by_display()),
        ("Der må ikke lægges besked", person.no_messages),
        ("Ønsker til kontakten", person.contact_wishes),
        ("Fritaget fra Digital Post", person.digital_post_exempt),
        ("Hjemkommune", municipalities.named(person.municipality)),
        ("Egen læge", ", ".join(person.own_doctor.splitlines())),
        ("Tolk", person.interpreter_language),
        ("Børn, der bor hjemme", str(Person.AtHome(person.children_at_home).label)),
        *(("Barn", child) for child in children),
    )
    return Part((Paper("Hvem borgeren er", "", words),))


def _child(child: Child) -> str:
    """A child as it was told: name, birth date, and whether it has moved out since."""
    since = f"bor ikke hjemme fra {when_and_by(child.removed_at)}" if child.removed_at else ""
    born = f"født {when_and_by(child.birth_date)}" if child.birth_date else ""
    return ", ".join(part for part in (child.name, born, since) if part)
