"""The work of this floor that comes by itself."""

import logging

from brobygger.ground import chain, heads
from brobygger.trust import jobs
from brobygger.trust.sessions import SessionStore

logger = logging.getLogger(__name__)


@jobs.job("trust.seal-audit", every="*/5 * * * *")
def seal_audit() -> None:
    """Seal what the audit trail has gathered. What goes wrong is in the log, and on the administrator's page."""
    try:
        chain.seal()
    except Exception:
        logger.exception("The audit trail could not be sealed.")
        raise
    if (since := chain.unsealed_since()) is not None:
        logger.error("Rows of the audit trail have waited for a seal since %s.", since.isoformat(timespec="minutes"))


@jobs.job("trust.tidy", every="17 3 * * *")
def tidy() -> None:
    """Forget sessions that have ended, and marks and notes that nobody can need again."""
    SessionStore.clear_expired()
    jobs.tidy()
    chain.seal()  # a note may go only when what it speaks of is sealed
    heads.tidy()
