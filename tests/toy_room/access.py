"""Which act of the room is for whom."""

from brobygger.trust.access import declare
from brobygger.trust.roles import COUNSELLOR

READ = declare("walks.read", roles=(COUNSELLOR,), scope="case")
WRITE = declare("walks.write", roles=(COUNSELLOR,), scope="case", kind="change")
WEEK = declare("walks.week", roles=(COUNSELLOR,), scope="own")
