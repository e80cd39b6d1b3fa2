"""What the papers of a case bring to the frame: they are gathered from every noun and room that has some."""

from brobygger.ground.room import Papers, Room

ROOM = Room(
    __package__,
    papers=(
        Papers("timeline", "Forløbets gang", 10, "access:READ", "timeline:of_case"),
        Papers("citizen", "Borgeren", 15, "access:READ", "citizen:of_case"),
    ),
    carries_keys=("models:Papers",),
    ready=("jobs",),  # the worker finds its handlers by their import
)
