"""Which forms of a case have one draft that whoever has the case goes on with.

Any other form has a draft for each account, where the last writing holds. A room declares its shared forms (its
room.py), each with the action by which one may write what the draft becomes.
"""

from typing import Any

from brobygger.ground import room
from brobygger.ground.versions import EDITOR, Mark
from brobygger.trust.access import Action


def mark_of(typed: Any) -> Mark:
    """What an opened form says about the draft it was read from; one without marks has read nothing."""
    version = str(typed.get("draft_version", ""))
    known = int(version) if version.isdecimal() and len(version) < 9 else 0
    return Mark(known, str(typed.get("draft_editor", "")).replace("\x00", "")[:EDITOR])


def action_of(form_key: str) -> Action | None:
    """The action of a form that is shared, None of one that is each account's own."""
    return next((forms[form_key] for forms in room.answers("shared_drafts") if form_key in forms), None)
