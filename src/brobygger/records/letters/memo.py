"""Digital Post messages in the MeMo format, version 1.2 (namespace https://DigitalPost.dk/MeMo-1).

Element order follows the published examples. Only the neutral title leaves the secure mailbox: `label` is what a
notification on a phone shows.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSION = "1.2"


@dataclass(frozen=True)
class Message:
    """One message to one citizen with its PDF and enclosures. `sender_cvr` is eight digits, `recipient_cpr` ten.

    `enclosures` are file names with their PDFs.
    """

    identifier: UUID
    label: str
    sender_cvr: str
    sender_label: str
    recipient_cpr: str
    created_at: datetime
    filename: str
    pdf: bytes
    case_id: str = ""
    enclosures: tuple[tuple[str, bytes], ...] = ()


def as_xml(message: Message) -> bytes:
    """The message as UTF-8 XML with a declaration."""
    ElementTree.register_namespace("memo", NAMESPACE)
    root = ElementTree.Element(_name("Message"), {"memoVersion": VERSION})
    header = _child(root, "MessageHeader")
    _child(header, "messageType", "DIGITALPOST")
    _child(header, "messageUUID", str(message.identifier))
    _child(header, "label", message.label)
    _child(header, "mandatory", "false")
    _child(header, "legalNotification", "false")
    sender = _child(header, "Sender")
    _child(sender, "senderID", message.sender_cvr)
    _child(sender, "idType", "CVR")
    _child(sender, "label", message.sender_label)
    recipient = _child(header, "Recipient")
    _child(recipient, "recipientID", message.recipient_cpr)
    _child(recipient, "idType", "CPR")
    if message.case_id:
        case = _child(_child(header, "ContentData"), "CaseID")
        _child(case, "caseID", message.case_id)
        _child(case, "caseSystem", "Brobygger")
    body = _child(root, "MessageBody")
    _child(body, "createdDateTime", message.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _document(body, "MainDocument", message.filename, message.pdf)
    for filename, enclosure in message.enclosures:
        _document(body, "AdditionalDocument", filename, enclosure)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _document(body: ElementTree.Element, tag: str, filename: str, pdf: bytes) -> None:
    file = _child(_child(body, tag), "File")
    _child(file, "encodingFormat", "application/pdf")
    _child(file, "filename", filename)
    _child(file, "language", "da")
    _child(file, "content", base64.b64encode(pdf).decode("ascii"))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _child(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _name(tag))
    element.text = text
    return element
