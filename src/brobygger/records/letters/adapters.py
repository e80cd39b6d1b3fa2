"""Where letters go when they leave the house. An adapter that has not delivered never says that it has."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Parcel:
    """What an adapter is given: the message in its wire format, and a name that says nothing.

    `enclosures` are PDFs that go beside it, where the format does not hold them itself.
    """

    identifier: UUID
    content: bytes
    suffix: str
    created_at: datetime
    enclosures: tuple[bytes, ...] = ()


class HandOverFailed(Exception):
    """The post did not take the letter; the message is a short neutral cause that staff may read."""


class Adapter(Protocol):
    """A way out of the house."""

    def hand_over(self, parcel: Parcel) -> None:
        """Give the parcel to the post; the same identifier twice is one letter. Raises HandOverFailed."""


class Folder:
    """Writes each message to a folder, from which the municipality's own sender takes it.

    Enclosures lie beside it as `<identifier>-bilag-1.pdf`, and before it: when the message is there, so are they.
    """

    def __init__(self) -> None:
        self.path = Path(settings.POST_FOLDER)

    def hand_over(self, parcel: Parcel) -> None:
        """Write the file in one step; the name is the identifier, so a second try writes the same file."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            for number, enclosure in enumerate(parcel.enclosures, 1):
                self._write(f"{parcel.identifier}-bilag-{number}.pdf", enclosure)
            self._write(f"{parcel.identifier}{parcel.suffix}", parcel.content)
        except OSError as error:
            raise HandOverFailed("Mappen til udgående post kan ikke skrives") from error

    def _write(self, name: str, content: bytes) -> None:
        draft = self.path / f".{name}"
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        draft.replace(self.path / name)


def adapter() -> Adapter:
    """The adapter that the settings name."""
    made: Adapter = import_string(settings.POST_ADAPTER)()
    return made
