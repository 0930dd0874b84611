"""The signs of names: one for each type, told apart in every set, one cell wide."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from pullquote.cache.core.article import ENTITY_TYPES
from pullquote.tui.render.icons import ASCII, LINEAR, UNICODE, Icons


@pytest.mark.parametrize("icons", [UNICODE, ASCII, LINEAR], ids=["unicode", "ascii", "linear"])
def test_each_type_has_a_sign_of_its_own(icons: Icons) -> None:
    signs = [icons.of(kind) for kind in ENTITY_TYPES]
    assert len(set(signs)) == len(ENTITY_TYPES)
    assert all(cell_len(sign) == 1 for sign in signs)
    assert icons is UNICODE or all(sign.isascii() for sign in signs)
