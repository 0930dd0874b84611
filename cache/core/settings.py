"""``config.toml``, typed: every key, what it means, its unit, its bounds and its default.

The file may be absent or hold only some keys. A value that cannot be used raises ``SettingsError``
with a sentence that names the file, the line and the key.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from pullquote.cache.core.errors import SettingsError, unless_too_many
from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.order import Order
from pullquote.cache.core.paths import CONFIG_WAY, no_folder, read_file
from pullquote.cache.core.rules import BadRule, Rule, read_rules
from pullquote.cache.core.sanitize import clean_line

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 1 << 20
"""Most bytes of the file."""
_RETIRED = ("reading.motion",)
"""Keys that older versions read: a file that has one is still read."""


Theme = Literal["pullquote-dark", "pullquote-light", "noir", "velvet", "newsprint", "silver-screen"]
"""The themes there are; their colours stand in ``styles.themes``."""


class Reading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the app looks and reads."""

    width: Annotated[int, Meta(ge=40, le=120, description="Width of the reading column, in cells.")] = 72
    theme: Annotated[Theme, Meta(description="Name of the colour theme; in the app, g t tries the next one.")] = (
        "pullquote-dark"
    )
    signs: Annotated[
        Literal["auto", "unicode", "ascii"],
        Meta(
            description="Signs for read, starred and quotes: auto (ascii where LANG or TERM says that the terminal has "
            "no others), unicode or ascii."
        ),
    ] = "auto"
    linear: Annotated[bool, Meta(description="One plain column without boxes, for screen readers.")] = False
    images: Annotated[
        Literal["auto", "kitty", "blocks", "none"],
        Meta(
            description="Pictures of articles: auto (pixels where the terminal has Kitty graphics, else half blocks), "
            "kitty (pixels or none), blocks or none; v turns them on and off, g v changes their size."
        ),
    ] = "auto"
    first_frame: Annotated[
        bool,
        Meta(
            description="Keep the list on disk as it was left, to draw it at the next start before the app has come; "
            "it is drawn only where nothing has changed."
        ),
    ] = True
    hyperlinks: Annotated[
        bool, Meta(description="Tell the terminal where links lead, so that it can open them (OSC 8).")
    ] = True
    promote: Annotated[bool, Meta(description="Set off the best quotation of an article whose outlet marks none.")] = (
        True
    )
    quotes: Annotated[
        Literal["all", "pull", "none"],
        Meta(
            description="Quotations in colour: all (those in running text too, unless they fill the page), pull "
            "(those set off) or none."
        ),
    ] = "all"
    mark_read: Annotated[
        bool | Literal["open", "scroll", "never"] | Annotated[int, Meta(ge=1, le=3_600)],
        Meta(
            description="When an opened article counts as read: at once (open, true), at its end (scroll), after a "
            "number of seconds, never (never, false)."
        ),
    ] = True

    @property
    def read_when(self) -> Literal["open", "scroll", "never"] | int:
        """When an article that was opened counts as read; a number is of seconds."""
        if isinstance(self.mark_read, bool):
            return "open" if self.mark_read else "never"
        return self.mark_read

    confirm_quit: Annotated[bool, Meta(description="Ask before q leaves the app; Q leaves at once all the same.")] = (
        False
    )


Rows = Literal["auto", "cards", "two", "one"]
"""How many lines a headline takes."""


class Listing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the list of headlines is made."""

    order: Annotated[Order, Meta(description="Order of the list.")] = Order.NEWEST
    by_day: Annotated[bool, Meta(description="Part the list by day.")] = True
    rows: Annotated[
        Rows,
        Meta(
            description="Lines of a headline: cards of three, two, or one; auto takes one where the list is wide, "
            "else cards."
        ),
    ] = "auto"
    format: Annotated[
        str,
        Meta(
            description="Fields of a row of one line, such as '{unread} {date} {title} {outlet:18} {length}'. There "
            "are unread, date, title, names, outlet, length, words, quotes, author and tags; :18 is a width, :>18 "
            "stands to the right, {title} takes what is left. Empty for the usual ones."
        ),
    ] = ""
    date: Annotated[
        str, Meta(description="Dates in the list: relative, iso, short, or a pattern of strftime such as %d.%m.%y.")
    ] = "relative"
    stories: Annotated[
        bool, Meta(description="Make one row of the same news from several outlets; = shows the others under it.")
    ] = True
    mute: Annotated[
        str, Meta(description="Words, phrases or terms like outlet:x; what has one of them is left out of the list.")
    ] = ""
    guard: Annotated[
        tuple[str, ...],
        Meta(
            description="Names of shows, films, people: what would spoil them is veiled, as it is for followed shows "
            "of which you said how far you have seen them; . opens it."
        ),
    ] = ()


class Refresh(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How feeds and pages are asked for."""

    interval: Annotated[
        int, Meta(ge=30, le=10_080, description="Minutes between two checks of a feed, unless it asks for more.")
    ] = 60
    parallel: Annotated[int, Meta(ge=1, le=64, description="Requests under way at once, over all hosts.")] = 8
    per_host: Annotated[int, Meta(ge=1, le=64, description="Requests under way at once to one host.")] = 1
    spacing: Annotated[float, Meta(ge=0, le=60, description="Seconds between two requests to one host.")] = 1.0
    pages: Annotated[bool, Meta(description="Fetch the full page of new articles ahead of reading.")] = True
    pages_per_run: Annotated[
        int, Meta(ge=0, le=10_000, description="Full pages fetched in one refresh, newest first.")
    ] = 200
    pictures: Annotated[bool, Meta(description="Fetch the pictures of new articles ahead of reading.")] = True
    in_app: Annotated[
        int, Meta(ge=0, le=10_080, description="Minutes between two looks for news while the app is open; 0 for none.")
    ] = 0
    notify: Annotated[
        bool,
        Meta(
            description="After a look for news of the app's own, start the command of open.notify with a sentence on "
            "what came about what you follow."
        ),
    ] = False
    command: Annotated[
        str | None,
        Meta(
            description="Command run by your shell after a refresh; its environment has PULLQUOTE_NEW, _FAILED, "
            "_FEEDS, _PAGES and _UNREAD."
        ),
    ] = None


class Network(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits and identity of requests."""

    user_agent: Annotated[
        str | None, Meta(description="What Pullquote calls itself to servers; by default its name and version.")
    ] = None
    connect_timeout: Annotated[float, Meta(gt=0, le=120, description="Seconds to wait for a connection.")] = 10.0
    read_timeout: Annotated[float, Meta(gt=0, le=300, description="Longest silence within an answer, in seconds.")] = (
        15.0
    )
    total_timeout: Annotated[float, Meta(gt=0, le=600, description="Seconds a whole answer may take.")] = 60.0
    ca_file: Annotated[str | None, Meta(description="A file of further certificate authorities to trust.")] = None
    proxy: Annotated[str | None, Meta(description="Address of an HTTP proxy to use for every request.")] = None


class Catalogues(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Services that are asked about the works and people that articles name; none unless ``use`` is ``on``."""

    use: Annotated[
        Literal["ask", "on", "off"],
        Meta(
            description="Ask services on the internet about the names in your articles: on or off; ask sends nothing "
            "until `pullquote catalogue on`, or the app, has asked you."
        ),
    ] = "ask"
    services: Annotated[
        str, Meta(description="The services that may be asked, by words: tvmaze, wikidata, musicbrainz, tmdb.")
    ] = "tvmaze wikidata musicbrainz tmdb"
    tmdb_key: Annotated[
        str | None, Meta(description="Your own key for TMDB, of version 3 or 4; without one TMDB is not asked.")
    ] = None
    tmdb_key_command: Annotated[
        str | None,
        Meta(description="Command that prints your key for TMDB, in place of tmdb_key; such as pass show tmdb."),
    ] = None
    per_article: Annotated[
        int, Meta(ge=1, le=100, description="Most names of one article that are asked about, the most mentioned first.")
    ] = 6
    mirrors: Annotated[
        str,
        Meta(
            description="Other addresses of services, such as a mirror of your own: musicbrainz=http://localhost:5000."
        ),
    ] = ""


class Save(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Servers of your own that articles are saved to, by `pullquote export --to` and a key."""

    wallabag: Annotated[str | None, Meta(description="The address of your wallabag.")] = None
    wallabag_user: Annotated[str | None, Meta(description="Your name on it, where a command prints the password.")] = (
        None
    )
    wallabag_command: Annotated[
        str | None,
        Meta(description="Command that prints your password for it, such as pass show wallabag; else you are asked."),
    ] = None
    readeck: Annotated[str | None, Meta(description="The address of your Readeck.")] = None
    readeck_command: Annotated[
        str | None,
        Meta(description="Command that prints your token for it, such as pass show readeck; else you are asked."),
    ] = None


class Keep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `pullquote prune` leaves in the library."""

    days: Annotated[
        int, Meta(ge=0, le=36_520, description="Days a read article stays after it was published; 0 keeps all.")
    ] = 90
    unread: Annotated[bool, Meta(description="Never prune an unread article.")] = True
    pictures_mb: Annotated[int, Meta(ge=0, description="Room for pictures in the cache folder, in megabytes.")] = 512


class Open(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Programs Pullquote starts."""

    browser: Annotated[
        str | None,
        Meta(
            description="Command that opens an address; %s stands for it, and ! before the command lends it the "
            "terminal. By default $BROWSER, else the system's own."
        ),
    ] = None
    enclosure: Annotated[
        str | None,
        Meta(description="Command that plays a file of an article, such as mpv; by default what opens addresses."),
    ] = None
    speak: Annotated[
        str | None,
        Meta(description="Command that reads a paragraph aloud, given on its input or for %s; such as espeak-ng."),
    ] = None
    pipe: Annotated[
        str | None,
        Meta(description="Command offered first when an article is piped; with ! before it, it has the terminal."),
    ] = None
    notify: Annotated[
        str | None,
        Meta(description="Command that tells of an article where a rule says so; %t is its headline, %s its address."),
    ] = None


class Sections(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may stand in ``config.toml``.

    ``keys`` maps the name of an action to keys, as ``"j,down"``; ``macros`` maps keys to what they do one after the
    other, as ``["star", ":export %.epub"]``.
    """

    reading: Reading = Reading()
    list: Listing = Listing()
    refresh: Refresh = Refresh()
    network: Network = Network()
    catalogue: Catalogues = Catalogues()
    keep: Keep = Keep()
    save: Save = Save()
    open: Open = Open()
    keys: dict[str, str] = {}
    macros: dict[str, tuple[str, ...]] = {}


class Settings(Sections, frozen=True, kw_only=True):
    """The settings as they were read.

    ``rules`` are those under ``[[rules]]``. ``notices`` are sentences about keys of the file that mean nothing any
    more. ``site_rules`` is the folder of the user's own site rules, ``None`` for none.
    """

    rules: tuple[Rule, ...] = ()
    notices: tuple[str, ...] = ()
    site_rules: Path | None = None

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Return the settings in ``path``, the defaults where there is no such file. Raises ``SettingsError``."""
        if str(path) == os.devnull:  # how other programs are told to read no settings
            return cls()
        try:
            text = read_file(path, _LARGEST).decode("utf-8")
        except FileNotFoundError:
            return cls()
        except OSError as error:
            sentence = f"Cannot read {path}: {error.strerror}. Mend or remove the file."
            if isinstance(error, NotADirectoryError):
                sentence = str(no_folder(path, CONFIG_WAY) or sentence)
            raise SettingsError(unless_too_many(sentence, error)) from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"Cannot read {path}: it is not UTF-8 text. Mend or remove the file.") from error
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path) -> Settings:
        """Return the settings in the TOML ``text`` of the file ``path``. Raises ``SettingsError``."""
        if not text.strip():
            return cls()
        import tomllib  # lazy: most users have no file

        data: dict[str, Any] = {}
        try:
            data = tomllib.loads(text)
            notices = tuple(
                f"{_place(text, path, key)}: `{key}` means nothing any more; you can remove it."
                for key in _RETIRED
                if _remove(data, key) is not None
            )
            rules = read_rules(data.pop("rules", []))
            if (shown := _remove(data, "reading.pictures")) is not None:
                images = data["reading"].setdefault("images", "auto" if shown else "none")
                where = _place(text, path, "reading.pictures")
                instead = f'write `images = "{images}"` in its place'
                notices += (f"{where}: `reading.pictures` is `reading.images` now; {instead}.",)
            sections = msgspec.convert(data, Sections)
            given = {name: getattr(sections, name) for name in Sections.__struct_fields__}
            return cls(**given, rules=rules, notices=notices)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path} is not valid TOML: {_unreadable(error, text)}.") from error
        except BadRule as error:
            stop = "" if str(error).endswith("?") else "."
            raise SettingsError(f"{_place_of_rule(text, path, error)}: {error}{stop}") from error
        except msgspec.ValidationError as error:
            message, key = _explain(str(error), data)
            more = "" if message.endswith("?") else ". `pullquote config get --all` lists what each key takes."
            reason = message + more
            raise SettingsError(f"{_place(text, path, key)}: {reason}", key, reason) from error


class Key(Struct, frozen=True, kw_only=True):
    """A documented key: its dotted name, value, default and what it means."""

    name: str
    value: Any
    default: Any
    takes: str
    meaning: str


NAMES: Final = "names between commas"
"""What a key takes that is a list of names."""


def describe(settings: Settings) -> list[Key]:
    """List every key with its value in ``settings``, in the order of the file."""
    keys: list[Key] = []
    for section in Sections.__struct_fields__:
        if section in ("keys", "macros"):
            continue
        part = getattr(settings, section)
        hints = get_type_hints(type(part), include_extras=True)
        defaults = type(part)()
        for name in type(part).__struct_fields__:
            kind, meta = get_args(hints[name])[:2]
            keys.append(
                Key(
                    name=f"{section}.{name}",
                    value=getattr(part, name),
                    default=getattr(defaults, name),
                    takes=_takes(kind, meta),
                    meaning=meta.description or "",
                )
            )
    return keys


def _takes(kind: Any, meta: Meta) -> str:
    if bool in get_args(kind):  # several kinds: true or false, one of a few words, a number
        words = [word for part in get_args(kind) for word in get_args(part) if isinstance(word, str)]
        return " | ".join((*words, "true | false", "seconds, 1 to 3,600"))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return " | ".join(member.value for member in kind)
    if choices := [c for c in get_args(kind) if isinstance(c, str)]:
        return " | ".join(choices)
    names = {bool: "true | false", int: "a whole number", float: "a number", tuple[str, ...]: NAMES}
    word = names.get(kind, "text")
    low = meta.ge if meta.ge is not None else meta.gt
    if low is not None and meta.le is not None:
        return f"{word}, {low:g} to {meta.le:g}"
    return word if low is None else f"{word}, {low:g} or more"


def _explain(message: str, data: dict[str, Any]) -> tuple[str, str]:
    """Return msgspec's message about ``data`` in plain words, and the dotted key it is about."""
    body, _, place = message.partition(" - at `")
    key = place.rstrip("`").removeprefix("$").lstrip(".")
    if unknown := re.search(r"unknown field `([^`]+)`", body):
        key = f"{key}.{unknown[1]}".lstrip(".")
        return no_key(key), key
    for known in describe(Settings()):
        if known.takes == NAMES and known.name == key.partition("[")[0]:
            return f'`{known.name}` takes a list of names, such as ["One", "Another"]', known.name
        if known.name == key:
            value = re.search(r"Invalid enum value '([^']*)'", body)
            meant = nearest(value[1], known.takes.split(" | ")) if value else None
            return f"`{key}` takes {known.takes}" + (f"; did you mean {meant}?" if meant else ""), key
    if key.startswith("macros["):
        name = next((name for name, value in data["macros"].items() if not _are_words(value)), "")
        return f'the macro `{name}` takes a list of actions, such as ["star", ":export %.epub"]', f"macros.{name}"
    if key.startswith("keys["):
        name = next((name for name, value in data["keys"].items() if not isinstance(value, str)), "")
        return f'`keys.{name}` takes keys as text, such as "j,down"', f"keys.{name}"
    return f"`{key}` is a table", key


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def read_texts(written: str) -> list[str]:
    """Return what a key that takes texts is to be, as a user writes it: parted by commas, or a list as TOML has it."""
    if written.strip().startswith("["):
        with suppress(ValueError):
            listed = msgspec.json.decode(written, type=list[str])
            return [text.strip() for text in listed if text.strip()]
    return [text.strip() for text in written.split(",") if text.strip()]


def no_key(name: str) -> str:
    """Return what to say of a dotted key that there is not, with the nearest there is; without a stop at its end."""
    meant = nearest(name, [key.name for key in describe(Settings())])
    return f"there is no key `{clean_line(name, 80)}`" + (f", did you mean `{meant}`?" if meant else "")


def _unreadable(error: ValueError, text: str) -> str:
    """Return why a text is no TOML, in words for who wrote it, and with the line also at its end."""
    reason = str(error).replace("Cannot overwrite a value", "A key is set twice")
    return reason.replace("at end of document", f"at its end, line {len(text.splitlines())}")


def _remove(data: dict[str, Any], key: str) -> object | None:
    """Remove the dotted ``key`` from a file's data; return its value, ``None`` if it was not there."""
    section, _, name = key.partition(".")
    table = data.get(section)
    return table.pop(name, None) if isinstance(table, dict) else None


def _place(text: str, path: Path, key: str) -> str:
    """Return the file, and the line on which ``key`` is set if it can be found."""
    line = _line_of(text, key)
    return f"{path}, line {line}" if line else str(path)


def _place_of_rule(text: str, path: Path, wrong: BadRule) -> str:
    """Return the file, and the line of a rule's key, else of the rule, if it can be found."""
    found = -1
    at = None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*rules\s*\]\]", line):
            found += 1
            at = number if found == wrong.number else at
        elif re.match(r"\s*\[", line):
            found = max(found, wrong.number + 1) if at else found
        elif at and found == wrong.number and re.match(rf"\s*\"?{re.escape(wrong.key)}\"?\s*=", line):
            at = number
    return f"{path}, line {at}" if at else str(path)


def _line_of(text: str, key: str) -> int | None:
    """Return the line on which the dotted ``key`` is set, counted from 1."""
    section, dot, name = key.partition(".")
    if not dot:
        section, name = "", key
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([^\]]+)\]", line):
            current = head[1].strip()
            if current == key:
                return number
        elif (assigned := re.match(r"\s*(\"[^\"]*\"|'[^']*'|[\w.\"'-]+)\s*=", line)) and assigned[1].strip("\"'") in (
            name if current == section else key,
            key,
        ):
            return number
    return None
