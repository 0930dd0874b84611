"""Which key of a US keyboard lies where a letter of another script was typed.

A terminal sends letters and not keys, so a keyboard set to another script presses nothing that is bound to a Latin
letter. The places are those of the layouts that systems offer first (X11 keyboard data: ``ru``, ``ua``, ``by``, ``gr``,
``il``, ``ara``, ``ir``, ``ge``, ``th``, ``kr``). Where two have one letter on different keys, the first here has it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_LOWER = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_UPPER = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
# One sign for each key of a row above; a blank where the layout has none of its own there.
_LAYOUTS = (
    ("йцукенгшщзхъфывапролджэячсмитьбю ", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ "),
    ("           ї і        є          ", "           Ї І        Є          "),
    ("        ў                        ", "        Ў                        "),
    (" ςερτυθιοπ  ασδφγηξκλ  ζχψωβνμ   ", "  ΕΡΤΥΘΙΟΠ  ΑΣΔΦΓΗΞΚΛ  ΖΧΨΩΒΝΜ   "),
    ("  קראטוןםפ  שדגכעיחלךף זסבהנמצתץ ", ""),
    ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ", "\u064e\u064b\u064f\u064cﻹإ   ؛  \u0650\u064d  ﻷأـ،    \u0652  ﻵآ   ؟"),
    ("           چ  ی      کگ      پ   ", ""),
    ("ქწერტყუიოპ  ასდფგჰჯკლ  ზხცვბნმ   ", " ჭ ღთ        შ    ჟ    ძ ჩ       "),
    ("ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ", "๐\"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ"),
    ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ  ㅁㄴㅇㄹㅎㅗㅓㅏㅣ  ㅋㅌㅊㅍㅠㅜㅡ   ", "ㅃㅉㄸㄲㅆ   ㅒㅖ                       "),
)  # fmt: skip


def _places() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for lower, upper in _LAYOUTS:
        for keys, letters in ((_LOWER, lower), (_UPPER, upper)):
            for key, letter in zip(keys, letters, strict=False):
                if not letter.isascii():
                    found.setdefault(letter, key)
    return found


_PLACES = _places()


def on_us_keyboard(letter: str) -> str | None:
    """Return what a US keyboard types where another types ``letter``; ``None`` where that is not known.

    A digit of another script is the digit. A Greek letter with an accent lies where it does without.
    """
    if letter.isascii() or len(letter) != 1:
        return None
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return _PLACES.get(letter) or _PLACES.get(unicodedata.normalize("NFD", letter)[0])
