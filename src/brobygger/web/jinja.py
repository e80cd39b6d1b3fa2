"""The template environment: Jinja2 through Django's own backend (several times faster on lists)."""

from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.text import capfirst
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from brobygger.ground import dates, laws, promised
from brobygger.ground.addresses import address_of, address_or_empty
from brobygger.ground.languages import in_english, present_language
from brobygger.ground.once import once_key
from brobygger.ground.room import page_of
from brobygger.ground.templating import LanguageEnvironment
from brobygger.standard import unbroken
from brobygger.standard.laws import law_in
from brobygger.trust import notices


@cache
def asset(path: str) -> str:
    """The address of a static file; the same for every page, so each is asked for once."""
    return str(static(path))


@cache
def icon(name: str, size: int = 20, label: str = "") -> Markup:
    """An icon of dkfds' sprite (components/icons.html); a list draws the same few again and again."""
    drawn = Markup(
        '<svg class="icon icon--{size}" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        '<use href="{sprite}#{name}"></use></svg>'
    ).format(size=size, sprite=asset("vendor/dkfds/icons.svg"), name=name)
    return drawn + Markup('<span class="sr-only">{}</span>').format(label) if label else drawn


def undo_address(tags: str) -> str:
    """The address that takes back what a message tells of, or "".

    A service's view says `messages.success(request, text, extra_tags="undo=/forloeb/…/fortryd/")`.
    """
    for tag in (tags or "").split():
        if tag.startswith("undo="):
            return tag.removeprefix("undo=")
    return ""


def said(text: Any) -> str:
    """A wording of the standard file (`Text`) in the language of the page; any other text as it is."""
    choose = getattr(text, "in_", None)
    return str(choose(present_language()) if choose else text)


def thousands(value: int) -> str:
    """A count with the language's own grouping: "1.204" in Danish."""
    mark = "," if in_english() else "."
    return f"{value:,}".replace(",", mark)


def remembered(message: str) -> str:
    """The translation of a text; asked for hundreds of times on a page, so each is looked up once."""
    return _translated(translation.get_language(), message)


@cache
def _translated(_language: str | None, message: str) -> str:
    return translation.gettext(message)


def environment(**options: Any) -> Environment:
    """Make the environment; an unknown variable is an error, never an empty place on a page."""
    options.setdefault("undefined", StrictUndefined)
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    env = LanguageEnvironment(trim_blocks=True, lstrip_blocks=True, **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        remembered, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=asset,
        url=address_of,
        url_or_empty=address_or_empty,
        icon_sprite=lambda: asset("vendor/dkfds/icons.svg"),
        icon_mark=icon,
        today=dates.today,
        demo=settings.DEMO,
        sends_mail=notices.sends_mail,
        once_key=once_key,
        page_of=page_of,
        promised=promised,
        laws=laws,
    )
    env.globals.update(language=present_language)
    env.filters.update(
        day=dates.day,
        full_day=dates.full_day,
        month_year=dates.month_year,
        weekday=dates.weekday,
        clock_time=dates.clock_time,
        moment=dates.moment,
        iso=dates.iso,
        age=dates.age,
        deadline_words=dates.deadline_words,
        deadline_tone=dates.deadline_tone,
        how_long_ago=dates.how_long_ago,
        said=said,
        capfirst=capfirst,
        undo_address=undo_address,
        thousands=thousands,
        unbroken=unbroken,
        law=lambda law: unbroken(law_in(law, present_language())),
    )
    return env
