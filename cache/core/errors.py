"""Every exception of Pullquote. Its text is a sentence for the user: what happened, and what to do.

``exit_code`` is the code the command line ends with.
"""

from __future__ import annotations

import errno
import os

TOO_MANY_FILES = "Too many files are open at once. Allow more (`ulimit -n 256`) or close programs, then try again."
"""What is said where the system lets the process open no further file."""

NO_PROCESS = (
    "The system lets no further process or thread begin: too many are running, or memory is short. Close programs, "
    "then try again."
)
"""What is said where the system starts nothing more for this user; it does not say why."""
_NO_THREAD = ("can't start new thread", "cannot join thread before it is started")
"""What Python says where a thread could not be started, and where it was to be waited for all the same."""
NO_MEMORY = "There is not enough memory. Close programs or allow more (`ulimit -v`), then try again."
"""What is said where the system gives the process no more memory."""


def limit_met(error: BaseException) -> str:
    """Return the sentence on the limit of the system that an error comes of, alone or in a group; empty for none."""
    match error:
        case BaseExceptionGroup():
            return next(filter(None, map(limit_met, error.exceptions)), "")
        case OSError(errno=errno.EMFILE | errno.ENFILE):
            return TOO_MANY_FILES
        case ImportError() if os.strerror(errno.EMFILE) in str(error):
            return TOO_MANY_FILES
        case OSError(errno=errno.EAGAIN, strerror=reason) if reason == os.strerror(errno.EAGAIN):
            return NO_PROCESS  # a stream that takes nothing at the moment is refused in other words
        case RuntimeError() if str(error) in _NO_THREAD:
            return NO_PROCESS
        case MemoryError() | OSError(errno=errno.ENOMEM):
            return NO_MEMORY
    return ""


def unless_too_many(sentence: str, error: OSError) -> str:
    """Return a sentence on a file that cannot be used, but ``TOO_MANY_FILES`` where that is why."""
    return TOO_MANY_FILES if error.errno in (errno.EMFILE, errno.ENFILE) else sentence


class PullquoteError(Exception):
    """The root of all of them: an interface catches it and shows ``str(error)``."""

    exit_code = 1


class UsageError(PullquoteError):
    """A command, query or key that cannot be read as given."""

    exit_code = 2


class QueryError(UsageError):
    """A query in which a field or its value is not of the language.

    ``term`` is the part that is meant, ``instead`` the nearest there is, empty where none is near.
    """

    def __init__(self, message: str, term: str = "", instead: str = "") -> None:
        super().__init__(message)
        self.term, self.instead = term, instead


class SettingsError(PullquoteError):
    """A value in ``config.toml`` that cannot be used; the sentence names file, line and key.

    ``key`` is the dotted one, where the file could be read otherwise; ``reason`` is the sentence without its place.
    """

    def __init__(self, message: str, key: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.key = key
        self.reason = reason or message


class NotFound(PullquoteError):
    """Nothing in the library answers to that id, address or title."""


class NotKept(NotFound):
    """Nothing in the library answers, and as ``--offline`` was given nothing can be fetched."""

    exit_code = 4


class Offline(PullquoteError):
    """The answer would need the network, and ``--offline`` was given."""

    exit_code = 4


class CatalogueOff(PullquoteError):
    """The user has not said that services may be asked."""


class LibraryError(PullquoteError):
    """The library cannot be used as it is; the sentence names the file."""

    exit_code = 6


class LibraryLocked(LibraryError):
    """Somebody else holds the write lock; the sentence names the holder if it is known."""


class TookTooLong(LibraryError):
    """A question the library could not answer in the time it was given."""


class LibraryDamaged(LibraryError):
    """The file is not a library, or not a sound one."""


class LibraryTooNew(LibraryError):
    """The file was written by a later Pullquote."""


class LibraryReadOnly(LibraryError):
    """The file or its folder may not be written: nothing was changed."""


class LibraryFull(LibraryError):
    """The disk is full: nothing was changed."""


class TlsUnusable(PullquoteError):
    """The certificate authorities cannot be used: no https address can be asked, and none of them is to blame."""


class FetchError(PullquoteError):
    """A request that gave nothing usable."""


class NetworkDown(FetchError):
    """No host could be reached at all: name lookup or connection failed."""


class ConnectionLost(FetchError):
    """The connection was refused, reset or broken off: worth a second try."""


class FetchTimeout(FetchError):
    """The answer did not come in time."""


class TooLarge(FetchError):
    """The answer is larger than its cap."""


class ForbiddenAddress(FetchError):
    """The address may not be asked: not http(s), or a private network a feed pointed into."""


class HttpStatus(FetchError):
    """The server answered with an error status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class SyncError(PullquoteError):
    """A server of an account that does not answer as its dialect has it."""


class SyncRefused(SyncError):
    """A server that lets nobody in with the name, password or token it was given."""


class SyncHeld(SyncError):
    """A server that wants to be left alone for now; ``wait`` are the seconds it said, where it did."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class NoList(PullquoteError):
    """A file that is none of the lists a command reads."""


class FeedError(PullquoteError):
    """Bytes that are not a feed, or one that cannot be read."""


class ExtractError(PullquoteError):
    """Bytes that hold no article."""


class IsFeed(ExtractError):
    """Bytes that are a feed, and no article."""


class WorkerTimeout(PullquoteError):
    """Foreign bytes took longer than their deadline to read and were given up."""


class WorkerCrashed(PullquoteError):
    """Foreign bytes ended the process that read them."""
