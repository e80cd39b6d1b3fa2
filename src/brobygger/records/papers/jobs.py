"""The papers are gathered one part at a time, so that whoever waits sees how far they have come."""

import logging

from brobygger.records.papers import services
from brobygger.trust.jobs import defer, job

logger = logging.getLogger(__name__)


@job("papers.gather", queue="letters")
def gather(papers_id: int) -> None:
    """Gather the next part, and ask for the one after it; with the last one the PDF is made."""
    if services.gather_next(papers_id):
        defer(gather, papers_id=papers_id)


services.gathered_by(gather)
