"""Doing what a form asks for, or saying in it why it is not done: the one way from a refusal to words at its field.

A room says how its kinds of refusal are worded, once: `attempt = Attempts({PlanRefused: simply(refusal), …})`. Its
pages then write `attempt(form, lambda: services.…)` and look at the outcome.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest

from brobygger.ground.refusals import Refusal
from brobygger.ground.versions import Stale

T = TypeVar("T")

Saying = tuple[str | None, str]  # the field that the words stand beside, None for above the form; the words
Where = Mapping[Any, str]  # by the code of a refusal or its kind: the field that it is said beside
Teller = Callable[[Any, BaseForm | None], Iterable[Saying]]


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """How it went. True when it was done, with what the service gave; else with the refusal and its words."""

    value: T | None = None
    refusal: Refusal | None = None
    sayings: tuple[Saying, ...] = ()

    def __bool__(self) -> bool:
        return self.refusal is None

    @property
    def done(self) -> T:
        """What the service gave. Only to be asked for when it was done."""
        assert self.refusal is None
        return self.value  # type: ignore[return-value]

    @property
    def words(self) -> str:
        """Why it was not done, where there is no form to say it in."""
        return " ".join(words for _field, words in self.sayings)

    def say(self, form: BaseForm) -> None:
        """Say in a form why it was not done, each thing beside its field."""
        for field, words in self.sayings:
            form.add_error(field if field in form.fields else None, words)


def simply(words: Callable[[Any], str]) -> Teller:
    """Say one sentence, beside each of the boxes that the refusal is about."""

    def tell(refused: Refusal, _form: BaseForm | None) -> Iterable[Saying]:
        return [(name, words(refused)) for name in refused.fields or (None,)]

    return tell


class Attempts:
    """The attempts of a room: how each kind of refusal that its services may give is worded.

    `whole` for services that may refuse after they have begun to write: nothing of it stands then. `level` is how
    loudly the next page says that an act of one button was refused.
    """

    def __init__(
        self, tellers: Mapping[type[Refusal], Teller], *, whole: bool = False, level: int = messages.WARNING
    ) -> None:
        self.tellers = dict(tellers)
        self.whole, self.level = whole, level

    def __call__(
        self,
        form: BaseForm | None,
        act: Callable[[], T],
        at: Where | None = None,
        quiet: Iterable[str | type[Refusal]] = (),
    ) -> Outcome[T]:
        """Do it, or say in the form why it is not done.

        `at` names the field of a code, or of a kind of refusal that has none itself; `quiet` what the page answers in
        another way than by words in the form. Raises Stale in the words of the form.
        """
        try:
            with transaction.atomic() if self.whole else nullcontext():
                return Outcome(act())
        except Stale as stale:
            raise (stale.said_by(form) if form is not None else stale) from None
        except Refusal as refused:
            tried: Outcome[T] = Outcome(refusal=refused, sayings=self._sayings(refused, form, at or {}))
            if form is not None and not {refused.code, *type(refused).__mro__} & set(quiet):
                tried.say(form)
            return tried

    def tell(self, request: HttpRequest, act: Callable[[], T], done: str) -> Outcome[T]:
        """Do an act of one button, and say how it went at the top of the next page."""
        tried = self(None, act)
        if tried:
            messages.success(request, done)
        else:
            messages.add_message(request, self.level, tried.words)
        return tried

    def _sayings(self, refused: Refusal, form: BaseForm | None, at: Where) -> tuple[Saying, ...]:
        kind = next((kind for kind in type(refused).__mro__ if kind in self.tellers), None)
        if kind is None:
            raise refused
        told = tuple(self.tellers[kind](refused, form))
        place = next((at[known] for known in type(refused).__mro__ if known in at), None)
        return tuple((at.get(refused.code, field or place), words) for field, words in told)
