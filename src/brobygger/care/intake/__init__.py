"""Intake: the inquiry, its routing and the enrolment."""
