"""The calendar: what comes out, week by week, with who says so; a date that moved, and where others say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.widgets.option_list import Option

from pullquote.cache.core.calendar import Event
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name
from pullquote.cache.export import agenda
from pullquote.tui.actions import Pane, key_of
from pullquote.tui.render.calendar_rows import event_prompt, fold_prompt, nothing_today
from pullquote.tui.render.page_rows import heading
from pullquote.tui.render.rows import counted_prompt
from pullquote.tui.screens.page import Go, Page, Place
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import save_calendar
from pullquote.tui.services.prompt.suggestions import queries
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.services.library.access import LibraryAccess

WEEKS = 8
"""Weeks shown at first, this one among them; each "more" adds as many."""
FEW_WEEKS, ENOUGH = 2, 100
"""Weeks that are shown at first where so many releases or more stand in them: a library of many outlets fills them."""
WEEKS_BACK = 4
"""Weeks of the past that are unfolded, and that each "more" adds."""
FACTS_STAND = timedelta(days=30)
"""How long a renewal, a cancellation or a delay without a date is shown."""
MORE, EARLIER, PAST = "more", "earlier", "past"


class CalendarQuery(Struct):
    """What the page shows, kept while the app runs: filter, words, weeks ahead and back, and the row in focus."""

    line: str = ""
    words: str = ""
    weeks: int = WEEKS
    back: int = 0
    focus: str | None = None


class Found(Struct, frozen=True):
    """What stands in the calendar up to so many weeks ahead; whether there is more behind it, and what has been."""

    events: Sequence[Event]
    weeks: int
    is_more: bool = False
    has_past: bool = False
    has_earlier: bool = False


class CalendarScreen(Page):
    """Lists what comes out by week; Enter opens the work's page, or the article that says so."""

    PANE = Pane.CALENDAR

    def __init__(self, access: LibraryAccess, query: CalendarQuery | None = None) -> None:
        super().__init__(access, "Releases")
        self.calendar_query = query or CalendarQuery()
        self._row_wanted = self.calendar_query.focus
        self._events: dict[str, Event] = {}
        self._found: Found | None = None

    @property
    def now(self) -> datetime:
        """The present time where the reader is."""
        return datetime.now(UTC).astimezone()

    def load(self) -> None:
        """Ask the library for the weeks that are shown."""
        query = self.calendar_query
        line, words, weeks, back, now = query.line, query.words, query.weeks, query.back, self.now
        self.access.look_up(
            self, lambda: find_events(self.library, line, words, (weeks, back), now), self._show, failed=self._refused
        )

    def _refused(self, said: Said) -> None:
        """Show why there is no answer, over no releases: those of another filter would pass for it."""
        self._show(Found((), self.calendar_query.weeks))
        self.on_said(said)

    def _show(self, found: Found) -> None:
        before = self._events
        self._found = found
        self.calendar_query.weeks = found.weeks
        events = [event for section in agenda.sections(found.events, self.now.date()) for event in section.events]
        self._events = {key_of_event(event): event for event in events}
        if self.rows.chosen == MORE:
            self._row_wanted = next((key for key in self._events if key not in before), None)
        query = self.calendar_query
        shown = [part for part in (query.line, f"“{query.words}”" if query.words else "") if part]
        self.head.title = "Releases" + (": " + ", ".join(map(clean_line, shown)) if shown else "")
        self.head.note = f"{len(self._events)}{'+' if found.is_more else ''}"
        self.fill()

    def fill(self) -> None:
        """Set the weeks for the present width; the focus begins at the first release to come."""
        found = self._found
        if found is None:
            return
        width, icons, style, now = self.rows.room, self.icons, self.style_of, self.now
        today = now.date()
        rows: list[Option] = []
        query = self.calendar_query
        if found.has_past:
            folded = not query.back
            rows.append(Option(fold_prompt("Before today", width, icons, style, folded=folded), id=PAST))
            if found.has_earlier:
                rows.append(Option(counted_prompt(f"Show {WEEKS_BACK} earlier weeks", "", width, style), id=EARLIER))
        sections = agenda.sections(found.events, today)
        this_week = agenda.monday_of(today)
        if sections and not query.words and all(section.monday != this_week for section in sections):
            place = sum(section.events[0].days is not None and not is_ahead(section, today) for section in sections)
            sections.insert(place, agenda.Section(agenda.week_words(this_week, today), (), this_week))
        more = [Option(counted_prompt("Show later ones", "", width, style), id=MORE)] if found.is_more else []
        for section in sections:
            if section.label == agenda.NO_DATE:
                rows += more
                more = []
            rows.append(Option(heading(section.label, width, icons, style), disabled=True))
            rows += self._rows_of(section, width, now)
        rows += more
        if not found.events:
            rows += self._nothing()
        first = next((key for key, event in self._events.items() if agenda.last_day(event) >= today), None)
        self.set_rows(rows, focus=self.rows.chosen or first)

    def _rows_of(self, section: agenda.Section, width: int, now: datetime) -> list[Option]:
        """Return the rows of a week, the day said once; today is marked also where nothing comes out."""
        icons, style, today = self.icons, self.style_of, now.date()
        rows: list[Option] = []
        is_marked = section.monday != agenda.monday_of(today) or bool(self.calendar_query.words)
        before = ""
        for event in section.events:
            day = event.days.first if event.days else today
            label = agenda.day_words(day, today) if section.monday is not None else ""
            if not is_marked and day > today:
                rows.append(Option(nothing_today(today, width, icons, style), disabled=True))
            is_marked = is_marked or day >= today
            told = label if label != before or icons.spoken else ""
            before = label
            rows.append(Option(event_prompt(event, told, width, now, icons, style), id=key_of_event(event)))
        if not is_marked:
            rows.append(Option(nothing_today(today, width, icons, style), disabled=True))
        return rows

    def _nothing(self) -> list[Option]:
        if self.calendar_query.line or self.calendar_query.words:
            return self.words("", "No release answers that.", "Esc shows all of them.")
        return self.words(
            "",
            "Nothing is known to come.",
            f"Dates come with the articles: {key_of('refresh_all', self.settings.keys)} in the reader fetches news. "
            "A catalogue adds its own once it is on: `:catalogue on` says what that sends to whom.",
        )

    def possible(self) -> set[str]:
        """Return what can be done: with no release in focus, only what finds some."""
        always = {"back", "search", "filter", "help", "calendar_past"}
        return (
            always | {"open", "next_page", "calendar_article", "follow", "copy", "export"} if self._events else always
        )

    @property
    def event(self) -> Event | None:
        """The release in focus."""
        return self._events.get(self.rows.chosen or "")

    @property
    def subject(self) -> int | None:
        """The article that states the date in focus."""
        return self.event.telling.article if self.event else None

    @property
    def place(self) -> Place:
        """Which weeks are shown, and the release in focus."""
        query = self.calendar_query
        return Place(page=self.PANE, row=self.rows.chosen, line=query.line, words=query.words, limit=query.weeks)

    # Going on

    async def action_open(self) -> None:
        """Open the page of the work, else the article that says so; show more weeks on a row that offers them."""
        match self.rows.chosen:
            case "more":
                self.calendar_query.weeks += WEEKS
                self.load()
            case "earlier":
                self.calendar_query.back += WEEKS_BACK
                self.load()
            case "past":
                self.action_calendar_past()
            case _ if self.event is not None and self.event.work.entity is not None:
                self.action_name_page()
            case _:
                self.action_calendar_article()

    def action_name_page(self) -> None:
        """Open the page of the work in focus."""
        event = self.event
        if event is None or event.work.entity is None:
            self.say("Put the focus on a work that the library knows by name.")
            return
        from pullquote.tui.screens.entity import EntityScreen

        self.app.push_screen(EntityScreen(self.access, event.work.entity), self.follow_on)

    def action_calendar_article(self) -> None:
        """Open the article that states the date."""
        event = self.event
        if event is None:
            self.say("Put the focus on a release.")
        elif event.telling.article is None:
            browse = key_of("browse", self.settings.keys)
            self.say(f"{event.telling.source} says so, no article here; {browse} opens its page.")
        else:
            self.calendar_query.focus = self.rows.chosen
            self.dismiss(Go(article=event.telling.article))

    def action_calendar_past(self) -> None:
        """Unfold what is over, or fold it."""
        query = self.calendar_query
        query.back = 0 if query.back else WEEKS_BACK
        if self.rows.chosen in (EARLIER, PAST) or (self.event and agenda.last_day(self.event) < self.now.date()):
            self._row_wanted = PAST
        self.load()

    def action_back(self) -> None:
        """Back to the reader; the focus is kept for the next time."""
        self.calendar_query.focus = self.rows.chosen
        super().action_back()

    def action_clear(self) -> None:
        """Clear the search, then the filter, then go back."""
        if self.calendar_query.words:
            self._ask(self.calendar_query.line, "")
        elif self.calendar_query.line:
            self._ask("", "")
        else:
            self.action_back()

    def action_releases(self) -> None:
        """Go to today, where the calendar begins."""
        self._ask(self.calendar_query.line, "")

    def restore(self, place: Place) -> None:
        """Show the weeks of a place."""
        super().restore(place)
        self.calendar_query.line, self.calendar_query.words = place.line, place.words
        self.calendar_query.weeks = max(place.limit, WEEKS)

    def _ask(self, line: str, words: str) -> None:
        query = self.calendar_query
        query.line, query.words, query.weeks, query.back, query.focus = line, words, WEEKS, 0, None
        self.rows.highlighted = None
        self.load()

    # Finding

    @asks
    async def action_search(self) -> None:
        """Ask for words to find in the calendar."""
        answer = await self.prompt.ask(
            "Find a release", value=self.calendar_query.words, placeholder="a title, an outlet, a word of who says so"
        )
        if answer is not None:
            self._ask(self.calendar_query.line, answer.line)

    @asks
    async def action_filter(self) -> None:
        """Ask for a query."""
        answer = await self.prompt.ask(
            "Releases",
            value=self.calendar_query.line,
            placeholder='is:followed  show:"Jessica Jones"  outlet:NAME',
            explain=lambda line: self.library.explain(line) if line else "",
            suggester=queries(self.library, self.icons),
        )
        if answer is not None:
            self._ask(answer.line, self.calendar_query.words)

    # Marking and taking along

    def action_follow(self) -> None:
        """Follow the work in focus."""
        self._follow(followed=True)

    def action_unfollow(self) -> None:
        """Stop following the work in focus."""
        self._follow(followed=False)

    def _follow(self, *, followed: bool) -> None:
        event = self.event
        if event is None or (number := event.work.entity) is None:
            self.say("Put the focus on a work that the library knows by name.")
            return

        def done(_: int) -> None:
            self.load()
            title = clean_name(event.title)
            self.say(f"Following {title}" if followed else f"No longer following {title}")

        self.access.write(self, lambda: self.library.names.follow([number], followed), done)

    def action_browse(self) -> None:
        """Open the article, or the page of the catalogue, in the browser."""
        if self.event is not None:
            self.open_link(clean_address(self.event.telling.url))

    def action_copy(self) -> None:
        """Copy what comes out, when, and who says so."""
        event = self.event
        if event is None:
            return
        now = self.now
        what = ", ".join(filter(None, (clean_name(event.title), agenda.what_words(event))))
        day = agenda.date_words(event.date, date.min)
        lines = [
            f"{what}: {day}" if day else what,
            "; ".join(agenda.notes(event, now)),
            clean_address(event.telling.url),
        ]
        self.app.copy_to_clipboard("\n".join(line for line in lines if line))
        self.say(f"Copied the date of {clean_name(event.title)}" if day else f"Copied what is said of {what}")

    @asks
    async def action_export(self) -> None:
        """Ask for a file to save the calendar to, for a calendar program."""
        name = "releases.ics"
        path = await self.prompt.ask_path(
            "Save as iCalendar to", value=str(Path.cwd() / name), icons=self.icons, name=name
        )
        if path is None:
            return
        line, since = self.calendar_query.line, self.now.date() - timedelta(days=366)
        self.access.look_up(
            self,
            lambda: save_calendar(self.library.calendar.events(since, None, line), path),
            self.say,
            group="save",
        )


def key_of_event(event: Event) -> str:
    """Return the key of a row, which stays its own when the date moves."""
    return f"{event.work.entity or event.work.key}/{event.part}"


def is_ahead(section: agenda.Section, today: date) -> bool:
    """Return whether a section stands behind this week."""
    return agenda.monday_of(agenda.last_day(section.events[0])) >= agenda.monday_of(today)


def find_events(library: Library, line: str, words: str, weeks: tuple[int, int], now: datetime) -> Found:
    """Return what comes out in so many weeks ahead, and so many back, 0 for from today on.

    Where the last of these weeks have nothing, it goes on to the next date that is known. A filter and words are sought
    in all that is to come.
    """
    calendar, today = library.calendar, now.date()
    ahead, back = weeks
    this_week = agenda.monday_of(today)
    first = this_week - back * agenda.WEEK if back else today
    has_past = calendar.last_day(today) is not None
    news = now - FACTS_STAND
    has_earlier = back > 0 and calendar.last_day(first) is not None
    if words or line:
        wanted = words.casefold().split()
        stated = [word for word in wanted if word not in agenda.PART_WORDS]
        events = calendar.events(first, None, line, facts_since=news, words=stated)
        found = [event for event in events if _has(event, wanted)]
        return Found(found, ahead, has_past=has_past, has_earlier=has_earlier)
    last = this_week + min(ahead, FEW_WEEKS) * agenda.WEEK - timedelta(days=1)
    events = calendar.events(first, last, facts_since=news)
    if ahead > FEW_WEEKS and (ahead != WEEKS or len(events) < ENOUGH):
        last = this_week + ahead * agenda.WEEK - timedelta(days=1)
        events = calendar.events(first, last, facts_since=news)
    while (coming := calendar.next_day(last)) is not None and not _reaches(events, last - WEEKS * agenda.WEEK):
        last = agenda.monday_of(coming) + WEEKS * agenda.WEEK - timedelta(days=1)
        events = calendar.events(first, last, facts_since=news)
    reached = (last + timedelta(days=1) - this_week) // agenda.WEEK
    return Found(events, reached, is_more=coming is not None, has_past=has_past, has_earlier=has_earlier)


def _reaches(events: Sequence[Event], day: date) -> bool:
    return any(event.date is not None and agenda.last_day(event) > day for event in events)


def _has(event: Event, wanted: Sequence[str]) -> bool:
    said = [event.title, agenda.what_words(event), *(f"{one.source} {one.text}" for one in event.said)]
    text = "\n".join(said).casefold()
    return all(word in text for word in wanted)
