"""A kind of course (forløbstype): its phases, what leads from one to the next, and which record it belongs to.

A declaration is pure data. All that asks where a course is, which clocks run in it and who may read it asks its kind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from brobygger.standard.clocks import Trigger
from brobygger.standard.events import Event, Happening, standing
from brobygger.standard.known import EPISODE_CLOSED
from brobygger.standard.text import Text


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a course can be.

    Args:
        id: what stands on the row of the course, such as ``assessment``; unlike that of any other phase.
        name: what people call it.
        reached_by: the events that lead to it.
        told_by: the event by whose day the step is told; unsaid, the phase is no step of the way that is drawn.
        waiting: what the course is for has not begun.
        over: what the course is for has ended; from here alone the way leads back.
        owes: the event on the way without which nothing further along it can happen; it goes before what runs out
            first.
    """

    id: str
    name: Text
    reached_by: tuple[Trigger, ...]
    told_by: str = ""
    waiting: bool = False
    over: bool = False
    owes: str = ""


# A closed course is closed, whatever it was for.
CLOSED = Phase("closed", Text("Afsluttet", "Closed"), (Trigger(EPISODE_CLOSED),), over=True)


@dataclass(frozen=True, slots=True)
class CourseKind:
    """A kind of course.

    Args:
        id: what stands on the row of the course and in the clocks of the file (``holds_for.course``).
        name: what people call it.
        opened_by: the event that opens such a course, and no other: by it a timeline tells of which kind it is.
        compartment: the record that it belongs to, by which access knows who may read it.
        phases: in the order of the way; the last is always ``CLOSED``.
        back_by: the events that lead back to an earlier phase when the course is over.
        way: the events that meet promises, in the order in which the one waits for the other.
        mark: what stands on each page of such a case, so that it is taken for no other; unsaid, nothing.
    """

    id: str
    name: Text
    opened_by: str
    compartment: str
    phases: tuple[Phase, ...]
    back_by: frozenset[str] = frozenset()
    way: tuple[str, ...] = ()
    mark: Text | None = None
    _by_event: Mapping[str, tuple[tuple[int, Trigger], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ids = [phase.id for phase in self.phases]
        if len(ids) != len(set(ids)) or self.phases[-1] is not CLOSED:
            raise ValueError(f"the course '{self.id}' has two phases of one id, or does not end closed")
        by_event: dict[str, list[tuple[int, Trigger]]] = {}
        for place, phase in enumerate(self.phases):
            for trigger in phase.reached_by:
                by_event.setdefault(trigger.event, []).append((place, trigger))
        if self.opened_by not in by_event:
            raise ValueError(f"what opens the course '{self.id}' leads to none of its phases")
        object.__setattr__(self, "_by_event", MappingProxyType({kind: tuple(led) for kind, led in by_event.items()}))

    @property
    def first(self) -> Phase:
        """Where it begins."""
        return self.phases[0]

    @property
    def steps(self) -> tuple[Phase, ...]:
        """The phases that are drawn as the way of the course."""
        return tuple(phase for phase in self.phases if phase.told_by)

    @property
    def events(self) -> frozenset[str]:
        """The kinds of event that lead from phase to phase."""
        return frozenset(self._by_event)

    def phase(self, phase_id: str) -> Phase:
        """One of its phases. Raises KeyError for another's."""
        found = next((phase for phase in self.phases if phase.id == phase_id), None)
        if found is None:
            raise KeyError(f"the course '{self.id}' has no phase '{phase_id}'")
        return found

    def led_to(self, happening: Happening) -> int | None:
        """The place of the last phase that an event leads to; None where it leads nowhere."""
        led = self._by_event.get(happening.kind, ())
        return max((place for place, trigger in led if trigger.matches(happening.facts)), default=None)

    def phase_of(self, timeline: Iterable[Event]) -> Phase:
        """The phase of a timeline. A course only moves forward, save that it may be taken back when it is over."""
        place = 0
        for happening in standing(timeline, None):
            reached = self.led_to(happening)
            if reached is None:
                continue
            if reached > place or (self.phases[place].over and happening.kind in self.back_by):
                place = reached
        return self.phases[place]
