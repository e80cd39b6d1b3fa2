"""How this floor sets a PDF with Typst: the one way for letters, for the papers of a case and for a day's print.

Words of people go in as values (`sys.inputs`), never as source, so nothing that is typed is run.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


class Unshowable(ValueError):
    """Words with a sign that no font of ours has: nobody could read it aloud."""

    def __init__(self, sign: str) -> None:
        super().__init__("signs")
        self.sign = sign


@cache
def font_paths() -> list[str]:
    """Where the house's fonts lie, if the assets are built; Typst brings a fallback of its own."""
    folder = Path(settings.BASE_FONTS)
    return [str(folder)] if folder.is_dir() else []


def without_unseen(value: Any) -> Any:
    """The same with a space for each control mark, such as the line break of another program's text that is pasted."""
    if isinstance(value, str):
        return _UNSEEN.sub(" ", value)
    if isinstance(value, list | tuple):
        return [without_unseen(one) for one in value]
    return {key: without_unseen(one) for key, one in value.items()} if isinstance(value, dict) else value


def pdf(source: bytes, values: Mapping[str, Any]) -> bytes:
    """Set a template with its values as a tagged PDF (PDF/UA-1). Raises Unshowable."""
    inputs = {name: json.dumps(without_unseen(value), ensure_ascii=False) for name, value in values.items()}
    try:
        result = typst.compile(  # type: ignore[call-overload]  # its types ask fonts to be bytes like the source
            source,
            font_paths=[*font_paths()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs=inputs,
        )
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        raise Unshowable(_sign_in(str(error))) from error
    return _one(result)


def bound(pdfs: Sequence[bytes]) -> bytes:
    """Several PDFs of ours as one to print, each beginning on a sheet of its own: nobody gets a neighbour's page.

    It is for paper alone: the tags stay in the PDFs themselves.
    """
    lines = ["#set page(margin: 0pt)", "#set image(width: 100%)"]
    with TemporaryDirectory() as folder:  # of one's own, and gone again: Typst reads a PDF from a file alone
        for number, one in enumerate(pdfs):
            Path(folder, f"{number}.pdf").write_bytes(one)
            pages = range(1, page_count(one) + 1)
            lines += ['#pagebreak(to: "odd")'] if number else []
            lines.append("#pagebreak()\n".join(f'#image("{number}.pdf", page: {page})\n' for page in pages))
        main = Path(folder, "main.typ")
        main.write_text("\n".join(lines), encoding="utf-8")
        return _one(typst.compile(main, format="pdf", ignore_system_fonts=True))


def page_count(one: bytes) -> int:
    """How many pages a PDF of ours has: Typst writes the count of its page tree in plain."""
    return max((int(count) for count in _PAGES.findall(one)), default=0)


def _sign_in(error: str) -> str:
    """The sign that Typst names: the text `"😀"` could not be displayed. One without a look it names by its number."""
    named = re.search(r'the text `"(.+?)"` could', error)
    sign = named.group(1) if named else "?"
    numbered = re.fullmatch(r"\\u\{([0-9a-f]+)\}", sign)
    return chr(int(numbered.group(1), 16)) if numbered else sign


def _one(result: Any) -> bytes:
    if not isinstance(result, bytes):
        raise TypeError("Typst answered with several files for one")
    return result
