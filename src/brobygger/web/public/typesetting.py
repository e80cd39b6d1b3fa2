"""The standard as a tagged PDF (PDF/UA-1), set with Typst from the same file as the pages."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.standard import ClockVersion, Standard
from brobygger.web.public.chapters import Published, chapters

TEMPLATE = Path(__file__).resolve().parent / "typst" / "standard.typ"


def _promise(version: ClockVersion, rules: Standard, language: str) -> dict[str, str]:
    with translation.override(language):
        law = _("It stands in %(law)s") % {"law": version.law}
    return {
        "words": version.promise.in_(language),
        "lines": ", ".join(line.name.in_(language) for line in rules.lines if line.id in version.lines),
        "law": law,
        "departure": version.departure.in_(language),
    }


def _section(part: Published, rules: Standard, language: str) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for paragraph in part.section.paragraphs(language):
        lines = paragraph.splitlines()
        items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        words = " ".join(line for line in lines if not line.startswith("- "))
        blocks.append({"words": words, "items": items})
    if part.items:
        blocks.append({"words": "", "items": [item.in_(language) for item in part.items]})
    return {
        "number": part.section.number,
        "level": part.section.level,
        "title": part.section.title.in_(language),
        "blocks": blocks,
        "promises": [_promise(version, rules, language) for version in part.promises],
    }


def document(rules: Standard, day: date, language: str) -> dict[str, Any]:
    """Everything that the template prints, in one language."""
    centre = rules.municipality
    with translation.override(language):
        words = {
            "title": _("Quality standard"),
            "contents": _("Contents"),
            "promise": _("We promise"),
            "page": _("Page"),
            "of": pgettext("page 1 of 12", "of"),
        }
    return {
        "language": language,
        "words": words,
        "centre": centre.centre,
        "municipality": centre.name,
        "edition": centre.edition,
        "address": ", ".join(centre.address.lines()[1:]),
        "phone": centre.phone,
        "sections": [
            _section(part, rules, language)
            for chapter in chapters(rules, day)
            for part in (chapter.head, *chapter.sections)
        ],
    }


@lru_cache(maxsize=4)
def standard_pdf(rules: Standard, day: date, language: str) -> bytes:
    """The whole standard as it holds on a day, in Danish ("da") or English ("en")."""
    fonts = Path(settings.BASE_FONTS)
    result: bytes = typst.compile(
        TEMPLATE,
        font_paths=[fonts] if fonts.is_dir() else [],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": json.dumps(document(rules, day, language), ensure_ascii=False)},
    )
    return result
