"""Plain Django pages of the same kind and size as ours, to measure beside them: no access rules, audit or explanations.

Written as an ordinary project would be: Django's own sessions and login, the middleware of a new project,
`values_list` and Jinja2.
"""
