"""What the mouse selected, on any screen."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from pullquote.tui.services.messages import Said


def copy_selection(screen: Screen[Any]) -> bool:
    """Copy what the mouse selected and let go of it; return whether anything was."""
    selected = screen.get_selected_text()
    if not selected or not selected.strip():
        return False
    screen.app.copy_to_clipboard(selected)
    screen.clear_selection()
    screen.post_message(Said("Copied the selection"))
    return True
