"""What holds where a mark was changed here and on a server since both were last the same. Pure.

``base`` is what the server said last, ``here`` a mark that waits to be sent, ``there`` what the server says now:

============================  ====================  ======================================================
here                          there                 what holds
============================  ====================  ======================================================
nothing waits                 any                   the server's
waits, and says as ``there``  any                   that: it is confirmed, and sent no more
waits, other than ``there``   as ``base``           ours: it is sent
waits, other than ``there``   changed since         ours went to and fro. The later one, where the server says
                                                    when it changed; else the server's
============================  ====================  ======================================================

So a star set on one machine is lost only to somebody who takes it away later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

Verdict = Literal["theirs", "confirmed", "send"]


def merged(base: bool, there: bool, here: tuple[bool, datetime] | None, changed: datetime | None = None) -> Verdict:
    """Return what holds of one mark of one entry: the server's, ours that it has already, or ours that is to be sent.

    ``here`` is the value that waits and when it was made, ``changed`` when the server's changed, where it says so.
    """
    if here is None:
        return "theirs"
    value, made = here
    if value == there:
        return "confirmed"
    if there == base:
        return "send"
    return "send" if changed is not None and made > changed else "theirs"
