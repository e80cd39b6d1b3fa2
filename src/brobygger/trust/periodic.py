"""The work of this floor that comes by itself."""

from brobygger.trust import chain, heads, jobs
from brobygger.trust.sessions import SessionStore


@jobs.job("trust.seal-audit", every="*/5 * * * *")
def seal_audit() -> None:
    """Seal what the audit trail has gathered."""
    chain.seal()


@jobs.job("trust.tidy", every="17 3 * * *")
def tidy() -> None:
    """Forget sessions that have ended, and marks and notes that nobody can need again."""
    SessionStore.clear_expired()
    jobs.tidy()
    chain.seal()  # a note may go only when what it speaks of is sealed
    heads.tidy()
