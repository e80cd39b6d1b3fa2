"""Letters that may not go as they were locked: each is stopped, says why, and waits for somebody to send it anew."""

from brobygger.records.letters import dispatch, recipients, rules
from brobygger.records.letters.models import Letter
from brobygger.records.people.models import Person
from brobygger.trust.access import SYSTEM

# Danish, like every cause that stands on a letter.
PROTECTED = "Adressen er beskyttet nu. Brevet er stoppet: udlever det personligt."
MOVED = "Adressen er rettet, siden brevet blev skrevet. Brevet er stoppet: send det til den nye."


def when_the_citizen_changed(before: Person, now: Person) -> None:
    """Stop what waits to be posted to an address that is protected now, or is no longer the citizen's (trap 14)."""
    if not now.address_protected and recipients.lines(before.address) == recipients.lines(now.address):
        return
    for letter in _on_paper(now):
        at_the_old = tuple(letter.recipient_address.splitlines()) == recipients.lines(before.address)
        if now.address_protected or at_the_old:
            stop(letter, PROTECTED if now.address_protected else MOVED)


def _on_paper(person: Person) -> list[Letter]:
    waiting = Letter.objects.filter(
        episode__person=person,
        recipient_kind=rules.CITIZEN,
        means=rules.PHYSICAL,
        state=Letter.State.TO_PRINT,
    )
    held = waiting.defer("content", "pdf").select_related("episode__person").select_for_update(of=("self",))
    return list(held.order_by("id"))


def why_not_printed(letter: Letter) -> str:
    """Why a letter that waits cannot be printed as it is, as the cause that stands on it; "" when it can."""
    to_the_citizen = letter.recipient_kind == rules.CITIZEN and letter.means == rules.PHYSICAL
    if to_the_citizen and letter.episode.covered_person.address_protected:
        return PROTECTED
    enclosed = dispatch.enclosed(letter)
    return dispatch.NO_PAPERS if enclosed is not None and not enclosed.is_ready else ""


def stop(letter: Letter, cause: str) -> None:
    """The letter does not go like this: it has failed, and stands with those who answer for it."""
    dispatch.failed(SYSTEM, dispatch.SYSTEM_SENDS, letter, cause, None)
