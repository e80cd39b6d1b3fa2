"""Visitation: recommendation, meeting, decision, appeal."""
