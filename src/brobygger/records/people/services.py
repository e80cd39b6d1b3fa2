"""The only writers of people. Who may is asked where the person is reached: through an episode (episodes.citizens)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from brobygger.ground import clock
from brobygger.ground.refusals import Refusal
from brobygger.ground.versions import Stale
from brobygger.records.people.indexes import cpr_index, phone_index
from brobygger.records.people.models import Child, Person, PersonNumber
from brobygger.records.people.rules import PersonalNumber, minors, parse_personal_number


@dataclass(frozen=True)
class PersonDraft:
    """What people write about a citizen. `cpr` as typed; empty under an alias."""

    name: str
    is_alias: bool = False
    cpr: str = ""
    birth_date: date | None = None
    sex: str = ""
    name_protected: bool = False
    address_protected: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""
    municipality: str = ""
    own_doctor: str = ""
    interpreter_language: str = ""
    contact_by: str = ""
    no_messages: bool = False
    contact_wishes: str = ""
    digital_post_exempt: bool = False


MayKnow = Callable[[Person], bool]


def everybody(_person: Person) -> bool:
    """Whoever may know of every person: the system itself."""
    return True


class NumberTaken(Refusal):
    """Another person in the record has this number already; `person` is that person."""

    def __init__(self, person: Person) -> None:
        super().__init__("taken")
        self.person = person


@transaction.atomic
def create_person(draft: PersonDraft, *, may_know: MayKnow = everybody) -> Person:
    """Make a person. Raises BadNumber for a number that cannot be one, NumberTaken when it is known already.

    A CPR number is no key: of a person whom the writer may not know (`may_know`) nothing is said, and the number stays
    with the new one as it was told.
    """
    person = Person()
    _fill(person, draft, may_know)
    person.save()
    return person


@transaction.atomic
def update_person(person: Person, draft: PersonDraft, *, read_version: int, may_know: MayKnow = everybody) -> Person:
    """Write what was changed; raises Stale when somebody else wrote in between (trap 25), and as `create_person`.

    A number that stands as told already is not asked about again: whatever else the citizen says is written.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.version != read_version:
        raise Stale(locked, asdict(draft))
    before = locked.cpr if locked.cpr_index else ""
    _fill(locked, draft, may_know, told=locked.cpr if locked.told_index else "")
    if before and before != locked.cpr:
        _keep_number(locked, before, "")
    locked.version += 1
    locked.save()
    return locked


def _fill(person: Person, draft: PersonDraft, may_know: MayKnow, told: str = "") -> None:
    """Copy a draft onto a person, with the number checked and its index made; `told` is one that stands as told."""
    for field in fields(draft):
        setattr(person, field.name, getattr(draft, field.name))
    person.phone_index = phone_index(draft.phone, alias=draft.is_alias)
    number = parse_personal_number(draft.cpr) if draft.cpr and not draft.is_alias else None
    _set_number(person, number, may_know, told)


def _set_number(person: Person, number: PersonalNumber | None, may_know: MayKnow, told: str) -> None:
    """Set the number, or none; the birth date follows the number unless it was written."""
    if number is None:
        person.cpr, person.cpr_index, person.told_index = "", None, None
        return
    index = cpr_index(number.digits)
    known = find_by_index(index)
    elsewhere = known is not None and known.pk != person.pk
    if known is not None and elsewhere and number.digits != told and may_know(known):
        raise NumberTaken(known)
    person.cpr = number.digits
    person.cpr_index, person.told_index = (None, index) if elsewhere else (index, None)
    person.birth_date = person.birth_date or number.birth_date


def find_by_index(index: bytes) -> Person | None:
    """The person who has this number now, or had it before."""
    found = Person.objects.filter(cpr_index=index).first()
    if found is None:
        former = PersonNumber.objects.filter(cpr_index=index).select_related("person").first()
        found = former.person if former else None
    return found


def all_with_number(text: str) -> tuple[Person | None, list[Person]]:
    """The person with a number as people type it, and those who were written with it as told (three queries).

    Raises BadNumber when it cannot be one. Only `episodes.meeting` asks: who asks leaves a row on each case.
    """
    index = cpr_index(parse_personal_number(text).digits)
    return find_by_index(index), list(Person.objects.filter(told_index=index).order_by("id"))


def _keep_number(person: Person, digits: str, reason: str) -> None:
    """Keep a number that is no longer the person's, so that old papers still find them."""
    PersonNumber.objects.create(
        person=person, cpr=digits, cpr_index=cpr_index(digits), until=clock.today(), reason=reason
    )


@dataclass(frozen=True)
class ChildDraft:
    """A child as it was told: the name, the birth date, or both.

    `row` is the child of the record that the writer had in front of them: what they leave empty stays as it is there.
    `gone`: it no longer lives at home.
    """

    name: str = ""
    birth_date: date | None = None
    row: int | None = None
    gone: bool = False


@dataclass(frozen=True)
class AtHome:
    """What is known of children at home: the answer (Person.AtHome), and who they are as far as it was told."""

    answer: str
    children: tuple[Child, ...] = ()
    today: date = date.min

    @property
    def minors(self) -> tuple[Child, ...]:
        """Those who are under 18 today, or may be: a child whose birth date nobody told counts as one."""
        return tuple(child for child in self.children if minors([child.birth_date], self.today))

    @property
    def any_minor(self) -> bool:
        """Whether the notice of an enrolment is owed (KS 3.4): yes was said, and they are not all grown up since."""
        return self.answer == Person.AtHome.YES and (bool(self.minors) or not self.children)


@transaction.atomic
def set_children(person: Person, answer: str, children: Sequence[ChildDraft] = ()) -> AtHome:
    """Write whether children live at home and what was told of them; who moved out is kept, as no longer at home.

    Only "no" says that nobody is there. Of a child that is not among `children` nothing was said, and it stays: the
    writer may not have seen it. One that is told without its row and has the same birth date or name is the same child.
    """
    Person.objects.filter(pk=person.pk).update(children_at_home=answer)
    person.children_at_home = answer
    told = list(children) if answer == Person.AtHome.YES else []
    for child in _standing(person):
        draft = next((one for one in told if one.row == child.pk), None)
        draft = draft or next((one for one in told if one.row is None and _is_same(child, one)), None)
        if draft is not None:
            told.remove(draft)
            child.name, child.birth_date = draft.name or child.name, draft.birth_date or child.birth_date
        if answer == Person.AtHome.NO or (draft is not None and draft.gone):
            child.lives_at_home, child.removed_at = False, clock.now()
        child.save()
    for draft in told:
        if (draft.name or draft.birth_date) and not draft.gone:
            Child.objects.create(person=person, name=draft.name, birth_date=draft.birth_date)
    return at_home(person)


def united(known: AtHome, told: AtHome) -> tuple[str, list[ChildDraft]] | None:
    """What two tellings of one home come to, for `set_children`; None when what is known stands.

    A yes is never lost by a no or by silence: it may be that a notice is owed for it (KS 3.4).
    """
    if not told.answer or (told.answer != Person.AtHome.YES and known.answer):
        return None
    children = list(known.children)
    children += [child for child in told.children if not any(_is_same(one, child) for one in known.children)]
    return told.answer, [ChildDraft(child.name, child.birth_date) for child in children]


def completed(person: Person, children: Sequence[ChildDraft]) -> tuple[ChildDraft, ...]:
    """Children told with the rows of one person, for laying on another: what was left empty is filled from its row."""
    rows = {child.pk: child for child in _standing(person)}
    held = ((draft, rows.get(draft.row) if draft.row else None) for draft in children if not draft.gone)
    return tuple(
        ChildDraft(draft.name or (row.name if row else ""), draft.birth_date or (row.birth_date if row else None))
        for draft, row in held
    )


def _standing(person: Person) -> QuerySet[Child]:
    return Child.objects.filter(person=person, lives_at_home=True, removed_at__isnull=True)


def _is_same(child: Child, draft: ChildDraft | Child) -> bool:
    if child.birth_date is not None and draft.birth_date is not None:
        return child.birth_date == draft.birth_date
    return bool(child.name) and child.name.casefold() == draft.name.casefold()


def at_home(person: Person) -> AtHome:
    """Whether children live with the person today, and who, eldest first (one query)."""
    return AtHome(person.children_at_home, tuple(_standing(person)), clock.today())
