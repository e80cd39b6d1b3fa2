"""The house's settings in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.ground.languages import present_language
from brobygger.records.house.models import Setting
from brobygger.records.house.rules import Faulty, NotSet
from brobygger.standard import day_words, short_day_words
from brobygger.standard.model import WEEKDAYS
from brobygger.standard.settings import CLOSED_DAYS, first_day_of, is_every_year


@dataclass(frozen=True)
class ListWords:
    """A list as pages speak of it: its name in addresses, its title, and what it is about."""

    slug: str
    title: Any
    about: Any
    new: Any = ""


LISTS: Final[Mapping[str, ListWords]] = {
    CLOSED_DAYS: ListWords(
        "lukkedage",
        gettext_lazy("Closing days"),
        gettext_lazy(
            "Days on which the house is closed beside weekends and holidays. A closing never moves what the law says; "
            "it moves the last day on which somebody is here to do it."
        ),
        gettext_lazy("New closing day"),
    ),
    "units": ListWords(
        "enheder",
        gettext_lazy("Units: hours, telephones and rooms"),
        gettext_lazy("Where each unit is, when it is open and how it is called. The public pages and letters follow."),
    ),
    "municipality": ListWords(
        "centret",
        gettext_lazy("The centre: telephone and addresses"),
        gettext_lazy("The main number, and the addresses at the head of every letter."),
    ),
    "partners": ListWords(
        "samarbejdspartnere",
        gettext_lazy("Partners"),
        gettext_lazy("Those with whom a citizen can consent to our talking."),
        gettext_lazy("New partner"),
    ),
    "conferences": ListWords(
        "faste-moeder",
        gettext_lazy("Standing meetings"),
        gettext_lazy("On which weekday the joint meetings are held."),
    ),
    "rooms": ListWords(
        "lokaler",
        gettext_lazy("Rooms"),
        gettext_lazy("The rooms that are offered when a meeting is planned. Another place can always be written."),
        gettext_lazy("New room"),
    ),
    "themes": ListWords(
        "temaer",
        gettext_lazy("Themes"),
        gettext_lazy("What is offered as the heading of a note. Another heading can always be written."),
        gettext_lazy("New theme"),
    ),
    "phrases": ListWords(
        "standardsaetninger",
        gettext_lazy("Standard phrases"),
        gettext_lazy("Sentences that stand beside a note while it is written, to be taken over and changed."),
        gettext_lazy("New standard phrase"),
    ),
}
BY_SLUG: Final = {words.slug: name for name, words in LISTS.items()}
NOTICES: Final[dict[str, Any]] = {
    "house-asked": gettext_lazy("A change of the house's settings waits for a second person to confirm it"),
    "house-confirmed": gettext_lazy("A change of the house's settings was confirmed"),
    "house-declined": gettext_lazy("A change of the house's settings was declined"),
    "house-withdrawn": gettext_lazy("A change of the house's settings fell away: another was asked for in its place"),
}
WEEKDAY_NAMES: Final = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip
KEYS: Final[Mapping[str, Any]] = {
    "name": gettext_lazy("Name"),
    "text": gettext_lazy("Explanation"),
    "address": gettext_lazy("Address"),
    "complaints": gettext_lazy("Address for complaints"),
    "floor": gettext_lazy("Room or floor"),
    "phone": gettext_lazy("Telephone"),
    "menu_choice": gettext_lazy("Number to press"),
    "hours": gettext_lazy("Opening hours"),
    "open_counselling": gettext_lazy("Open counselling"),
    "individual_agreements": gettext_lazy("Other times by agreement"),
    "hours_note": gettext_lazy("Note on the hours"),
    "website_for_young": gettext_lazy("Website for the young"),
    "weekday": gettext_lazy("Weekday"),
}


def why_not(error: NotSet) -> str:
    """Why something was not done, in words."""
    return {
        "past": _("The day has been. What has been stays as it was."),
        "begun": _(
            "The closing has begun: the days that have been stay as they were. Its last day can still be changed."
        ),
        "as-it-is": _("It is so already: nothing was changed."),
        "nobody-else": _("Nobody else can confirm it. Another manager or an administrator is needed."),
        "not-settable": _("The house sets nothing of that kind here."),
        "many-wait": _(
            "So many of your proposals wait that no more can be asked for. Let another answer them, or take some back."
        ),
        "own-confirmation": _("Another must confirm it: not the one who asked."),
        "answered": _("Somebody has answered already."),
        "lapsed": _("It was asked for too long ago. It must be asked for anew."),
        "asker-left": _("The one who asked is no longer a manager here. Another must ask for it anew."),
        "changed-meanwhile": _("It has changed since it was asked for. Ask for it anew."),
        "does-not-fit": _("It no longer goes with the standard and what else was set. Ask for it anew."),
    }.get(error.code, _("It could not be done."))


def beside(faulty: Faulty, form: Any) -> list[tuple[str | None, str]]:
    """Each fault beside the field of a form that it is about, else above it."""
    places: Mapping[str, str] = getattr(form, "places", {})
    found: list[tuple[str | None, str]] = []
    for place, words in faulty.faults:
        fitting = [key for key in places if place == key or place.startswith(f"{key}.")]
        found.append((places[max(fitting, key=len)] if fitting else None, words.in_(present_language())))
    return found


def title_of(name: str, key: str, data: Mapping[str, Any] | None, names: Mapping[str, str]) -> str:
    """What a thing is called: a closing by its name and days, the rest by their name in the standard."""
    if name == "municipality":
        return str(LISTS[name].title)
    called = said((data or {}).get("name")) or names.get(key, key)
    # A closing's name stands in a sentence; here it begins one.
    return f"{called[:1].upper()}{called[1:]}, {days_of(key, data)}" if name == CLOSED_DAYS else called


def days_of(key: str, data: Mapping[str, Any] | None = None) -> str:
    """The days of a closing: "torsdag 24. december 2026", "24. december, hvert år"."""
    language = present_language()
    if is_every_year(key):
        day = short_day_words(date.fromisoformat(f"2024-{key}")).in_(language)
        return _("%(day)s, every year") % {"day": day}
    first, last = first_day_of(key, data), (data or {}).get("to")
    words = day_words(first, year=True).in_(language)
    if not last:
        return words
    return _("%(first)s to %(last)s") % {
        "first": words,
        "last": day_words(date.fromisoformat(last), year=True).in_(language),
    }


def said(value: Any) -> str:
    """A text of the standard in the reader's language, as a setting holds it."""
    if not isinstance(value, Mapping):
        return str(value or "")
    english = present_language().startswith("en")
    return str(value.get("en" if english else "da") or "")


def in_words(key: str, value: Any) -> list[str]:
    """One key of a thing, line by line, for people to compare."""
    if key == "weekday":
        return [str(WEEKDAY_NAMES[WEEKDAYS.index(value)])] if value in WEEKDAYS else [str(value)]
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if key in ("hours", "open_counselling"):
        return [hours_line(item) for item in value]
    if key in ("address", "complaints"):
        return [value["name"], value["street"], f"{value['postal_code']} {value['city']}"]
    if isinstance(value, Mapping):
        return [f"{value.get('da', '')}", _("In English: %(text)s") % {"text": value.get("en", "")}]
    return [str(value)]


def hours_line(item: Mapping[str, Any]) -> str:
    """One line of hours: "mandag, tirsdag 9.00–15.00"."""
    days = [str(WEEKDAY_NAMES[WEEKDAYS.index(day)]) for day in item["days"] if day in WEEKDAYS]
    return f"{', '.join(days)} {clock(item['opens'])}–{clock(item['closes'])}"


def clock(written: str) -> str:
    """An hour as people write it: "9.00"."""
    hour, _sign, minute = str(written).partition(":")
    return f"{int(hour)}.{minute}"


def changes(row: Setting) -> list[tuple[str, list[str], list[str]]]:
    """What differs between before and what is asked for: the key's name, the lines before, the lines after."""
    before, after = row.before or {}, row.data or {}
    keys = [key for key in KEYS if before.get(key) != after.get(key)]
    found: list[tuple[str, list[str], list[str]]] = []
    if row.list == CLOSED_DAYS:
        was, becomes = ([] if side is None else [days_of(row.key, side)] for side in (row.before, row.data))
        found += [(_("When"), was, becomes)] if was != becomes else []
    for key in keys:
        was, becomes = (in_words(key, side[key]) if key in side else [] for side in (before, after))
        found.append((str(KEYS[key]), was, becomes))
    return found
