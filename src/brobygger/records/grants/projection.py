"""How the rows of this noun follow from a timeline."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import models

from brobygger.records.episodes.events import PROVIDER_CHOSEN
from brobygger.records.episodes.milestones import DECISION_MADE
from brobygger.records.episodes.models import Episode
from brobygger.records.episodes.projecting import Projection
from brobygger.records.grants import rules
from brobygger.records.grants.models import ChosenProvider, Grant
from brobygger.standard.events import Happening


def grants(_episode: Episode, happened: Sequence[Happening]) -> list[models.Model]:
    """Every grant of the case, in the order in which they were made."""
    return [Grant(number=number, **asdict(grant)) for number, grant in enumerate(rules.holding(happened).grants, 1)]


def chosen(_episode: Episode, happened: Sequence[Happening]) -> list[models.Model]:
    """The choice of another place that holds, if one does."""
    choice = rules.choice_that_holds(happened)
    return [ChosenProvider(**asdict(choice))] if choice is not None else []


GRANTS = Projection(
    model=Grant,
    words="bevillinger",
    kinds=frozenset({DECISION_MADE.id}),
    fields=(
        "number", "kind", "beside", "decision_id", "decided_on", "weeks", "starts_on", "begun_on", "place", "provider",
        "choice_limited", "until", "state",
    ),
    rows=grants,
)  # fmt: skip
CHOSEN = Projection(
    model=ChosenProvider,
    words="valgt behandlingssted",
    kinds=frozenset({PROVIDER_CHOSEN.id}),
    fields=("provider", "chosen_on", "choice_id", "approved", "direct"),
    rows=chosen,
)
