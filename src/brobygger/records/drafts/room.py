"""What the drafts bring to the frame: nothing to see, but the nightly tidying that the worker must know."""

from brobygger.ground.room import Room

ROOM = Room(__package__, ready=("services",))
