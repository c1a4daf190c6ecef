"""An XMP packet with a figure's provenance, for PDF.

Owns the XML. Knows no Qt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_META: Final = "adobe:ns:meta/"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
for _prefix, _uri in (("rdf", _RDF), ("dc", _DC), ("xmp", _XMP), ("x", _META)):
    ET.register_namespace(_prefix, _uri)
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped."""


def xmp_packet(facts: Mapping[str, str]) -> bytes:
    """Return facts as XMP: title, creator tool, and all of them as the description.

    Characters that XML cannot hold become U+FFFD.
    """
    facts = {name: _NOT_XML.sub("\ufffd", fact) for name, fact in facts.items()}
    root = ET.Element(f"{{{_META}}}xmpmeta")
    rdf = ET.SubElement(root, f"{{{_RDF}}}RDF")
    about = ET.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    _alternative(about, f"{{{_DC}}}title", facts.get("Title", ""))
    _alternative(about, f"{{{_DC}}}description", "\n".join(f"{name}: {fact}" for name, fact in facts.items()))
    ET.SubElement(about, f"{{{_XMP}}}CreatorTool").text = facts.get("Software", "")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' + body + b'\n<?xpacket end="w"?>'


def _alternative(parent: ET.Element, name: str, text: str) -> None:
    """Add a text as the default of a language alternative, as XMP wants for titles."""
    alternatives = ET.SubElement(ET.SubElement(parent, name), f"{{{_RDF}}}Alt")
    ET.SubElement(alternatives, f"{{{_RDF}}}li", {f"{{{_XML}}}lang": "x-default"}).text = text
