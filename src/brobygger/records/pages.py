"""What every page of a case has in common: fetched through access, framed by the identity bar and the tabs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger import standard
from brobygger.ground import clock, dates, prepared_queries, room
from brobygger.ground.addresses import address_or_empty, present_urlconf
from brobygger.ground.languages import present_language
from brobygger.records.episodes import meeting
from brobygger.records.episodes.milestones import ENROLMENT_NOTICE_SENT
from brobygger.records.episodes.models import Episode, Event
from brobygger.records.people.models import Child, Person
from brobygger.records.people.rules import age_on, masked, minors
from brobygger.trust import access, pages
from brobygger.trust.access import Action

NOTICE_SENT = Exists(Event.objects.filter(episode=OuterRef("pk"), kind=ENROLMENT_NOTICE_SENT.id))
CHILDREN_BORN = ArraySubquery(
    Child.objects.filter(person=OuterRef("person"), lives_at_home=True, removed_at__isnull=True).values("birth_date")
)


def case_page(request: HttpRequest, number: str, action: Action) -> Episode:
    """The episode behind a page, with its person and responsible, if the actor may see it (one query).

    Otherwise what trust.pages says: not found, refused, or the page that offers to break the glass.
    """
    found: list[Episode] = prepared_queries.rows(_case, number)
    return _opened(request, found, action)


def case_row(request: HttpRequest, number: str, action: Action) -> Episode:
    """The same for what answers without showing the case: the episode alone (one query)."""
    found: list[Episode] = prepared_queries.rows(_row, number)
    return _opened(request, found, action)


def _opened(request: HttpRequest, found: list[Episode], action: Action) -> Episode:
    """The case, unless its kind of course has no such page: then there is none to show here.

    Access is asked first: which kind of course a case is, only those are told who may open it. Whoever gives a reason
    on a page that the case does not have goes on to the case.
    """
    episode = found[0] if found else None
    page = request.resolver_match.view_name if request.resolver_match else ""
    served = episode is None or room.serves(page, episode.kind_of_course)
    try:
        opened = pages.opened(request, episode, action)
    except access.Refused as refusal:
        refusal.onward = "" if served else case_address(refusal.row.number)
        raise
    if not served:
        raise Http404
    return opened


def _row(number: str) -> QuerySet[Episode]:
    return Episode.objects.filter(number=number)


def _case(number: str) -> QuerySet[Episode]:
    return (
        Episode.objects.filter(number=number)
        .select_related("person", "responsible")
        .annotate(
            notice_sent=NOTICE_SENT,
            children_born=CHILDREN_BORN,
            **{name: expression() for name, expression in room.named("fetched_along")},
        )
    )


def render_case(
    request: HttpRequest,
    template: str,
    episode: Episode,
    context: Mapping[str, Any],
    *,
    tab: str,
    status: int = 200,
    after_closing: bool = False,
) -> HttpResponse:
    """Render a page of a case inside its frame (one query, which the panel of the consents shares).

    A page on which something is changed says at once when the case is closed, before anybody writes for nothing, unless
    it is about what goes on `after_closing` (as the event is declared, and what corrects).
    """
    frame = {"case": CaseFrame.of(request, episode, tab), "episode": episode}
    if not after_closing and _writes_in_vain(request, episode):
        return pages.render(request, "shell/closed.html", frame)
    return pages.render(request, template, {**frame, **context}, status=status)


def _writes_in_vain(request: HttpRequest, episode: Episode) -> bool:
    """Whether this is a form of a closed case that somebody opens; what was sent keeps its words, and is refused."""
    changes = request.visit.action.kind == "change"  # type: ignore[attr-defined]
    return changes and not episode.is_open and request.method in pages.SAFE_METHODS


def shown_name(episode: Episode) -> str:
    """The name as pages show it: a protected name is not shown without the act of unmasking."""
    return listed_name(episode.person_name, episode.number, episode.name_protected)


def listed_name(name: str, number: str, protected: bool) -> str:
    """The same from what a list holds: two who are protected are told apart by the numbers of their cases."""
    return _("Protected name (%(number)s)") % {"number": number} if protected else name


TabLink = tuple[str, str, bool, int | None]  # words, address, whether it is the present page, how many


@dataclass(frozen=True)
class ChildrenMark:
    """The mark about children at home: what is known, and how far the enrolment notice is.

    `notice_owed` is False where none is: nobody has asked yet, or the citizen is anonymous and nobody is told.
    """

    words: str
    notice_sent: bool
    notice_waits: bool
    href: str
    notice_owed: bool = True


@dataclass(frozen=True)
class Mark:
    """A mark with words and a page behind it."""

    words: str
    href: str


@dataclass(frozen=True)
class CaseFrame:
    """What the identity bar and the tabs show; see web/templates/shell/case.html."""

    number: str
    name: str
    age: int | None
    cpr_masked: str
    cpr: str
    show_cpr_href: str
    counsellor: str
    hand_over_href: str
    line: str
    substance: str
    phone: str
    no_messages: bool
    kind: str
    protection: str
    children: ChildrenMark | None
    consents: Mark | None
    flags: list[tuple[str, str, str]]
    closed_on: Any
    tabs: list[TabLink]
    beside: list[TabLink]  # the pages that share the present tab
    open_to: Callable[..., bool]  # whether the reader may open a page of the case, by its name

    @classmethod
    def of(cls, request: HttpRequest, episode: Episode, tab: str) -> "CaseFrame":
        """Gather the frame of one episode for one request."""
        person = episode.person
        tabs, beside = _tabs(request, episode, tab)
        unmasked = getattr(request, "unmasked_cpr", "")
        return cls(
            number=episode.number,
            name=_("Protected name") if episode.name_protected else episode.person_name,
            age=_age(episode),
            cpr_masked=masked(person.cpr),
            cpr=unmasked,
            show_cpr_href=_open_to(request, room.page_of("show-cpr"), episode) if person.cpr else "",
            counsellor=episode.responsible.name if episode.responsible else "",
            hand_over_href=_hand_over(request, episode),
            line=str(episode.get_line_display()),
            substance=next((words(episode) for words in room.answers("substance_in_words")), ""),
            phone=person.phone,
            no_messages=person.no_messages,
            kind=kind_words(episode.kind_of_treatment),
            protection=_protection(episode),
            children=_children(request, episode),
            consents=_consents(request, episode),
            flags=_flags(request, episode),
            closed_on=episode.closed_on,
            tabs=tabs,
            beside=beside,
            open_to=lambda name, *more: may_open(request.user, name, episode, *more),
        )


def case_address(number: str) -> str:
    """The address of a case; the page is the desk's, which lies above."""
    return address_or_empty(room.page_of("case"), number)


def kind_words(kind: str) -> str:
    """A kind of treatment in words, from the standard file."""
    for known in standard.load().kinds_of_treatment:
        if known.id == kind:
            return known.name.in_(present_language())
    return kind


def _age(episode: Episode) -> int | None:
    """Whole years by the birth date; without one what was told, and the years since, so that it never lags behind."""
    if episode.birth_date:
        return age_on(episode.birth_date, clock.today())
    told: int | None = getattr(episode, "told_age", None)
    return None if told is None else told + age_on(episode.opened_on, clock.today())


def _protection(episode: Episode) -> str:
    if episode.name_protected and episode.address_protected:
        return _("Protected name and address")
    if episode.name_protected:
        return _("Protected name")
    return _("Protected address") if episode.address_protected else ""


def _children(request: HttpRequest, episode: Episode) -> ChildrenMark | None:
    """The children at home and whether their notice is sent, from what `case_page` fetched with the episode.

    That nobody has asked shows from the enrolment on; under an alias nobody is told, and so nothing is missing. In a
    course without an enrolment nobody is asked.
    """
    answer = episode.person.children_at_home
    if not room.serves(room.page_of("edit-citizen"), episode.kind_of_course):
        return None
    if answer == Person.AtHome.NOT_ASKED and not episode.is_alias and episode.is_open and not episode.is_new:
        words, href = _("Children at home: not asked"), _open_to(request, room.page_of("edit-citizen"), episode)
        return ChildrenMark(words, notice_sent=False, notice_waits=False, href=href, notice_owed=False)
    if not _children_live_there(episode):
        return None
    known = minors(getattr(episode, "children_born", ()), clock.today())
    ages = sorted(age_on(day, clock.today()) for day in known if day is not None)
    sent, waits = getattr(episode, "notice_sent", False), getattr(episode, "notice_waits", False)
    href = _open_to(request, room.page_of("notice"), episode)
    words = _children_words(ages, known.count(None))
    return ChildrenMark(words, sent, waits, href, notice_owed=not episode.is_alias)


def notice_missing(episode: Episode) -> bool:
    """Whether nobody has made the notice that an enrolment owes (KS 3.4), from what `case_page` fetched.

    One that is on its way, or could not be sent, is a letter, and stands among the letters.
    """
    made = getattr(episode, "notice_sent", False) or getattr(episode, "notice_made", False)
    return not made and not episode.is_alias and _children_live_there(episode)


def _children_live_there(episode: Episode) -> bool:
    """Whether yes was said, and the children we know of have not all grown up since."""
    born = list(getattr(episode, "children_born", ()))
    return episode.person.children_at_home == Person.AtHome.YES and (not born or bool(minors(born, clock.today())))


def _children_words(ages: list[int], unknown: int) -> str:
    """How many and how old: "2 børn hjemme, 6 og 9 år"; the ages only where all are known."""
    if not ages and not unknown:
        return _("Children at home")
    count = len(ages) + unknown
    if unknown:
        return ngettext("%(count)s child at home", "%(count)s children at home", count) % {"count": count}
    listed = _(" and ").join([", ".join(map(str, ages[:-1])), str(ages[-1])]) if ages[1:] else str(ages[0])
    words = ngettext("%(count)s child at home, %(ages)s years", "%(count)s children at home, %(ages)s years", count)
    return words % {"count": count, "ages": listed}


def _consents(request: HttpRequest, episode: Episode) -> Mark | None:
    words = next((told(episode) for told in room.answers("consents_in_words")), "")
    return Mark(words, _open_to(request, room.page_of("consents"), episode)) if words else None


def _hand_over(request: HttpRequest, episode: Episode) -> str:
    """Where the case is handed to a colleague; nowhere for who may not, and while nobody has it (trap 24)."""
    if not episode.is_open or episode.responsible_id is None:
        return ""
    page = room.page_of("hand-over")
    if not page or not _allowed(request.user, page, episode, episode.responsible_id):
        return ""
    return f"{address_or_empty(page, episode.responsible_id)}?forloeb={episode.number}"


def same_person_address(request: HttpRequest, episode: Episode) -> str:
    """Where a told CPR number that the record has under somebody else is looked into; nowhere for who could not.

    Only roles that may break the glass are told at all, and only of cases in a record they read: to others the number
    is as any other (trap 31). Asked anew, with queries of its own, on a case with such a number alone.
    """
    if not episode.person.told_index or not meeting.is_told(request.user, episode.person):
        return ""
    return _open_to(request, room.page_of("same-person"), episode)


def _flags(request: HttpRequest, episode: Episode) -> list[tuple[str, str, str]]:
    mark = episode.course.mark
    flags = [("groups", mark.in_(present_language()), "")] if mark else []
    agreed = getattr(episode, "first_talk_at", None)
    if agreed is not None and clock.local_date(agreed) >= clock.today():
        flags.append(("calendar-month", _("First talk %(when)s") % {"when": dates.moment(agreed)}, ""))
    same = same_person_address(request, episode)
    if same:
        flags.append(("warning", _("The CPR number is known from another case"), same))
    if episode.is_alias:
        flags.append(("visibility-off", _("Anonymous: under an alias"), ""))
    if episode.settlement_municipality:
        flags.append(("location", _("Another municipality, to be settled"), ""))
    if episode.person.interpreter_language:
        language = episode.person.interpreter_language
        flags.append(("language", _("Interpreter: %(language)s") % {"language": language}, ""))
    return flags


def _tabs(request: HttpRequest, episode: Episode, tab: str) -> tuple[list[TabLink], list[TabLink]]:
    """The tabs of the case that this person may open, and the pages that share the present one, where some do.

    A tab that nobody shares with for this person keeps its own words.
    """
    counts: Mapping[str, int] = getattr(request, "case_tab_counts", {})
    groups: dict[str, list[tuple[room.Tab, str]]] = {}
    for _room, one in room.every("tabs", episode.kind_of_course):
        href = _open_to(request, one.page, episode)
        if href:
            groups.setdefault(one.within or one.key, []).append((one, href))
    tabs, beside = [], []
    for pages_of in groups.values():
        first, href = pages_of[0]
        words = first.together if first.together and len(pages_of) > 1 else first.words
        here = any(one.key == tab for one, _href in pages_of)
        counted = sum(counts.get(one.key) or 0 for one, _href in pages_of)
        tabs.append((str(words), href, here, counted or None))
        if here and len(pages_of) > 1:
            beside = [(str(one.words), to, one.key == tab, counts.get(one.key)) for one, to in pages_of]
    return tabs, beside


def _open_to(request: HttpRequest, name: str, episode: Episode) -> str:
    if not name:
        return ""
    return address_or_empty(name, episode.number) if may_open(request.user, name, episode) else ""


def may_open(actor: Any, name: str, episode: Episode, *more: object) -> bool:
    """Whether the actor may open a page of the case: no page offers what would be refused.

    `more` is what the address needs after the number of the case, such as the number of a letter.
    """
    return room.serves(name, episode.kind_of_course) and _allowed(actor, name, episode, episode.number, *more)


def _allowed(actor: Any, name: str, episode: Episode, *arguments: object) -> bool:
    """The same, with all that the address needs; what a page declares is looked up once."""
    key = (name, present_urlconf())
    if key not in _actions:
        _actions[key] = action_at(address_or_empty(name, *arguments))
    found = _actions[key]
    return found is None or access.may(actor, found, episode)


_actions: dict[tuple[str, Any], Action | None] = {}


def action_at(href: str) -> Action | None:
    """The action that the page at an address declares; None for a page of a library, and for no page."""
    try:
        return getattr(resolve(href.partition("?")[0].partition("#")[0]).func, "action", None)
    except Resolver404:
        return None
