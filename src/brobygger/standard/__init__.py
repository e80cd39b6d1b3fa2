"""The promise as software: a standard file, its clocks, and what they say about a timeline.

Pure Python: no database, no framework and no clock of its own; every function is told the day.
"""

from brobygger.standard.clocks import ClockVersion
from brobygger.standard.courses import COURSES, CourseKind, course, phase_of
from brobygger.standard.deadlines import Deadline, deadlines, state_on
from brobygger.standard.events import Event, danish_day
from brobygger.standard.explanation import Explanation, Row, explain
from brobygger.standard.loading import load, load_file, parse
from brobygger.standard.model import Standard
from brobygger.standard.problems import Problem, StandardFileError
from brobygger.standard.routing import Route, route
from brobygger.standard.text import Text, unbroken
from brobygger.standard.vocabulary import vocabulary
from brobygger.standard.words import day_words, relative_words, short_day_words, weekday_name
from brobygger.standard.working_days import Calendar, add_months

__all__ = [
    "COURSES",
    "Calendar",
    "ClockVersion",
    "CourseKind",
    "Deadline",
    "Event",
    "Explanation",
    "Problem",
    "Route",
    "Row",
    "Standard",
    "StandardFileError",
    "Text",
    "add_months",
    "course",
    "danish_day",
    "day_words",
    "deadlines",
    "explain",
    "load",
    "load_file",
    "parse",
    "phase_of",
    "relative_words",
    "route",
    "short_day_words",
    "state_on",
    "unbroken",
    "vocabulary",
    "weekday_name",
]
