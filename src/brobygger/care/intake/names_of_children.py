"""What a child was called in a concern: under the parent's protected name it is covered like the parent's (trap 14)."""

import re

from brobygger.care.intake.models import Concern
from brobygger.records.people.covering import NamesToCover
from brobygger.records.people.models import Person

# Words that begin what is told of a child, and call nobody.
_WORDS = """
barn barnet barnets børn børnene en et den de det der datter datteren dreng drengen drengene pige pigen pigerne søn
sønnen ufødt født fødsel fødselsdag alder ca cirka cpr cpr-nummer går han hun og navn navnet ukendt vi
"""
_NOBODY = frozenset(_WORDS.split())


def of(person: Person) -> NamesToCover:
    """The names in what was told of the children ("Noah Aagaard, 7 år, og Alma"), from every concern (one query)."""
    told = Concern.objects.filter(episode__person=person).values_list("child", flat=True)
    return NamesToCover(names=tuple(name for words in told if (name := _names(words))))


def _names(words: str) -> str:
    found = [word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words) if word.casefold() not in _NOBODY]
    named = [word for word in found if word[0].isupper()]
    return " ".join(named or found[:1])
