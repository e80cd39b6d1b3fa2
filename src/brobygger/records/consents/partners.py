"""The partners that something depends on, as the standard in use names them: consents are kept by their ids."""

from brobygger import standard
from brobygger.standard import purposes


def own_doctor() -> str:
    """The own doctor, with whom substitution requires cooperation (KS 5.4)."""
    return standard.load().partner_for(purposes.OWN_DOCTOR).id


def psychiatry() -> str:
    """Psychiatry, with whom the joint conference is held (KS 4.2)."""
    return standard.load().partner_for(purposes.PSYCHIATRY).id
