"""The one registry of what a user can do, and with which keys.

Bindings, footer, palette, help screen and ``pullquote keys`` all read this table, so they cannot
disagree. Every action has an id under which it can be rebound in ``config.toml``. Nothing here imports
Textual: the command line reads it too.

Never bound: ^S ^Q, ^Z but to suspend, Alt and Super; no function key or Esc is the only way to anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum

from msgspec import Struct


class Pane(StrEnum):
    """Where an action applies: one of the three panes, anywhere in the reader, or one of the pages over it.

    ``SELECTION`` is the article while words of it are selected.
    """

    LIST = "list"
    ARTICLE = "article"
    PEOPLE = "people"
    ANYWHERE = "anywhere"
    QUOTES = "quotes"
    CALENDAR = "calendar"
    FEEDS = "feeds"
    NAME = "name"
    EDITION = "edition"
    OUTPUT = "output"
    BOOK = "book"
    SELECTION = "selection"


class Group(StrEnum):
    """The sections of the help screen, in its order."""

    MOVE = "Moving"
    READ = "Reading"
    FIND = "Finding"
    MARK = "Marking"
    BOOK = "The quote book"
    TAKE = "Taking along"
    PEOPLE = "Works and people"
    NEWS = "News"
    APP = "The reader"


class Action(Struct, frozen=True):
    """One thing a user can do.

    ``id`` names it in ``config.toml`` and in the code (``action_<id>``); ``keys`` are its default keys in
    Textual's spelling, parted by commas, those of a sequence by spaces; none for what the palette and ``:`` do alone.
    ``label`` is at most two words for the footer; ``help`` is one sentence; ``panes`` says where it works. ``footer``
    orders it in the footer, 0 keeps it out. One that ``counts`` is handed the number typed before its key.
    """

    id: str
    keys: str
    label: str
    help: str
    group: Group
    panes: tuple[Pane, ...] = (Pane.ANYWHERE,)
    footer: int = 0
    counts: bool = False


_LIST = (Pane.LIST,)
_ARTICLE = (Pane.ARTICLE,)
_PEOPLE = (Pane.PEOPLE,)
_PANES = (Pane.LIST, Pane.ARTICLE, Pane.PEOPLE)
_QUOTES = (Pane.QUOTES,)
_FEEDS = (Pane.FEEDS,)
_NAMES = (Pane.PEOPLE, Pane.NAME)
_OUTPUT = (Pane.OUTPUT,)
_CALENDAR = (Pane.CALENDAR,)
_BOOK = (Pane.BOOK,)
_EDITION = (Pane.EDITION,)
_SELECTION = (Pane.SELECTION,)
_OF_LIBRARY = (Pane.QUOTES, Pane.CALENDAR, Pane.FEEDS, Pane.NAME, Pane.EDITION, Pane.BOOK)
PAGES = (*_OF_LIBRARY, *_OUTPUT, *_SELECTION)
"""The panes that are a page of their own, or as good as one; what works anywhere in the reader does not work there
unless it says so."""
_MOVING = (*_PANES, *_OF_LIBRARY, *_OUTPUT)
_ALL = (Pane.ANYWHERE, *PAGES)

ACTIONS: tuple[Action, ...] = (
    # Moving
    Action("down", "j,down", "Down", "One line or one headline down.", Group.MOVE, _MOVING, counts=True),
    Action("up", "k,up", "Up", "One line or one headline up.", Group.MOVE, _MOVING, counts=True),
    Action(
        "first",
        "g g,home",
        "Top",
        "To the first headline or line; with a number, to that one.",
        Group.MOVE,
        _MOVING,
        counts=True,
    ),
    Action(
        "last",
        "G,end",
        "End",
        "To the last headline or line; with a number, to that one.",
        Group.MOVE,
        _MOVING,
        counts=True,
    ),
    Action(
        "next_page",
        "space",
        "Read on",
        "A page on; at the end of an article, the next unread one.",
        Group.MOVE,
        _MOVING,
        footer=2,
        counts=True,
    ),
    Action("page_down", "ctrl+f,pagedown", "Page down", "A page down.", Group.MOVE, _MOVING, counts=True),
    Action("page_up", "b,ctrl+b,pageup", "Page up", "A page up.", Group.MOVE, _MOVING, counts=True),
    Action("half_down", "ctrl+d", "Half down", "Half a page down.", Group.MOVE, _MOVING, counts=True),
    Action("half_up", "ctrl+u", "Half up", "Half a page up.", Group.MOVE, _MOVING, counts=True),
    Action(
        "percent",
        "percent_sign",
        "Percent",
        "After a number, to that part: 50% is the middle.",
        Group.MOVE,
        _MOVING,
        counts=True,
    ),
    Action("next_pane", "tab", "Next pane", "To the next pane.", Group.MOVE),
    Action("previous_pane", "shift+tab", "Previous pane", "To the previous pane.", Group.MOVE),
    Action("go_list", "g 1", "List", "To the headlines.", Group.MOVE),
    Action("go_article", "g 2", "Article", "To the article.", Group.MOVE),
    Action("go_people", "g 3", "People", "To the works and people.", Group.MOVE),
    # Reading
    Action(
        "open",
        "enter,l,right",
        "Open",
        "Open what is under the cursor: an article, a quote in its article, the articles of a feed.",
        Group.READ,
        (Pane.LIST, *_OF_LIBRARY),
        footer=1,
    ),
    Action(
        "back",
        "q,h,left",
        "Back",
        "Back to the headlines, or to the page an article was opened from.",
        Group.READ,
        (Pane.ARTICLE, Pane.PEOPLE, *_OF_LIBRARY, *_OUTPUT),
        footer=1,
    ),
    Action(
        "next_unread",
        "n",
        "Next unread",
        "The next unread article; in an edition, its next; after a search, the next match.",
        Group.READ,
        (Pane.ANYWHERE, *_OUTPUT),
        footer=3,
        counts=True,
    ),
    Action(
        "previous_match",
        "N",
        "Previous match",
        "The previous unread article; after a search, the previous match.",
        Group.READ,
        (Pane.ANYWHERE, *_OUTPUT),
        counts=True,
    ),
    Action("previous_unread", "p", "Previous unread", "The previous unread article.", Group.READ, counts=True),
    Action(
        "next_article",
        "J",
        "Next article",
        "The next article; in the list, scroll the article beside it.",
        Group.READ,
        counts=True,
    ),
    Action(
        "previous_article",
        "K",
        "Previous article",
        "The previous article; in the list, scroll the article beside it.",
        Group.READ,
        counts=True,
    ),
    Action(
        "next_quote",
        "]",
        "Next quote",
        "To the next pull quote.",
        Group.READ,
        footer=4,
        panes=(Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "previous_quote",
        "[",
        "Previous quote",
        "To the previous pull quote.",
        Group.READ,
        (Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "next_saying",
        ")",
        "Next saying",
        "To the next quotation, set off or in running text.",
        Group.READ,
        (Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "previous_saying",
        "(",
        "Previous saying",
        "To the previous quotation.",
        Group.READ,
        (Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "next_paragraph",
        "right_curly_bracket",
        "Next paragraph",
        "To the next paragraph, also while the article is read aloud.",
        Group.READ,
        _ARTICLE,
        counts=True,
    ),
    Action(
        "previous_paragraph",
        "left_curly_bracket",
        "Previous paragraph",
        "To the previous paragraph, also while the article is read aloud.",
        Group.READ,
        _ARTICLE,
        counts=True,
    ),
    Action(
        "story",
        "equals_sign",
        "Story",
        "In the list, the other outlets with the same news, or one row again; in an article, the next of them.",
        Group.READ,
        footer=6,
        counts=True,
    ),
    Action(
        "edition",
        "E",
        "Edition",
        "A finite issue for a journey: choose the minutes, read it from cover to end, or go on with yours.",
        Group.READ,
        (Pane.LIST, Pane.ARTICLE, Pane.EDITION),
        footer=14,
    ),
    Action(
        "edition_fetch",
        "R",
        "Fetch",
        "Fetch the pages and pictures that the edition lacks, so that it is whole offline; again, stop.",
        Group.READ,
        _EDITION,
        footer=4,
    ),
    Action(
        "changes", "d", "Changes", "Show what changed in the article since it came or was read.", Group.READ, _ARTICLE
    ),
    Action(
        "veil",
        "full_stop",
        "Unveil",
        "Open what is veiled because it would spoil something, or veil it again.",
        Group.READ,
        (Pane.LIST, Pane.ARTICLE),
        footer=4,
    ),
    Action("full_text", "x", "Full text", "Fetch the full text now; again, show the feed's own.", Group.READ),
    Action("pictures", "v", "Pictures", "Show the pictures, or only their captions.", Group.READ),
    Action("picture_size", "g v", "Picture size", "Pictures small, medium or large.", Group.READ),
    Action("zen", "z", "Zen", "Only the article, nothing else.", Group.READ),
    # Finding
    Action(
        "search",
        "slash",
        "Search",
        "Search the library, find in the article, among quotes, releases or feeds, in what a command says.",
        Group.FIND,
        (Pane.ANYWHERE, Pane.QUOTES, Pane.CALENDAR, Pane.FEEDS, Pane.BOOK, *_OUTPUT),
        footer=6,
    ),
    Action(
        "filter",
        "F",
        "Filter",
        "Show only what answers a query: is:unread person:ritter since:7d.",
        Group.FIND,
        (Pane.ANYWHERE, Pane.QUOTES, Pane.CALENDAR),
        footer=8,
    ),
    Action(
        "clear",
        "escape,backspace",
        "Clear",
        "Clear the search or the filter.",
        Group.FIND,
        (Pane.ANYWHERE, *_OF_LIBRARY, *_OUTPUT),
    ),
    Action(
        "sections",
        "t",
        "Sections",
        "Pick a section: unread, starred, an outlet, a feed; quotes by person, show or outlet.",
        Group.FIND,
        (Pane.ANYWHERE, Pane.QUOTES),
    ),
    Action("watch", "w", "Watch", "Keep the filter or the search as a section; in it, let it go.", Group.FIND),
    Action("sort", "S", "Sort", "Change the order.", Group.FIND, (Pane.ANYWHERE, Pane.FEEDS)),
    Action("quotes", "quotation_mark,g 4", "Quotes", "Every quote in the library.", Group.FIND, footer=12),
    Action(
        "releases",
        "g 6,g r",
        "Releases",
        "The calendar: what comes out by week, who says so, what moved.",
        Group.FIND,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action("calendar_past", "z", "Past", "Unfold what is over, or fold it.", Group.FIND, _CALENDAR, footer=5),
    Action(
        "calendar_article", "a", "Article", "Open the article that states the date.", Group.READ, _CALENDAR, footer=2
    ),
    # Marking
    Action(
        "toggle_read",
        "m",
        "Read",
        "Mark as read or unread; with a number, as many from here on.",
        Group.MARK,
        counts=True,
    ),
    Action("all_read", "A", "All read", "Mark every headline in view as read; U takes it back.", Group.MARK, _LIST),
    Action(
        "star",
        "f,asterisk",
        "Star",
        "Star, or take the star away; with a number, as many from here on.",
        Group.MARK,
        footer=7,
        counts=True,
    ),
    Action(
        "part_story",
        "g minus",
        "Two stories",
        "This article is other news than its story; U takes it back.",
        Group.MARK,
    ),
    Action("join_story", "g equals_sign", "Same story", "This article is the same news as one you pick.", Group.MARK),
    Action(
        "tags",
        "T",
        "Tags",
        "Tag the article with words of your own; -word takes one away; with a number, as many from here on.",
        Group.MARK,
        counts=True,
    ),
    Action("tag_all", "g T", "Tag all", "Tag every headline in view; U takes it back.", Group.MARK),
    Action(
        "later",
        "L",
        "Later",
        "Put on the reading list, or take off; with a number, as many from here on.",
        Group.MARK,
        counts=True,
    ),
    Action(
        "remove",
        "D,delete",
        "Remove",
        "Remove the article for good: no feed brings it back, undo does.",
        Group.MARK,
        (Pane.LIST, Pane.ARTICLE),
        counts=True,
    ),
    Action(
        "undo",
        "U",
        "Undo",
        "Take back what was done last, wherever that was: marks, removals, changes of feeds and names.",
        Group.MARK,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action(
        "spoiler",
        "g full_stop",
        "Spoiler",
        "What is veiled here is no spoiler, or a passage is one; that is remembered, U takes it back.",
        Group.MARK,
        (Pane.LIST, Pane.ARTICLE),
    ),
    # The quote book
    Action(
        "select",
        "V",
        "Select",
        "Select words of the article from the reading line on, to highlight, note or copy them.",
        Group.BOOK,
    ),
    Action(
        "next_mark",
        "apostrophe",
        "Next mark",
        "To the next passage you marked.",
        Group.BOOK,
        (Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "previous_mark",
        "semicolon",
        "Previous mark",
        "To the previous passage you marked.",
        Group.BOOK,
        (Pane.ARTICLE, Pane.PEOPLE),
        counts=True,
    ),
    Action(
        "keep_quote",
        "c",
        "Keep",
        "Keep the quote in focus in the quote book; what is in focus and in it already is taken out, U brings it back.",
        Group.BOOK,
        (Pane.ARTICLE, Pane.QUOTES),
        footer=9,
    ),
    Action(
        "note",
        "g n",
        "Note",
        "Write a note to the mark or the quote in focus, else to the article.",
        Group.BOOK,
        (Pane.ANYWHERE, Pane.QUOTES),
    ),
    Action(
        "quote_book",
        "g b,g 7",
        "Quote book",
        "Passages you highlighted, quotes you kept, articles you noted.",
        Group.BOOK,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action("book_note", "n,g n", "Note", "Write the note of the entry in focus.", Group.BOOK, _BOOK, footer=3),
    Action(
        "book_remove",
        "D,delete",
        "Remove",
        "Take the entry out of the quote book; U brings it back.",
        Group.BOOK,
        _BOOK,
        footer=8,
    ),
    Action("select_highlight", "enter,V", "Highlight", "Highlight what is selected.", Group.BOOK, _SELECTION, footer=1),
    Action(
        "select_note",
        "n",
        "With note",
        "Highlight what is selected, with a note to it.",
        Group.BOOK,
        _SELECTION,
        footer=2,
    ),
    Action("select_copy", "y", "Copy", "Copy what is selected.", Group.BOOK, _SELECTION, footer=3),
    Action(
        "select_word",
        "w,l,right",
        "Word on",
        "Move the end of the selection a word on.",
        Group.BOOK,
        _SELECTION,
        footer=5,
        counts=True,
    ),
    Action(
        "select_word_back",
        "b,h,left",
        "Word back",
        "Move the end of the selection a word back.",
        Group.BOOK,
        _SELECTION,
        counts=True,
    ),
    Action(
        "select_down",
        "j,down",
        "Paragraph on",
        "Move the end of the selection a paragraph on.",
        Group.BOOK,
        _SELECTION,
        footer=6,
        counts=True,
    ),
    Action(
        "select_up",
        "k,up",
        "Paragraph back",
        "Move the end of the selection a paragraph back.",
        Group.BOOK,
        _SELECTION,
        counts=True,
    ),
    Action(
        "select_other_end", "o", "Other end", "Move the other end of the selection.", Group.BOOK, _SELECTION, footer=7
    ),
    Action(
        "select_unit", "v,space", "Words", "Select by words, or whole paragraphs.", Group.BOOK, _SELECTION, footer=8
    ),
    Action("select_leave", "q,escape,backspace", "Leave", "Select nothing any more.", Group.BOOK, _SELECTION, footer=9),
    # Taking along
    Action(
        "browse",
        "o",
        "Browser",
        "Open the article or the site in the browser.",
        Group.TAKE,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action(
        "copy",
        "y",
        "Copy",
        "Copy the quote in focus with who said it and where, else the link.",
        Group.TAKE,
        (Pane.ANYWHERE, *_OF_LIBRARY, *_OUTPUT),
        footer=10,
    ),
    Action("links", "u", "Links", "Number the links; a digit opens one.", Group.TAKE),
    Action("save", "s", "Save", "Save the article, or the quotes, as text.", Group.TAKE, (Pane.ANYWHERE, Pane.QUOTES)),
    Action(
        "export",
        "e",
        "Export",
        "Save the article, the quotes or the edition in a format you choose, the feeds as OPML, releases as iCalendar.",
        Group.TAKE,
        (Pane.ANYWHERE, Pane.QUOTES, Pane.CALENDAR, Pane.FEEDS, Pane.EDITION, Pane.BOOK),
        footer=11,
    ),
    Action("pipe", "vertical_line", "Pipe", "Hand the article to a command, and read what it says.", Group.TAKE),
    Action("enclosure", "g e", "Play", "Play the audio or video of the article.", Group.TAKE),
    Action("speak", "g a", "Read aloud", "Read the article aloud from here on; again, stop.", Group.TAKE),
    Action("stop", "x", "Stop", "Stop the command that is running.", Group.TAKE, _OUTPUT, footer=2),
    # Works and people
    Action("people", "i", "People", "Show or hide the works and people.", Group.PEOPLE),
    Action(
        "choose_name",
        "enter,l,right",
        "Filter by",
        "Show only articles about the name in focus.",
        Group.PEOPLE,
        _PEOPLE,
        footer=2,
    ),
    Action(
        "name_page",
        "P",
        "Page",
        "All about the name in focus: articles, quotes and dates.",
        Group.PEOPLE,
        (Pane.ANYWHERE, Pane.QUOTES, Pane.CALENDAR),
        footer=3,
    ),
    Action(
        "follow",
        "plus",
        "Follow",
        "Follow the name in focus; in the list, what it is filtered or searched by.",
        Group.PEOPLE,
        (Pane.ANYWHERE, Pane.NAME, Pane.CALENDAR),
        footer=4,
    ),
    Action(
        "unfollow",
        "minus",
        "Unfollow",
        "Stop following the name in focus, or what the list is filtered or searched by.",
        Group.PEOPLE,
        (Pane.ANYWHERE, Pane.NAME, Pane.CALENDAR),
    ),
    Action(
        "fix_type",
        "c",
        "Correct",
        "Say what the name in focus is: a film, a song, a person.",
        Group.PEOPLE,
        _NAMES,
        footer=7,
    ),
    Action(
        "seen",
        "E",
        "Seen",
        "Say how far you have seen the show in focus: s2e5, season 2, all.",
        Group.PEOPLE,
        _NAMES,
    ),
    Action(
        "seen_next",
        "W",
        "Episode on",
        "One episode further in the show in focus, into the next season after the last one; with a number, as many.",
        Group.PEOPLE,
        _NAMES,
        counts=True,
    ),
    Action(
        "guard",
        "full_stop",
        "Guard",
        "Veil what would spoil the name in focus: of a show, what comes after what you have seen; again, no longer.",
        Group.PEOPLE,
        _NAMES,
        footer=6,
    ),
    Action(
        "guards",
        "",
        "Guarded",
        "The names that are guarded against spoilers, and what of them is veiled.",
        Group.PEOPLE,
        (Pane.ANYWHERE, Pane.NAME),
    ),
    Action("merge_name", "M", "Same as", "Say that two names are one.", Group.PEOPLE, _NAMES, footer=9),
    Action("hide_name", "H", "Hide", "Never list this name again.", Group.PEOPLE, _NAMES),
    Action(
        "catalogue_record",
        "C",
        "Catalogue",
        "Say which record of a catalogue is the name in focus, or that it is none.",
        Group.PEOPLE,
        _NAMES,
    ),
    # News
    Action("refresh_feed", "r", "Refresh", "Ask one feed for news.", Group.NEWS, (Pane.ANYWHERE, Pane.FEEDS)),
    Action(
        "refresh_all",
        "R",
        "Refresh all",
        "Ask all feeds for news; again, stop.",
        Group.NEWS,
        (Pane.ANYWHERE, Pane.FEEDS),
        footer=9,
    ),
    Action("feeds", "g 5", "Feeds", "The feeds: add, remove, sort, see how they do.", Group.NEWS, footer=13),
    Action("feed_add", "a", "Add", "Add a feed by its address or that of its site.", Group.NEWS, _FEEDS, footer=2),
    Action("feed_remove", "d,delete", "Remove", "Unsubscribe from the feed.", Group.NEWS, _FEEDS, footer=4),
    Action("feed_rename", "c", "Rename", "Call the feed something else.", Group.NEWS, _FEEDS),
    Action("feed_folder", "f", "Folder", "Put the feed into a folder.", Group.NEWS, _FEEDS, footer=7),
    Action(
        "feed_settings",
        "s",
        "Settings",
        "The feed's own settings: full text, pictures, order, how often it is asked, what is muted.",
        Group.NEWS,
        _FEEDS,
    ),
    Action("feed_pause", "p", "Pause", "Pause the feed, or ask it again.", Group.NEWS, _FEEDS, footer=9),
    Action("feed_fold", "z", "Fold", "Fold the folder, or unfold it.", Group.NEWS, _FEEDS),
    Action("feeds_import", "I", "Import", "Subscribe to the feeds of an OPML file.", Group.NEWS, _FEEDS, footer=8),
    Action("take_in", "a", "Show new", "Take what has arrived into the list.", Group.NEWS),
    Action("forget_samples", "X", "Remove samples", "Remove the sample articles.", Group.NEWS),
    # The reader
    Action("command", "colon", "Command", "Type a command: an action, or what the command line has.", Group.APP, _ALL),
    Action("palette", "ctrl+p", "Palette", "Find an action by its name.", Group.APP, _ALL),
    Action("help", "question_mark", "Help", "All keys.", Group.APP, _ALL, footer=5),
    Action("theme", "g t", "Theme", "The next theme.", Group.APP),
    Action("settings", "", "Settings", "Change a setting, and keep it.", Group.APP, (Pane.ANYWHERE, *_OF_LIBRARY)),
    Action("mute", "g m", "Mute", "Leave words, outlets or names out of every list.", Group.FIND),
    Action(
        "catalogue_on",
        "",
        "Names online",
        "Ask services on the internet about works and people: casts, seasons, dates. What they are sent is said first.",
        Group.NEWS,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action(
        "catalogue_off",
        "",
        "Names offline",
        "Ask no service about works and people any more; what they have said stays.",
        Group.NEWS,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action(
        "catalogue_update",
        "",
        "Look up",
        "Ask services now about the works and people that are due; again, stop.",
        Group.NEWS,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action(
        "catalogue_forget",
        "",
        "Forget",
        "Forget what services have said of works and people.",
        Group.NEWS,
        (Pane.ANYWHERE, *_OF_LIBRARY),
    ),
    Action("list_rows", "g s", "Rows", "Headlines on one line, on two, as cards, or as the width has it.", Group.APP),
    Action("days", "g d", "Days", "Part the list by day, or no longer.", Group.APP),
    Action(
        "wider",
        "greater_than_sign",
        "Wider",
        "A wider column; in the list and the people, a larger pane.",
        Group.APP,
        counts=True,
    ),
    Action(
        "narrower",
        "less_than_sign",
        "Narrower",
        "A narrower column; in the list and the people, a smaller pane.",
        Group.APP,
        counts=True,
    ),
    Action("redraw", "ctrl+l", "Redraw", "Draw the screen anew.", Group.APP, _ALL),
    Action("suspend", "ctrl+z", "Suspend", "Back to the shell; its `fg` comes back here.", Group.APP, _ALL),
    Action(
        "quit",
        "q",
        "Quit",
        "Out of a search, a filter, a section; from all articles, leave Pullquote.",
        Group.APP,
        _LIST,
    ),
    Action("quit_now", "Q", "Quit now", "Leave Pullquote from anywhere, at once.", Group.APP, _ALL),
)

_ALSO_CALLED = {
    "all_read": "catch up, mark everything, clear unread",
    "browse": "web, www, website, link, firefox, chrome, url, visit, source",
    "catalogue_forget": "catalogue, tvmaze, wikidata",
    "catalogue_off": "catalogue, disable, stop, privacy, internet",
    "catalogue_on": "catalogue, enable, tvmaze, wikidata, musicbrainz, tmdb, internet, look up",
    "catalogue_record": "unlink, not it, wrong show, mismatch, tvmaze, wikidata, metadata, link",
    "catalogue_update": "catalogue, tvmaze, wikidata, cast, seasons, fetch, internet",
    "changes": "diff, edited, updated, correction, revision, compare, before",
    "choose_name": "articles about, person, show",
    "clear": "reset, show all, cancel, escape",
    "copy": "yank, clipboard, share, cite, quote, url",
    "edition": "issue, digest, magazine, newspaper, journey, train, commute, offline, minutes, finite",
    "edition_fetch": "download, offline, missing, pictures, pages",
    "export": "save as, download, share, epub, markdown, json, bibtex",
    "feed_add": "subscribe, new feed, rss, atom, follow site",
    "feed_folder": "category, group, move, directory",
    "feed_fold": "collapse, expand, hide folder",
    "feed_pause": "suspend, stop, disable, mute",
    "feed_remove": "unsubscribe, delete, unfollow, drop",
    "feed_rename": "title, name",
    "feeds": "subscriptions, sources, sites, unsubscribe, rss, opml, errors, failing",
    "feeds_import": "opml, subscribe, migrate, newsboat",
    "filter": "narrow, query, only, limit",
    "fix_type": "wrong type, reclassify, is a",
    "follow": "favourite, favorite, watch person, subscribe to query, alert",
    "forget_samples": "delete, demo, examples",
    "full_text": "download, reader mode, whole article, fetch page, truncated",
    "help": "keys, shortcuts, bindings, cheat sheet, manual",
    "guard": "spoiler, protect, unguard, veil, avoid",
    "guards": "spoilers, spoiler guard, list guards, veiled",
    "hide_name": "delete, remove name, ignore, block",
    "days": "dates, headings, today, yesterday, group by day",
    "list_rows": "compact, density, cards, lines, spacing, layout",
    "links": "urls, open link, follow link",
    "select": "highlight, highlighter, mark passage, annotate, visual, underline",
    "select_highlight": "mark, annotate, underline",
    "next_mark": "highlights, annotations",
    "previous_mark": "highlights, annotations",
    "keep_quote": "clip, save quote, collect, remember, favourite quote, quote book",
    "note": "annotate, comment, remark, write, memo",
    "book_note": "annotate, comment, edit note",
    "book_remove": "delete, forget, unhighlight",
    "quote_book": "highlights, notes, annotations, clippings, commonplace book, own marks",
    "merge_name": "duplicate, alias, join, combine",
    "mute": "block, hide, ignore, spoiler, silence, blacklist, filter out",
    "name_page": "about, profile, person, biography",
    "narrower": "width, smaller, thinner, column, split, resize",
    "palette": "commands, actions, find",
    "people": "names, cast, panel, sidebar, works",
    "pictures": "images, photos",
    "pipe": "shell, command, less, send to",
    "story": "duplicates, same news, cluster, other outlets, expand, collapse, group",
    "part_story": "split, not the same, separate, ungroup",
    "join_story": "merge, group, duplicate, same news",
    "quit": "exit, close, leave",
    "quit_now": "exit, close, leave",
    "quotes": "quotations, said, sayings",
    "redraw": "repaint, refresh screen, garbled",
    "refresh_all": "update, reload, fetch, sync, check for news",
    "refresh_feed": "update, reload, fetch, sync",
    "calendar_past": "earlier, history, over, unfold, collapse",
    "releases": "calendar, premieres, dates, upcoming, when, coming soon, agenda, schedule",
    "save": "download, write, file, text",
    "search": "find, look for, grep",
    "seen": "progress, watched, episode, season, where i am, up to",
    "seen_next": "watched, progress, next episode, plus one",
    "sections": "folders, outlets, categories, unread, starred, go to",
    "settings": "preferences, options, config, configuration, set",
    "sort": "order, oldest, newest, shortest",
    "spoiler": "no spoiler, not a spoiler, harmless, ruling, reveal, spoils",
    "star": "bookmark, favourite, favorite, save for later, keep, like, pin",
    "suspend": "background, shell",
    "take_in": "show new, load new, update list",
    "theme": "colours, colors, dark, light, appearance, scheme",
    "toggle_read": "unread, seen, done",
    "undo": "take back, revert, restore, mistake",
    "unfollow": "unwatch, stop following",
    "veil": "spoiler, reveal, show hidden, unveil, hide again, peek",
    "watch": "saved search, keep query, alert, smart folder",
    "wider": "width, larger, column, split, resize",
    "zen": "distraction free, full screen, fullscreen, focus",
}
"""Other words for an action, by its id: what users of other programs may call it. The palette and help know them."""

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}
FOOTER_LENGTH = 8

_SPELLED = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "backspace": "⌫", "tab": "Tab", "shift+tab": "⇧Tab",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End", "insert": "Ins",
    "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del",
}  # fmt: skip
_SIGNS = {
    "slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_",
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$", "percent_sign": "%",
    "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(", "right_parenthesis": ")", "asterisk": "*",
    "comma": ",", "full_stop": ".", "colon": ":", "semicolon": ";", "less_than_sign": "<", "equals_sign": "=",
    "greater_than_sign": ">", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
    "circumflex_accent": "^", "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|",
    "right_curly_bracket": "}", "tilde": "~",
}  # fmt: skip
"""The signs of a keyboard by Textual's names for their keys."""
_SIGN_NAMES = {sign: name for name, sign in _SIGNS.items()}
_AS_WRITTEN = {written.lower(): name for name, written in _SPELLED.items()} | _SIGN_NAMES
_MODIFIER = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)+")
_IS_TWICE = re.compile(r"(\w)\1")
_FUNCTION_KEY = re.compile(r"f([1-9]|1\d|2[0-4])")


def spelled(keys: str) -> str:
    """Return a key or a sequence as people write it: ``ctrl+d`` as ``^D``, ``slash`` as ``/``, ``g g`` as ``gg``."""
    parts = [_spelled(key) for key in keys.split()]
    if len(parts) == 2 and parts[0] == parts[1] and len(parts[0]) == 1:
        return "".join(parts)
    return " ".join(parts)


def _spelled(key: str) -> str:
    if key in _SPELLED:
        return _SPELLED[key]
    if key.startswith("ctrl+"):
        rest = key.removeprefix("ctrl+")
        return "^" + (_SIGNS.get(rest) or rest.upper())
    return _SIGNS.get(key, key)


def key_named(written: str) -> str:
    """Return Textual's name of a key as users write it: ``*``, ``Esc``, ``^w``, ``ctrl+W``."""
    if len(written) == 2 and written[0] == "^":
        written = f"ctrl+{written[1]}"
    if modifier := _MODIFIER.match(written):
        rest = written[modifier.end() :]
        return modifier[0] + _AS_WRITTEN.get(rest.lower(), rest.lower())
    return _AS_WRITTEN.get(written.lower(), written)


def is_key(name: str) -> bool:
    """Return whether a keyboard has a key that Textual calls so."""
    rest = _MODIFIER.sub("", name)
    if len(rest) == 1:
        return rest.isalnum()
    return rest in _SPELLED or rest in _SIGNS or bool(_FUNCTION_KEY.fullmatch(rest)) or _is_letter(rest)


def _is_letter(name: str) -> bool:
    """Return whether a sign has this name in Unicode, as Textual spells it: ``section_sign``."""
    for spelling in (name.replace("_", " "), name.replace("_", "-")):
        with suppress(KeyError):
            return bool(unicodedata.lookup(spelling))
    return False


def keys_of(action: Action, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the keys and sequences of an action, the user's own where ``keymap`` (id: keys) has them.

    The keys of a sequence are parted by one space each, in Textual's spelling.
    """
    given = (keymap or {}).get(action.id, "")
    return sequences(given) or sequences(action.keys)


def sequences(written: str) -> tuple[str, ...]:
    """Return the alternatives of keys as they are written in settings: ``"g g, home"``; ``gg`` is ``g g``."""
    parts = (part.split() for part in written.split(","))
    parts = ([*part[0]] if len(part) == 1 and _IS_TWICE.fullmatch(part[0]) else part for part in parts)
    return tuple(" ".join(map(key_named, part)) for part in parts if part)


def key_of(action: str, keymap: Mapping[str, str] | None = None) -> str:
    """Return the first key of the action with this id as people write it, for a sentence that names it."""
    return spelled(keys_of(BY_ID[action], keymap)[0])


def also_called(action: str) -> str:
    """Return other words for the action with this id."""
    return _ALSO_CALLED.get(action, "")


def actions_for(pane: Pane) -> Iterator[Action]:
    """Return the actions that work in ``pane``: its own, then, in the reader, those that work anywhere."""
    yield from (action for action in ACTIONS if pane in action.panes)
    if pane is not Pane.ANYWHERE and pane not in PAGES:
        yield from (action for action in ACTIONS if Pane.ANYWHERE in action.panes)


def footer_for(pane: Pane, possible: Iterable[str] | None = None) -> list[Action]:
    """Return at most ``FOOTER_LENGTH`` actions for the footer, most wanted first.

    ``possible`` are the ids that can be done now; without it, all can.
    """
    able = None if possible is None else set(possible)
    shown = [a for a in actions_for(pane) if a.footer and (able is None or a.id in able)]
    return sorted(shown, key=lambda action: action.footer)[:FOOTER_LENGTH]
