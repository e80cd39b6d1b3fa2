"""What is covered of a protected citizen in words that somebody wrote, until the act that is noted (trap 14).

One mechanism for every surface that shows such words: the page of a letter, a preview, the papers of a case. The words
that are kept do not change, only the showing of them, so a protection that came after the words covers them as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from brobygger.ground import room
from brobygger.records.people.models import Child, Person

# Danish, as the words are in which they stand.
NAME, ADDRESS = "[beskyttet navn]", "[beskyttet adresse]"
_NUMBER = re.compile(r"\b(\d\d[01]\d{3})[ –-]?[0-9A-Z]{3}\d\b", re.IGNORECASE)
# Words that are names too. In small letters they stay: to cover "i dag" would tell that somebody is called Dag.
_WORDS = """
april ask august bakke bang berg bjerg bjørn bo bro by bæk dag dal dam due eng falk fred frost fryd gade glad gran grøn
holm høj håb juli juni klit krog kær lille lind liv lund lykke maj mark max møller nord nør ris rose sand skov smed sol
sommer sort sten stor storm strand svane syd sø tang vang vest vinter øst å
"""
_BETWEEN = "af al da de del den der di dos du el la le van von"
_EVERYDAY, _PARTICLES = frozenset(_WORDS.split()), frozenset(_BETWEEN.split())
_SPELT = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


@dataclass(frozen=True)
class NamesToCover:
    """Names and addresses by which words may speak of somebody, as they were told."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cover:
    """What is covered: personal numbers always, and these names and addresses. `others` bear a name of their own."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __call__(self, words: str) -> str:
        """The words as they are shown."""
        words = _NUMBER.sub(r"\1-****", words)
        if self._addresses is not None:
            words = self._addresses.sub(ADDRESS, words)
        return self._runs.sub(self._covered, words) if self._runs is not None else words

    def is_called(self, words: str) -> bool:
        """Whether these words, alone, call somebody who is covered: what stands after "Kære"."""
        said = _parts(words)
        return bool(said) and all(part.casefold() in self._parts for part in said)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part.casefold() for name in self.names for part in _parts(name))

    @cached_property
    def _runs(self) -> re.Pattern[str] | None:
        """A name of somebody else, which stays, or a run of words that are in a covered name."""
        if not self._parts:
            return None
        one = "|".join(_spelt(part) for part in sorted(self._parts, key=len, reverse=True))
        run = rf"(?P<run>(?:{one})(?:[\s.-]+(?:{one}))*)['’]?s?"
        covered = {_plain(name) for name in self.names}
        others = sorted({other for other in self.others if other.strip() and _plain(other) not in covered}, key=len)
        known = "|".join(_flowing(other) for other in reversed(others))
        return re.compile(rf"(?<!\w)(?:(?P<other>{known})|{run})(?!\w)" if known else rf"(?<!\w){run}(?!\w)", re.I)

    def _covered(self, found: re.Match[str]) -> str:
        run = found.groupdict().get("run")
        if run is None:
            return found[0]
        said = _parts(run)
        strong = [part for part in said if len(part) > 1 and part.casefold() not in _PARTICLES]
        alone = len(said) == 1 and said[0].islower() and said[0] in _EVERYDAY
        return NAME if strong and not alone else found[0]

    @cached_property
    def _addresses(self) -> re.Pattern[str] | None:
        found = sorted({pattern for told in self.addresses if (pattern := _place(told))}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.I) if found else None


NUMBERS_ALONE = Cover()


def of(person: Person, *, others: Iterable[str] = ()) -> Cover:
    """What is covered of a person: without a protection their number alone; with one a few queries, always as many."""
    if not (person.name_protected or person.address_protected):
        return NUMBERS_ALONE
    told = [
        NamesToCover((person.name,), (person.address,)),
        *(source(person) for source in room.answers("names_to_cover")),
    ]
    children = Child.objects.filter(person=person) if person.name_protected else ()
    names = (*(name for one in told for name in one.names), *(child.name for child in children))
    addresses = tuple(address for one in told for address in one.addresses)
    return Cover(names if person.name_protected else (), addresses if person.address_protected else (), tuple(others))


def is_protected(person: Person) -> bool:
    """Whether something besides the number is covered."""
    return person.name_protected or person.address_protected


def _parts(name: str) -> list[str]:
    """The words of a name, and of a name in two parts each part."""
    return [part for part in re.split(r"[\s.,;:()/-]+", name) if part and not part[0].isdigit()]


def _plain(name: str) -> str:
    return " ".join(part.casefold() for part in _parts(name))


def _spelt(part: str) -> str:
    """A word as it may be spelt: å as aa, æ as ae, ø as oe, and the other way."""
    pattern = re.escape(part)
    for long, short in _SPELT:
        pattern = re.sub(f"{long}|{short}", f"(?:{long}|{short})", pattern)
    return pattern


def _flowing(words: str) -> str:
    """Words with whatever space between them."""
    return r"[\s,]+".join(re.escape(word) for word in words.replace(",", " ").split())


def _place(address: str) -> str:
    """The house, and what follows it of the address; a town alone covers nothing."""
    lines = [line.strip() for line in re.split(r"[\n,]", address) if line.strip()]
    house = next((at for at, line in enumerate(lines) if re.search(r"[^\W\d].*\d", line)), None)
    if house is None:
        return ""
    rest = "".join(rf"(?:[\s,]+{_flowing(line)})?" for line in lines[house + 1 :])
    return _flowing(lines[house]) + rest
