"""By what people are found, since their names and numbers are encrypted: keyed codes of numbers and of sounds.

A code tells nothing to whoever lacks the index key, and the database finds sound, beginning and a slip of a letter by
comparing codes, as it would by comparing words.
"""

from functools import lru_cache

from brobygger.ground import crypto, phones
from brobygger.records.people.rules import name_tokens, near_tokens, search_tokens


def cpr_index(digits: str) -> bytes:
    """The keyed blind index under which a personal number is found without being readable."""
    return crypto.blind_index("cpr", digits)


def phone_index(text: str, *, alias: bool = False) -> bytes | None:
    """The keyed blind index of a telephone number as it is found, however it was typed; None for none.

    Under an alias it is a code of its own, so that neither a search nor a stolen table lays the alias beside a name
    that has the same number (sundhedsloven § 141, stk. 7).
    """
    try:
        purpose = "alias-phone" if alias else "phone"
        return crypto.blind_index(purpose, phones.indexed(text)) if text.strip() else None
    except phones.BadPhone:
        return None


def of_name(name: str) -> list[int]:
    """The codes that a name is found by: its sounds, their beginnings, and each with one letter left out."""
    return sorted(_code(token) for token in name_tokens(name))


def to_find(words: str) -> list[int]:
    """The codes that a name has, all of them, when somebody types these words."""
    return [_code(token) for token in search_tokens(words)]


def to_find_nearly(words: str) -> list[list[int]]:
    """For each word the codes of which a name has one, when it differs from the word by one letter."""
    return [[_code(token) for token in tokens] for tokens in near_tokens(words)]


def _code(token: str) -> int:
    return _coded(crypto.keyring().index, token)


@lru_cache(maxsize=50_000)
def _coded(_index_key: bytes, token: str) -> int:
    """Names are alike, and a page or a demo asks for the same sounds again and again."""
    return crypto.blind_number("name", token)
