"""What goes wrong around the software, told to whoever runs it in one sentence instead of a traceback.

What goes wrong in the software keeps its traceback: somebody has to mend it.
"""

import psycopg

from brobygger.web.configuration import ConfigurationError
from brobygger.web.server_note import EmbeddedPostgresError

_NO_SCHEMA = "The database is not set up for this version of the software: brobygger setup"
# A set-up or a restore that was refused half-way has not opened the tables to the application.
_NOT_OPENED = (
    "The database is not opened to the application's role: a set-up or a restore was not finished. "
    "What stands in the way is said by: brobygger setup"
)

_TOO_LONG = (
    "The database took longer than it may: something else holds what was asked for, or the machine is overloaded. "
    "Nothing was changed; stop what else is at work on it (the web servers, for a change of the schema) and try again."
)


def in_a_sentence(error: BaseException) -> str | None:
    """The sentence for a fault of the place (settings, disk, database, key ring); None for any other."""
    if isinstance(error, ConfigurationError | EmbeddedPostgresError) or _is(error, "CryptoError"):
        return str(error)
    # Django raises errors of its own with the names of the database's, and gives those as the cause.
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if isinstance(cause, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
        return _NO_SCHEMA
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        # "must be owner of …" is a statement that is none of this role's, not a database that is not opened.
        return None if "must be owner" in str(cause) else _NOT_OPENED
    if isinstance(cause, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled):
        return _TOO_LONG
    if isinstance(cause, psycopg.OperationalError):
        return f"The database does not answer: {' '.join(str(cause).split())}"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return None


def _is(error: BaseException, name: str) -> bool:
    # By name: whoever asks for no key loads neither Django nor the library of the keys.
    return any(kind.__name__ == name for kind in type(error).__mro__)
