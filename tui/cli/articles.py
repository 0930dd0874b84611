"""Articles on stdout: lists of headlines, search results and whole articles in every format.

Used by the fast path and by the commands of click alike, so nothing here imports click.
"""

from __future__ import annotations

import os
import sys
from array import array
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.order import Order
from pullquote.cache.core.results import Headline, SearchHit, StoryRow
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import TextStyle, write_article
from pullquote.tui.cli.options import UNDECODED, Options, terminal_columns
from pullquote.tui.cli.output import FILLED_BY, PARTLY, age, cell, print_rows, say_nothing, strong, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pullquote.cache.core.clippings import Clipping, Place
    from pullquote.cache.core.following.arrivals import Arrived
    from pullquote.cache.library import Library
    from pullquote.tui.cli.article_page import Look

_CHUNK = 500
_WITH_OUTLET = 60
"""Columns from which on a headline has room for its outlet."""
_WATCH_SECONDS = 0.5


def headlines(
    options: Options,
    query: str,
    *,
    limit: int | None = None,
    order: str | None = None,
    watch: bool = False,
    since_last: bool = False,
    with_muted: bool = False,
    stories: bool = False,
) -> int:
    """Print the headlines that match and return how many there were.

    ``watch`` goes on with later arrivals; ``since_last`` prints only what came since this was last asked; ``stories``:
    one row for the same news of several outlets.
    """
    from pullquote.cache.export import rows  # lazy: `show` prints no rows

    if watch and since_last:
        raise UsageError("Give one of --watch and --since-last: the first never ends, so nothing comes after it.")
    with options.open_library() as library:
        wanted = _unmuted(library, query, with_muted, options)
        came = _arrived(library, options, "list", query, wanted, with_muted) if since_last else None
        in_order = Order(order or library.settings.list.order)
        ids = array("q") if limit is None or came is not None else _first(library, wanted, in_order, limit, stories)
        if not ids:
            ids = library.ids(wanted, order=in_order)
            if came is not None:
                ids = array("q", filter(set(came.ids).__contains__, ids))
            if stories:
                ids = library.stories.rows(ids, wanted, order=in_order)
        chosen = ids if limit is None else ids[:limit]
        if stories:
            count = print_rows(_stories(library, chosen), rows.STORIES, options, line=lambda s: _story(s, options))
        else:
            count = print_rows(_headlines(library, chosen), rows.HEADLINES, options, line=lambda h: line(h, options))
        if watch:
            _watch(library, wanted, max(library.ids(), default=0), options)
        if came is not None:
            shown = library.stories.whole(chosen) if stories else chosen
            _keep(library, came, options, count, set(came.ids).difference(shown))
        elif not count and not ids:
            _say_none(library, query, wanted, options)
    return count


def _first(library: Library, wanted: str, order: Order, limit: int, stories: bool) -> array[int]:
    """Return the first rows of a list, where a large library knows as many sooner than all; else none."""
    if not stories:
        return library.first(wanted, order, limit, alone=True)
    rows = library.stories.first_rows(library.first(wanted, order, 2 * limit + 60), wanted, order)
    return rows if len(rows) >= limit else array("q")


def hits(options: Options, query: str, *, limit: int, since_last: bool = False, with_muted: bool = False) -> int:
    """Print what a search finds, the best match first, and return how many there were."""
    from pullquote.cache.export import rows  # lazy: `show` prints no rows

    if not query and options.fields != ("help",):
        raise UsageError("Name what to search for, as in `pullquote search carousel`; `pullquote list` lists all.")
    with options.open_library() as library:
        wanted = _unmuted(library, query, with_muted, options)
        came = _arrived(library, options, "search", query, wanted, with_muted) if since_last else None
        found = library.search(wanted, limit=limit, among=came.ids if came else None)
        count = print_rows(found, rows.HITS, options, line=lambda hit: _line(hit, options))
        if came is not None:
            _keep(library, came, options, count, set(came.ids).difference(hit.headline.id for hit in found))
        elif not count:
            _say_none(library, query, wanted, options)
        return count


def _arrived(
    library: Library, options: Options, command: str, query: str, wanted: str, with_muted: bool
) -> Arrived | None:
    from pullquote.tui.cli.since_last import arrived  # lazy: few ask what came

    return arrived(library, options, command, query, *(["--all"] if with_muted else []), of=wanted)


def _keep(library: Library, came: Arrived, options: Options, count: int, left: set[int]) -> None:
    from pullquote.tui.cli.since_last import keep

    keep(library, came, options, count, left=left)


def _unmuted(library: Library, query: str, with_muted: bool, options: Options) -> str:
    """Return a query without what is muted, as in the lists of the app, unless it asks for that.

    Say which terms cannot be used.
    """
    from pullquote.cache.core.mute import asks_for_muted, mute_complaints, unmuted_query  # lazy: `show` asks no query
    from pullquote.cache.core.query import both

    if with_muted or asks_for_muted(query):
        return query
    mute = library.settings.list.mute
    for complaint in mute_complaints(mute):
        options.say(f"list.mute: {complaint}")
    return both(query, unmuted_query(mute))


def _say_none(library: Library, query: str, wanted: str, options: Options) -> None:
    """Print why there is no answer: nothing matched, all that did is muted, or the library is empty."""
    from pullquote.cache.core.counts import counted  # lazy: only for an empty answer

    if wanted != query and (muted := library.count(query)):
        options.say(f"{counted(muted, 'article')} muted: --all lists {'it' if muted == 1 else 'them'}.")
    elif query:
        say_nothing(options, "article", query)
    else:
        options.say(f"The library is empty. {FILLED_BY}")


def _watch(library: Library, wanted: str, last: int, options: Options) -> None:
    """Print articles that come after the number ``last``, oldest first, until interrupted."""
    import time  # lazy: only --watch waits

    from pullquote.cache.export import rows  # lazy: `show` prints no rows

    seen = library.changes()
    while True:
        sys.stdout.flush()
        time.sleep(_WATCH_SECONDS)
        if (now := library.changes()) != seen:
            seen = now
            new = sorted(number for number in library.ids(wanted) if number > last)
            last = max([last, *new])
            print_rows(_headlines(library, new), rows.HEADLINES, options, line=lambda h: line(h, options))


def _headlines(library: Library, ids: Sequence[int]) -> Iterator[Headline]:
    """Read headlines a few hundred at a time, so that the first is printed at once."""
    for start in range(0, len(ids), _CHUNK):
        yield from library.headlines(ids[start : start + _CHUNK])


def _stories(library: Library, ids: Sequence[int]) -> Iterator[StoryRow]:
    for headline in _headlines(library, ids):
        yield StoryRow(headline, tuple(library.stories.others(headline.id)) if headline.others else ())


def _story(row: StoryRow, options: Options) -> str:
    """Return a story for the terminal: its headline, and below it a line for each of the other outlets."""
    from pullquote.cache.core.times.apart import apart  # lazy: only for stories

    lines = [line(row.headline, options)]
    for other in row.others:
        head = f"{other.id:>6} {' ' if other.read else 'N'}{'*' if other.starred else ' '}    "
        facts = f"{other.outlet or 'unnamed outlet'}, {apart(other.when, row.headline.when)}: {other.title}"
        lines.append(head + cell(facts, max(20, terminal_columns() - len(head))).rstrip())
    return "\n".join(lines)


def line(headline: Headline, options: Options) -> str:
    """Return a headline as one line for the terminal: number, signs of unread and star, age, outlet if wide, title."""
    icons = (" " if headline.read else "N") + ("*" if headline.starred else " ")
    head = f"{headline.id:>6} {icons} {age(headline.when):>4}  "
    if terminal_columns() >= _WITH_OUTLET:
        head += f"{cell(headline.outlet or '', 18)}  "
    room = max(10, terminal_columns() - len(head))
    return head + strong(cell(headline.title, room).rstrip(), options, when=not headline.read)


def named_line(headline: Headline) -> str:
    """Return an article that something is done with as a line for the terminal: number and title."""
    return clean_line(f"{headline.id}  {headline.title}", None)


class Done:
    """Prints articles as something is done with each: a row each as it comes, as JSON all of them at the end."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._rows: list[Headline] = []

    def add(self, headlines: Sequence[Headline]) -> None:
        """Print some of them."""
        if self._options.format == "json":
            self._rows += headlines
        else:
            self._print(headlines)

    def end(self) -> None:
        """Print what is left."""
        if self._options.format == "json":
            self._print(self._rows)

    def _print(self, headlines: Sequence[Headline]) -> None:
        from pullquote.cache.export.rows import DONE  # lazy: `show` prints no rows

        print_rows(headlines, DONE, self._options, line=named_line)
        sys.stdout.flush()


def _line(hit: SearchHit, options: Options) -> str:
    return f"{line(hit.headline, options)}\n          {clean_line(hit.snippet)}"


def shown(
    options: Options,
    references: Sequence[str],
    style: TextStyle,
    *,
    pager: bool | None = None,
    highlights: bool = False,
) -> int:
    """Print the articles that ``references`` name, each as it is found; ``-`` reads more from stdin, one a line.

    One that is not there is said on stderr and passed by. Return the exit code: 3 where some could not be found.

    On a terminal they are set for reading and shown in a pager, unless another form was asked for; ``pager`` says so
    in any case, or never. ``highlights`` marks what the user has highlighted; only Markdown can. Raises ``UsageError``.
    """
    if highlights and options.format != "md":
        raise UsageError("Highlights are marked in Markdown alone; add --format md.")
    if options.fields == ("help",):
        write("".join(f"{name}\n" for name in Article.__struct_fields__))
        return 0
    terminal = sys.stdout.isatty()
    with options.open_library() as library:
        search = _Search(library)
        wanted = search.found(named(references))
        page = page_look(library, options) if terminal and options.format in (None, "text") else None
        several = are_several(references)
        texts = _texts(library, wanted, options, style, page, highlights=highlights, several=several)
        if not pages(page, pager):
            for text in texts:
                sys.stdout.write(text)
                if "-" in references:  # the next may be long in coming
                    sys.stdout.flush()
        elif text := "".join(texts):
            paged(text)
    if not search.count and not search.code:
        say_nothing(options, "article", "-")
    return PARTLY if search.code and search.count else search.code


class _Search:
    """Looks articles up as they are named; counts what it finds, and says what it does not."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.count = 0
        self.code = 0
        """The exit code of the last that was not found; 0 where all were."""

    def found(self, references: Iterable[str]) -> Iterator[int]:
        for reference in references:
            try:
                number = self._library.find(reference)
            except NotFound as error:
                from pullquote.tui.cli.messages import complain  # lazy: an article that is there is none to complain of

                sys.stdout.flush()
                complain(str(error))
                self.code = error.exit_code
            else:
                self.count += 1
                yield number


def pages(look: Look | None, wanted: bool | None = None) -> bool:
    """Return whether text is read in a pager: on a terminal that shows its looks, or where it is ``wanted``."""
    if not sys.stdout.isatty() or wanted is False:
        return False
    return bool(wanted or (look and os.environ.get("TERM") != "dumb"))


def paged(text: str) -> None:
    """Show a text in the user's pager; print it where there is none."""
    from pullquote.tui.cli import pager as pagers  # lazy: only a terminal has one

    command = pagers.pager(os.environ)
    if command is None or not pagers.read_in(command, text):
        sys.stdout.write(text)


def page_look(library: Library, options: Options) -> Look | None:
    """Return how articles look on this terminal; ``None`` for plain text, as who reads by ear has it."""
    from pullquote.tui.cli.article_page import Look  # lazy: only a terminal has looks
    from pullquote.tui.render.icons import icons_for

    reading = library.settings.reading
    if reading.linear:
        return None
    return Look(options.colored(), icons_for(reading).bar)


def _texts(
    library: Library,
    wanted: Iterable[int],
    options: Options,
    style: TextStyle,
    look: Look | None,
    *,
    highlights: bool,
    several: bool,
) -> Iterator[str]:
    """Return the parts of what ``show`` prints, cleaned."""
    form = "text" if options.format in (None, "tsv") else options.format  # --plain: the text without its looks
    joint = Joint(form, several=several)
    if look is not None:
        from pullquote.tui.cli.article_page import article_page

        width = options.width if options.width is not None else min(terminal_columns(), library.settings.reading.width)
        for article in map(library.understood, wanted):
            yield joint.add(article_page(article, replace(style, width=width), look))
        return
    for value in map(library.understood, wanted):
        marks = library.clippings.marks(value) if highlights or form in ("json", "jsonl") else ()
        yield clean_text(joint.add(article_form(value, options, form, style, marks)))
    yield joint.end()


def named(references: Iterable[str]) -> Iterator[str]:
    """Return the references of a call; ``-`` reads more of them from stdin, one a line."""
    for reference in references:
        if reference == "-":
            yield from (line.split("\t")[0].strip() for line in sys.stdin if line.strip())
        else:
            yield reference


def article_form(
    article: Article,
    options: Options,
    form: str,
    style: TextStyle,
    clippings: Sequence[tuple[Clipping, Sequence[Place]]] = (),
) -> str:
    """Return ``article`` in the format ``form``, wrapped and with the fields as ``options`` ask.

    Raises ``UsageError`` for fields of a form that has none.
    """
    if options.fields and form not in ("json", "jsonl"):
        raise UsageError("--fields picks what is in JSON: add --json or --jsonl.")
    return write_article(article, form, replace(style, width=options.line_width()), options.fields, clippings)


class Joint:
    """Joins articles, each in the format ``form``: apart from each other as text, one array as JSON of ``several``.

    Whether there may be several is for the call to say, and not for what it finds: a program knows beforehand what it
    reads.
    """

    def __init__(self, form: str, *, several: bool) -> None:
        self._apart = form in ("text", "md")
        self._array = several and form == "json"
        self._count = 0

    def add(self, text: str) -> str:
        """Return an article with what parts it from the one before."""
        self._count += 1
        if self._array:
            indented = text.rstrip("\n").replace("\n", "\n  ")
            return f"{'[' if self._count == 1 else ','}\n  {indented}"
        return ("\n\n" if self._apart and self._count > 1 else "") + text

    def end(self) -> str:
        """Return what stands behind the last."""
        if not self._array:
            return ""
        return "\n]\n" if self._count else "[]\n"

    def all(self, texts: Iterable[str]) -> Iterator[str]:
        """Return articles as the parts of one text."""
        yield from map(self.add, texts)
        yield self.end()


def are_several(references: Sequence[str]) -> bool:
    """Return whether the references of a call may name several articles, or another number than one."""
    return len(references) != 1 or "-" in references


def joined(parts: Iterable[str]) -> str:
    """Join the words of a query; a word the shell unquoted around blanks is quoted again.

    Raises ``UsageError`` for bytes that are no UTF-8: without them a query would ask for more, or for everything.
    """
    words = " ".join(map(_requote, map(_whole, parts)))
    if not words.isascii() and UNDECODED.search(words):
        raise UsageError("A query cannot hold bytes that are no UTF-8.")
    return words


def _whole(part: str) -> str:
    """Return a word of a query. Raises ``UsageError`` for a field without a value, as of a variable that is not set."""
    if part.endswith(":"):
        from pullquote.cache.core.query import FIELDS  # lazy: only for a mistake

        if field := FIELDS.get(part.lstrip("-").removesuffix(":").lower()):
            raise UsageError(f"{part} has no value; write for example {field.written[0]}.")
    return part


def _requote(part: str) -> str:
    if not any(c.isspace() for c in part) or '"' in part:
        return part
    field, colon, value = part.partition(":")
    if colon and field.lstrip("-").isalpha() and value:
        return f'{field}:"{value}"'
    return part
