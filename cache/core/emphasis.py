"""Emphasis in text without markup: words between stars or low lines, as mails and saved texts write titles."""

from __future__ import annotations

import re

EMPHASIS = re.compile(r"(?<![\w*_/])([*_])(?=[^\s*_])([^*_\n]{1,100})(?<=\S)\1(?![\w*_/])")
"""The sign and, as the second group, the words; signs within a word or an address are none."""
