"""Pullquote, a terminal reader for entertainment news.

Installed, the parts ``tui``, ``cache`` and ``styles`` lie beside this file. In a checkout this file is in
``.dev/pullquote`` and the parts lie at the top. The symbolic links beside it serve tools that read folders without
running this file: mypy, pyright and import-linter. Nothing that runs needs them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
if _PACKAGE.parent.name == ".dev":
    __path__ = [str(_PACKAGE.parent.parent)]
