"""Which addresses can be read, and who may open them."""

from brobygger.trust import access
from tests.accessibility.centre import Address, Visitor, addresses

READABLE = {address.name: address for address in addresses() if address.answers("GET")}
# Addresses that lead somewhere else or give no page, with the reason.
NO_PAGE = {
    "public:standard_pdf": "a file",
    "letters:pdf": "a file",
    "papers:pdf": "a file",
    "house:export": "a file",
    "house:proposal": "of a setting that waits, which the demo has none of; driven in tests/records/house",
    "visitation:next_ruling": "leads on to the appeal that has waited longest",
    "intake:read_back": "of what one wrote oneself within the hour; looked at in intake's own test in a browser",
    "intake:same_person": "of a number that is known elsewhere; looked at in intake's own test in a browser",
    "intake:documentation": "of a municipality that counts from it; walked in the demo of one (tests/demo)",
    "trust:audit": "leads to what the reader may see",
    "account_set_password": "leads to the change of the password",
    "account_reauthenticate": "leads to the second factor whoever has one; nobody in the demo has a password alone",
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": "asks again before something dangerous",
    "mfa_reauthenticate_webauthn": "asks again before something dangerous",
    "mfa_download_recovery_codes": "a file",
    "mfa_edit_webauthn": "of a key that nobody has",
    "mfa_remove_webauthn": "of a key that nobody has",
    "mfa_login_webauthn": "an answer to a script",
}


def may_open(address: Address, visitor: Visitor) -> bool:
    """Whether an address may answer somebody with a page, by what it declares."""
    if address.is_librarys or address.view.action.scope == "public":
        return True
    return visitor.account is not None and access.holds_role(visitor.account, address.view.action)


def expected(address: Address, visitor: Visitor) -> set[int]:
    """What an address may answer to somebody: a page or the way on for who may, never one for who may not."""
    if address.is_librarys:
        return {200, 302, 403, 404}
    if address.view.action.scope == "public":
        return {200}
    if visitor.account is None:
        return {302}
    return {200, 302, 303, 403, 404} if may_open(address, visitor) else {403, 404}
