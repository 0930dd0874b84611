"""The look: stylesheets by absolute path; ``themes`` holds the colours."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
SHEETS = tuple(str(_HERE / name) for name in ("app.tcss", "article.tcss", "pages.tcss", "dialogs.tcss"))
