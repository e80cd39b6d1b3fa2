"""What the files must not hold: this or that machine, where packages come from, other hosts' content."""

import re

import pytest

from tests.architecture.source import NOT_OURS, ROOT, files, named, text

# In pieces, so that this file does not find itself.
MACHINE = re.compile(r"(^|[^A-Za-z.])/(" + "|".join(["wo" + "rk", "fa" + "rm", "ro" + "ot"]) + r")/")
INDEX = re.compile("|".join([r"--(extra-)?index" + "-url", "--find" + "-links", r"registry *= *\"?ht" + "tp"]))
RESOLVED = re.compile('"reso' + 'lved"')
FETCHED_FROM_ELSEWHERE = re.compile(
    r"""<(script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?(https?:)?//"""
    r"""|<link\b[^>]*\bhref=["']?(https?:)?//|url\(["']?(https?:)?//|@import\s+["'](https?:)?//""",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=["']|\son[a-z]+=["']|javascript:""", re.IGNORECASE
)


def lines_with(pattern: re.Pattern[str], suffixes: set[str] | None = None) -> list[str]:
    found = []
    for path in files():
        if suffixes is None or path.suffix in suffixes:
            for number, line in enumerate(text(path).splitlines(), 1):
                if pattern.search(line):
                    found.append(f"{named(path)}:{number}: {line.strip()[:120]}")
    return found


def test_no_file_names_a_path_of_one_machine() -> None:
    assert not lines_with(MACHINE)


def test_no_file_says_where_packages_come_from() -> None:
    assert not lines_with(INDEX) + lines_with(RESOLVED, {".json"})


def test_pages_take_nothing_from_other_hosts() -> None:
    assert not lines_with(FETCHED_FROM_ELSEWHERE, {".html", ".css", ".js", ".svg"})


def test_pages_have_no_inline_script_or_style() -> None:
    pages = [path for path in files() if path.suffix == ".html" and "templates" in path.parts]
    found = [named(path) for path in pages if INLINE.search(text(path))]
    assert not found, found


@pytest.mark.parametrize("name", ["run", "dev", "node"])
def test_every_pinned_package_has_hashes(name: str) -> None:
    content = text(ROOT / "requirements" / f"{name}.txt").replace("\\\n", "")
    packages = [line for line in content.splitlines() if line and line[0] not in "# "]
    bare = [line.split()[0] for line in packages if "==" not in line or "--hash=sha256:" not in line]
    assert packages and not bare, bare


def test_what_is_fetched_or_built_is_not_committed() -> None:
    ignored = text(ROOT / ".gitignore")
    assert all(f"{name}/" in ignored for name in NOT_OURS - {".git"})
