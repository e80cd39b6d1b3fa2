"""What the grants bring to the frame: who has the case has its rows, and a case is fetched with where it is treated."""

from brobygger.ground.room import Room

ROOM = Room(
    __package__,
    carries_keys=("projection:GRANTS.model", "projection:CHOSEN.model"),
    projections=("projection:GRANTS", "projection:CHOSEN"),
    fetched_along=(("chosen_elsewhere", "selectors:is_chosen_elsewhere"),),
)
