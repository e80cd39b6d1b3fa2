"""Measures the pages that people wait for beside plain Django pages of the same kind; no part of what is served.

`python -m bench` (command.py) takes a demo of its own for each size (places.py), serves it twice (serving.py),
drives both in turn (loop.py, measuring.py) and says whether the bar is met (report.py). See docs/performance.md.
"""
