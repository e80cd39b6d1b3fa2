"""Some citizens worked through the rooms' own services, so that every page has something true to show today."""

from datetime import date

from brobygger.demo import setting
from brobygger.demo.schedule import Place
from brobygger.demo.showcase import (
    appeals,
    beginnings,
    cast,
    courses,
    decisions,
    meeting,
    seldom,
    unsigned,
    watching,
)
from brobygger.demo.showcase.stage import Stage
from brobygger.ground import clock
from brobygger.trust.models import Account


def contact_days() -> list[date]:
    """The days of first contact of everyone in the showcase, in the order of the cast."""
    return [cast.contact_day(role, clock.today()) for role in cast.everyone()]


def work_through(accounts: dict[str, Account], places: list[Place]) -> None:
    """Work the cases through, each act by its own service at its own hour, with the account of who did it."""
    by_handle = {role.handle: place for role, place in zip(cast.everyone(), places, strict=True)}
    stage = Stage(accounts, by_handle)
    roles = {role.handle: role for role in cast.CASES if cast.takes_part(role)}
    cases = {}
    if setting.has_meeting():
        meeting.plan(stage)
    for work in (*courses.WORK, *appeals.WORK, *decisions.WORK, *seldom.WORK, *beginnings.WORK, *meeting.WORK):
        handle = work.__name__
        if handle not in roles:
            continue
        cases[handle] = stage.open(roles[handle])
        work(stage, cases[handle])
    for role in filter(cast.takes_part, cast.INQUIRIES):
        stage.receive(role)
    seldom.after_the_others(stage, cases)
    unsigned.write(stage, cases)
    watching.look(stage, cases)
