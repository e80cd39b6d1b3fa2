"""The Danish is whole."""

from scripts import messages


def test_every_text_has_its_danish() -> None:
    found = messages.faults()
    assert not found, "\n".join(found)
