"""Why a service does not do what it was asked to, as things stand. Pure Python: the words are said by `attempts`."""

from collections.abc import Sequence
from typing import Any


class Refusal(ValueError):
    """An act that is not done. Each room declares its own kinds, and which codes they have.

    `code` tells which sentence is shown, `facts` what the sentence tells of, `fields` which boxes of the form it is
    about.
    """

    def __init__(self, code: str = "", fields: Sequence[str] = (), **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = tuple(fields)
        self.facts = facts
