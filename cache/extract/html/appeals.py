"""Boxes among the paragraphs that ask the reader for something: to subscribe, to sign up, to give.

They are known by what there is to press or to fill in, and by what they say.
"""

from __future__ import annotations

import re
from itertools import islice

from pullquote.cache.extract.html.tree import Node, beginning_of

_MAX_FIELDS = 100
_MAX_WORDS = 600  # characters
_MAX_LEVELS = 5
_BOXES = frozenset(("div", "section", "aside", "form", "center"))
_ASKED = re.compile(
    r"subscri(?:be|ption)|sign[- ]?up|newsletter|inbox|donat(?:e|ion)|(?:become|be) a (?:member|supporter)|free trial|"
    r"(?:your|email|e-mail) address|your e-?mail|support (?:us|our|independent)|(?:make|consider) an? .{0,20}gift|"
    r"unlimited access|log ?in|abonn(?:e|ieren|ez|ement)|suscr[ií]b|inscreva|assine|iscriviti|zapisz się|подпис",
    re.IGNORECASE,
)


def find_appeals(root: Node) -> frozenset[Node]:
    """Return the small elements around each form and button of ``root`` whose words ask for something."""
    found: set[Node] = set()
    for field in islice(root.iter("form", "button", "input"), _MAX_FIELDS):
        for level, node in enumerate((field, *field.iterancestors())):
            if node is root or level > _MAX_LEVELS or node in found:
                break
            if node.tag not in _BOXES:
                if node.tag in ("form", "button", "input", "p", "label", "span", "a"):
                    continue
                break
            words = beginning_of(node, _MAX_WORDS)
            if len(words) > _MAX_WORDS:
                break
            if _ASKED.search(words):
                found.add(node)
    return frozenset(found)
