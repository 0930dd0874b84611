"""The signs of names: one for each type, told apart in every set, one cell wide."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from pullquote.cache.core.article import ENTITY_TYPES
from pullquote.cache.core.settings import Reading
from pullquote.tui.render.icons import ASCII, LINEAR, UNICODE, Icons, icons_for


@pytest.mark.parametrize("icons", [UNICODE, ASCII, LINEAR], ids=["unicode", "ascii", "linear"])
def test_each_type_has_a_sign_of_its_own(icons: Icons) -> None:
    signs = [icons.of(kind) for kind in ENTITY_TYPES]
    assert len(set(signs)) == len(ENTITY_TYPES)
    assert all(cell_len(sign) == 1 for sign in signs)
    assert icons is UNICODE or all(sign.isascii() for sign in signs)


@pytest.mark.parametrize(
    ("environment", "icons"),
    [
        ({"LANG": "en_US.UTF-8", "TERM": "xterm-256color"}, UNICODE),
        ({"LANG": "de_DE.utf8@euro", "TERM": "xterm"}, UNICODE),
        ({"LANG": "C", "LC_CTYPE": "UTF-8"}, UNICODE),  # as macOS has it
        ({}, UNICODE),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, ASCII),
        ({"LANG": "C"}, ASCII),
        ({"LC_CTYPE": "POSIX", "LANG": "C.UTF-8"}, ASCII),
        ({"LANG": "ru_RU.KOI8-R"}, ASCII),
        ({"LANG": "en_US"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "vt100"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "vt220-8bit"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "dumb"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "vte-256color"}, UNICODE),
    ],
    ids=str,
)
def test_the_signs_are_those_the_terminal_has_unless_the_user_says(environment: dict[str, str], icons: Icons) -> None:
    assert icons_for(Reading(), environment) is icons
    assert icons_for(Reading(signs="unicode"), environment) is UNICODE
    assert icons_for(Reading(signs="ascii"), environment) is ASCII
    assert icons_for(Reading(linear=True), environment) is LINEAR
