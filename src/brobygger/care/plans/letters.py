"""The words of this room's letters, in plain Danish: what the citizen reads, and what the own doctor reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from brobygger import standard
from brobygger.care.plans import papers
from brobygger.care.plans.models import Goal, Plan
from brobygger.care.plans.rules import Course
from brobygger.ground import clock
from brobygger.records.episodes.models import Episode
from brobygger.records.letters import recipients
from brobygger.records.letters.rules import LetterText, Section, heading
from brobygger.records.letters.senders import Signature, place_words, signature, unit_name, unit_phone
from brobygger.standard import promised
from brobygger.standard.model import Named


@dataclass(frozen=True)
class StatusWords:
    """What people wrote for the closing status, said to the citizen; `result` is an id of the standard file.

    `follow_up` is the answer about being contacted, None when nobody asked; `asks` whether we follow up such an end.
    """

    reached: str
    advice: str
    follow_up: bool | None
    result: str
    asks: bool = True


@dataclass(frozen=True)
class DischargeWords:
    """What people wrote for the discharge letter to the own doctor."""

    medicine: str
    advice: str
    result: str


def closing_status(episode: Episode, course: Course, words: StatusWords, ended_on: date) -> LetterText:
    """The closing status to the citizen (KS 5.6)."""
    sections = [
        Section("Dit forløb er afsluttet", (_period(episode, course, ended_on),)),
        Section("Det har du nået", _paragraphs(words.reached), written_here=True),
    ]
    if words.advice.strip():
        sections.append(Section("Det anbefaler vi dig", _paragraphs(words.advice), written_here=True))
    if words.asks:
        sections.append(Section("Når vi følger op", (_follow_up(words.follow_up, ended_on),)))
    sections.append(Section("Hvis du får brug for os igen", (_way_back(episode),)))
    text = LetterText(
        title=heading("closing-status"),
        greeting=f"Kære {recipients.called(episode.person)}",
        sections=tuple(sections),
    )
    return signature(episode.responsible, episode.unit).under(text)


def plan_copy(episode: Episode, plan: Plan, goals: Sequence[Goal], by: Signature) -> LetterText:
    """The plan as the citizen's own copy (KS 5.1): what was agreed, the goals, and when we look at it again."""
    rhythm = f"Vi ser på planen sammen mindst hver {plan.evaluation_weeks}. uge. Du kan altid bede om det før."
    meets = f"Næste gang er {standard.day_words(plan.next_on, year=True).da}. " if plan.next_on else ""
    sections = [
        Section(
            "", (f"Her er den plan, vi aftalte den {_day(clock.local_date(plan.agreed_at))}. Den er din at beholde.",)
        ),
        Section("Det har vi aftalt", papers.plan_words(plan, own=True), written_here=True),
        *(
            Section("Delmål" if goal.parent_id else "Mål", papers.goal_words(goal, own=True), written_here=True)
            for goal in goals
        ),
        Section("Når vi følger op", (f"{meets}{rhythm}",)),
        Section("Vil du ændre noget", (f"Ring {unit_phone(episode.unit)}, eller sig det, næste gang vi mødes.",)),
    ]
    return by.under(
        LetterText(heading("plan", version=plan.version), f"Kære {recipients.called(episode.person)}", tuple(sections))
    )


def appointment(episode: Episode, at: datetime, where: str, words: str, by: Signature) -> LetterText:
    """A time for the citizen whom we have not reached: when, where, and that another way is as good.

    `where` ends the sentence: "hos os …", "hjemme hos dig". Nothing happens to who does not come, and it says so.
    """
    day = standard.day_words(at.date(), year=at.year != clock.today().year).da
    time = f"{day} kl. {at.hour}.{at.minute:02d}"
    sections = [
        Section("", ("Vi vil gerne tale med dig.", f"Vi har sat tid af til dig {time}: {where}")),
        *([Section("Fra os til dig", _paragraphs(words), written_here=True)] if words.strip() else []),
        Section(
            "Passer det ikke",
            (
                f"Ring {unit_phone(episode.unit)}, så finder vi en anden tid. Vi kan også mødes et andet sted eller "
                "tale sammen i telefonen.",
            ),
        ),
    ]
    return by.under(LetterText(heading("appointment"), f"Kære {recipients.called(episode.person)}", tuple(sections)))


def discharge_letter(episode: Episode, course: Course, words: DischargeWords, ended_on: date) -> LetterText:
    """The discharge letter to the own doctor after medical treatment, sent with the citizen's consent (KS 5.6)."""
    sections = [
        Section("Patient", (_patient(episode),)),
        Section("Forløb", (_period(episode, course, ended_on, third_person=True),)),
        Section("Medicinsk behandling", _paragraphs(words.medicine), written_here=True),
        *_medicine_from(),
        Section("Resultat ved afslutning", (_named(standard.load().closing_statuses, words.result),)),
    ]
    if words.advice.strip():
        sections.append(Section("Anbefalet opfølgning", _paragraphs(words.advice), written_here=True))
    sections.append(Section("Samtykke", ("Patienten har givet samtykke til, at dette brev sendes.",)))
    text = LetterText(
        title=heading("discharge-letter"),
        greeting="Kære læge",
        sections=tuple(sections),
    )
    return signature(episode.responsible, episode.unit).under(text)


def _medicine_from() -> list[Section]:
    """The other house that has given the medicine, where it is not our own clinic: the doctor asks there."""
    house = standard.load().medicine_by
    return [Section("Medicinen er givet af", (f"{house.name.da}.",))] if house is not None else []


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()) or ("",)


def _patient(episode: Episode) -> str:
    """Who it is about: a protected name is not printed, the number tells the doctor who it is."""
    person = episode.person
    number = f"{person.cpr[:6]}-{person.cpr[6:]}" if person.cpr else ""
    return ", ".join(part for part in ("" if person.name_protected else person.name, number) if part)


def _period(episode: Episode, course: Course, ended_on: date, *, third_person: bool = False) -> str:
    """From when to when, of what kind, and where: at the place that the citizen chose, else in our own unit."""
    who = "Patienten" if third_person else "Du"
    start = f" fra {_day(course.started_on)}" if course.started_on else ""
    kinds = " og ".join(
        _named(standard.load().kinds_of_treatment, kind).lower() for kind in course.started_kinds if kind
    )
    treatment = f" ({kinds})" if kinds else ""
    return f"{who} har været i behandling {_where(episode, course)}{start} til {_day(ended_on)}{treatment}."


def _where(episode: Episode, course: Course) -> str:
    """Where the treatment was given: what began with us was, wherever the citizen has chosen to go since."""
    own = f"{place_words(unit_name(episode.unit))}, {standard.load().municipality.centre},"
    places = course.given_at or (course.provider,)
    return " og ".join(place_words(place.strip()) if place.strip() else own for place in places)


def _follow_up(agreed: bool | None, ended_on: date) -> str:
    """The days are those of the standard's own clocks, so that letter and list never differ."""
    days = [day for day in follow_up_days(ended_on) if day is not None]
    if agreed is False or not days:
        return "Vi har aftalt, at vi ikke kontakter dig. Du kan altid selv kontakte os."
    told = " og igen ".join(f"senest {_day(day)}" for day in days)
    if agreed is None:
        return (
            f"Vi vil gerne kontakte dig {told} for at høre, hvordan det går. "
            "Vi spørger først, om det er i orden, og du kan sige nej."
        )
    return f"Du har sagt ja til, at vi kontakter dig {told} for at høre, hvordan det går. Du kan altid sige fra."


def follow_up_days(ended_on: date) -> list[date | None]:
    """The last days of the two follow-ups after an end, as the standard's clocks count them."""
    calendar = standard.load().calendar
    versions = (promised.after_the_end(month, ended_on) for month in promised.AFTER_THE_END)
    return [version.due_on(calendar, ended_on, {}) if version else None for version in versions]


def _way_back(episode: Episode) -> str:
    return (
        f"Det er almindeligt at få brug for hjælp igen. Ring {unit_phone(episode.unit)}. "
        "Du behøver ingen henvisning, og vi kan begynde med behandling, der forebygger tilbagefald."
    )


def _named(items: tuple[Named, ...], wanted: str) -> str:
    return next((item.name.da for item in items if item.id == wanted), wanted)


def _day(day: date | None) -> str:
    return standard.short_day_words(day, year=True).da if day else ""
