"""The XMP packet: well-formed XML that holds the facts, whatever is in them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from timeline_app.render.xmp import xmp_packet

DC = "{http://purl.org/dc/elements/1.1/}"
LI = ".//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def parsed(packet: bytes) -> ET.Element:
    body = packet.split(b"?>", 1)[1].rsplit(b"<?", 1)[0]
    return ET.fromstring(body.strip())  # noqa: S314 - the packet is our own


def text_of(packet: bytes, name: str) -> str | None:
    return parsed(packet).find(f".//{DC}{name}").find(LI).text


def test_title_and_facts_can_be_read_back() -> None:
    packet = xmp_packet({"Title": "Ölfeld & <Co>", "Software": "timeline-app 1", "SHA-256": "00ff"})
    assert text_of(packet, "title") == "Ölfeld & <Co>"
    assert text_of(packet, "description") == "Title: Ölfeld & <Co>\nSoftware: timeline-app 1\nSHA-256: 00ff"
    assert packet.startswith(b"<?xpacket begin=")
    assert packet.endswith(b'<?xpacket end="w"?>')


def test_same_facts_same_bytes() -> None:
    facts = {"Title": "a", "Software": "b"}
    assert xmp_packet(facts) == xmp_packet(dict(facts))


@pytest.mark.parametrize(
    "title", ["bell\a", "null\0", "escape\x1b[0m", "\ufffe", "\uffff", "?> <?xpacket end"]
)
def test_what_xml_cannot_hold_does_not_break_it(title: str) -> None:
    assert text_of(xmp_packet({"Title": title, "Software": "s"}), "title") is not None
