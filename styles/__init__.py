"""The look: stylesheets by absolute path; ``themes`` holds the colours."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
SHEETS = tuple(str(_HERE / name) for name in ("app.tcss", "article.tcss"))
"""What the reader's own screen needs. The others are read when a screen that needs them opens."""
PAGES = str(_HERE / "pages.tcss")
DIALOGS = str(_HERE / "dialogs.tcss")
