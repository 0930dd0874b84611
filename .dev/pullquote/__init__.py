"""Pullquote, a terminal reader for entertainment news.

Installed, the parts ``tui``, ``cache`` and ``styles`` lie beside this file. In a checkout this file is in
``.dev/pullquote`` and the parts lie at the top. The symbolic links beside it serve tools that read folders without
running this file: mypy, pyright and import-linter. Nothing that runs needs them.
"""

import os.path  # not pathlib: this runs before Ctrl-C is answered (tui/cli/interrupts.py), and is to be over soon

_AROUND = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
if os.path.basename(_AROUND) == ".dev":  # noqa: PTH119
    __path__ = [os.path.dirname(_AROUND)]  # noqa: PTH120
