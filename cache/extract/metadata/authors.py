"""The authors of an article, and names out of a byline: "By Jane Doe and John Roe, Staff Writers" is two people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.extract.html.tree import Node, classes, spaced_text_of, text_of
from pullquote.cache.extract.metadata import jsonld

MAX_CHARACTERS = 1_000
"""What is longer is no byline, and looking for addresses in it takes the square of its length in time."""
MAX_BYLINES = 100

_METAS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "byl",
    "article:author",
    "authors",
    "cxenseparse:author",
    "rbauthors",
    "citation_author",
)
_BYLINE_CLASS = re.compile(
    r"by-?_*line|(?:^|[ _-])(?:authors?|writers?|contributors?|post-?author|entry-?author|article-?author|"
    r"author-?name|authorname|post_author)(?:$|[ _-])|(?P<meta>(?:post|entry|article|node|story)-?_*meta(?:$|[ _-]))"
)
_NOT_BYLINE_CLASS = re.compile(
    r"bio|about|avatar|image|photo|social|related|comment|widget|footer|sidebar|more-from|share|follow"
)
_SAID = re.compile(
    r"^(?:(?:(?:Words|Story|Text|Article|Review|Interview|Posted|(?:This (?:post|article) was )?[Ww]ritten) )?[Bb]y|"
    r"BY|Von|VON|Par|PAR|Por|POR|Door|Av|Af|Autor(?:in|ka)?|Autore|Auteur|Författare|Автор|Yazan|Contributors?)"
    r"(?:\s*:|(?=\s|$))\s*"
)
_REVERSED = re.compile(r"^([^,]{2,40}), ([^,]{2,40})$")  # as libraries file a name
_LOGIN = re.compile(r"[a-z0-9._-]{5,40}")
_MAX_BYLINE = 120
_MAX_META = 240
_MAX_PLAIN = 60
_MAX_READ = 5_000  # characters, blanks and all: a byline has fewer
_AFTER_NAME = re.compile(r"\s*(?:[,|•·(]|\d|\b(?:in|on|at|and|und|et|y|e|og|och|edited|photos?)\b\s)", re.IGNORECASE)
_PARTICLES = frozenset(("de", "del", "van", "von", "der", "den", "da", "di", "al", "el", "la", "le", "bin", "ibn"))
_AUTHOR_ADDRESS = re.compile(r"author|/by/|staff|people|profile|contributor|writer|/users?/|bio")
_AGENCY = re.compile(
    r"(?:the )?(?:associated press|reuters|afp|ap|press association|bang showbiz|pa media|staff reports?|"
    r"wire services?|condé nast|guest author|contributor)",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:(?:posted|published|written|reported|reviewed|words|text|story|articles?|interview|review|report|photos?|"
    r"created|submitted|hosted|contributed|as told to|this (?:post|article|story) (?:was|is) written)\s+)?by\b|"
    r"words|authors?|written|"
    r"contributors?|écrit par|(?:geschrieben|verfasst|ein artikel) von|autor(?:in|innen|es|ka|zy|e|i)?\b|auteurs?\b|"
    r"escrito por|scritto da|skrevet a[vf]|skriven av|författare|kirjoitta(?:ja|nut)|teksti?\b|szerző|írta|"
    r"napsal[ai]?\b|автор[ыи]?\b|текст|yazan|yazar|συντάκτης|كتبت?|بقلم|מאת|取材・文|文[／/:：・]|"
    r"記者[／/:：・\s]|记者[／/:：・\s]|撰文|เรื่อง\s*[:：]|โดย\s*[:：]?|लेखक|लेखिका|texto de|texte de|"
    r"testo di|te(?:ks|x)t(?=\s*:)|글(?:\s*[:：·]|\s+(?=[가-힣]{2,4}$))|haber\s*:)\s*[:：]?\s*"
    # These begin names, too ("Von Miller"): they are a label before a first name and a last name alone.
    r"|^\W*(?:von|par|por|door|av|af|di|da|od|от)\s*:?\s+(?=[^\W\d]\S*\s+[^\W\d])",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"(?<=\S)\s*(?:기자|記者|记者)(?=\s|$|[|(=])")
_WRITTEN_BY = re.compile(
    r"(?:written|posted|words) by|authors?|(?:verfasst|geschrieben) von|autor(?:in|es|e)?|auteurs?|"
    r"(?:écrit|rédigé) par|escrito por|scritto da|geschreven door|skrev[ei]t a[vf]|skriven av|kirjoittanut|"
    r"napisan[eoay] przez|автор|написано|yazan|作成者|執筆者|作者|작성자|كتبه|נכתב על ידי",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||•|·|\n|\s/\s|\s[–—-]\s|,?\s+(?:and|&|with|y|et|und)\s+|,)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|writer|editor|editorial|reporter|correspondent|contributor|contributing|critic|columnist|producer|"
    r"journalist|freelancer?|intern|"
    r"senior|associate|assistant|deputy|executive|chief|managing|manager|director|author|blogger|desk|bureau|team|"
    r"press|newsroom|photographer|"
    r"video|digital|entertainment|showbiz|celebrity|culture|features?|film|tv|music|media|updated|published|posted|"
    r"min read|minutes?|hours?|ago|"
    r"today|yesterday|am|pm|est|edt|pst|gmt|bst|follow|share|email|twitter|subscribe|read|comments?|writers|"
    r"editors|reporters|correspondents|contributors|critics|producers|journalists|views?|for|"
    r"guest|special|the|on|at|in|of)\b",
    re.IGNORECASE,
)
_STRONG_ROLE = re.compile(
    r"founder|co-?founder|ceo|coordinator|specialist|consultant|staff|senior|contributing|contributor|reporter|correspondent|editor|writer|editorial|freelance|columnist|"
    r"critic|updated|published|special",
    re.IGNORECASE,
)
_BEFORE_ROLE = re.compile(rf"{_ROLE.pattern}|marketing|content|head|lead|chief|product|freelance", re.IGNORECASE)
# A part of a byline that is one of these, or ends in one, says what its author does.
_OCCUPATION = re.compile(
    r"\b(?:founder|consultant|specialist|director|manager|coordinator|editor|writer|reporter|correspondent|strategist|expert|"
    r"journalist|journalism|attorney|president|officer|author|critic|columnist|grader|analyst|ceo|redakteur(?:in)?|"
    r"journaliste?|giornalista|periodista|redactor[a]?|toimittaja|journalistin)$",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\b(?:team|newsroom|desk)$", re.IGNORECASE)
_BUTTON = re.compile(
    r"(?:see |read )?full bio|.*\blog ?in|sign (?:in|up)|powered by.*|insights from|view (?:all|profile|more).*|"
    r"(?:more|all) (?:from|by|posts|articles|stories).*|about the author|quelle:.*|"
    r"(?:veröffentlicht|aktualisiert|stand|publi[ée]|mis à jour|publicado|actualizado|pubblicato|publisert|publicerad|"
    r"gepubliceerd|opublikowano)\b.*",
    re.IGNORECASE,
)
_OTHER_STORY = re.compile(
    r"(?:^|[ _-])(?:comments?|comment-?list|respond|related|recirc|teaser|(?:pull|block|in?set|article)?_?-?quotes?)"
    r"(?:$|[ _-])"
)
_MAX_AROUND = 8
_MAX_CARD_TEXT = 15  # characters
_MAX_TEXTS = 30
_DATE_AFTER_NAME = re.compile(
    r"\s+(?:on|at)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\.?\s+\d|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(r"\bfor\s+[A-Z]|\.(?:com|net|org|co\.uk|tv)\b", re.IGNORECASE)
_NOISE = re.compile(r"https?://|www\.|@[\w.]+|<[^>]*>|\S+@\S+\.\S+|[\[\]{}<>]|\(.*?\)|&[a-z]+;")
_DATE = re.compile(
    r"\d{4}|\d{1,2}[:/]\d{2}|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|may)[a-z]*\.? \d", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|m\.?d|esq)\.?$", re.IGNORECASE)


def find_authors(
    root: Node, metas: dict[str, list[str]], things: list[dict[str, Any]], article: dict[str, Any], outlet: str | None
) -> tuple[str, ...]:
    """Return the names of the authors, in order; the outlet's own name only if nobody else is named.

    They are looked for in structured data, meta elements, microdata, ``rel=author``, the visible byline and
    links to authors' pages, in this order; the first place that names a person wins. An author that structured
    data calls an organization comes last. A first name alone is looked for with the rest of the name in later places.
    """
    fallback: tuple[str, ...] = ()
    short = ""
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: _from_jsonld(article, things),
        lambda: _from_metas(metas),
        lambda: _from_twitter_labels(metas),
        lambda: _from_microdata(root),
        lambda: _from_rel_author(root),
        lambda: _from_visible_bylines(root),
        lambda: _from_author_pages(root),
        lambda: jsonld.strings(article.get("author")),
    )
    for find in sources:
        names = join_bylines(find())
        people = tuple(name for name in names if not _is_no_person(name, outlet))
        if short:
            if full := next((name for name in people if name.startswith(f"{short} ")), None):
                return (full,)
        elif people and not _is_outlet(names[0], outlet):  # "The Daily Reel, London"
            short, *others = people
            if others or not _is_first_name(short):
                return people
        fallback = fallback or names
    return (short,) if short else fallback


def _is_first_name(name: str) -> bool:
    """Return whether a name is one word in the letters of English; in many other scripts that is a whole name."""
    return name.isascii() and " " not in name and not name.isupper()


def _is_no_person(name: str, outlet: str | None) -> bool:
    """Return whether a name is an agency's, the outlet's or a role."""
    if (
        _AGENCY.fullmatch(name.strip())
        or _LOGIN.fullmatch(name)
        or name.lower() in ("admin", "editor", "staff", "editorial")
    ):
        return True
    return _is_outlet(name, outlet)


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Return whether a name is the outlet's, or nothing else."""
    short = re.sub(r"\W+|\b(?:staff|editors?|the|com|media)\b", "", name.lower())
    own = re.sub(r"\W+|\b(?:the|com)\b", "", (outlet or "").lower())
    return not short or (bool(own) and (short == own or (len(short) > 3 and short in own)))


def _from_metas(metas: dict[str, list[str]]) -> list[str]:
    """Return what meta elements name as author, without addresses."""
    values = (
        _REVERSED.sub(r"\2 \1", value) if name == "citation_author" else value
        for name in _METAS
        for value in metas.get(name, ())[:12]
    )
    return [value for value in values if not value.strip().lower().startswith("http")][:12]


def _from_jsonld(article: dict[str, Any], things: list[dict[str, Any]]) -> list[str]:
    """Return the authors in the article's JSON-LD, which may refer to other objects by their ``@id``."""
    authors = article.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    found = [name for author in listed if not _is_organization(author) for name in jsonld.strings(author)]
    found = found or jsonld.strings(article.get("creator"))
    if found:
        return found
    references = article.get("author")
    wanted = {
        key
        for ref in (references if isinstance(references, list) else [references])
        if isinstance(ref, dict) and isinstance(key := ref.get("@id"), str)
    }
    named = (thing for thing in things if isinstance(key := thing.get("@id"), str) and key in wanted)
    return [name for thing in named for name in jsonld.strings(thing)]


def _is_organization(author: Any) -> bool:
    """Return whether an author in JSON-LD is stated to be no person."""
    return isinstance(author, dict) and any(kind.endswith("Organization") for kind in jsonld.types(author))


def _from_twitter_labels(metas: dict[str, list[str]]) -> list[str]:
    """Return the value beside "Written by" in the two pairs of label and value of a Twitter card."""
    return [
        value
        for number in ("1", "2")
        for label in metas.get(f"twitter:label{number}", ())[:1]
        for value in metas.get(f"twitter:data{number}", ())[:1]
        if _WRITTEN_BY.fullmatch(label.strip(" :"))
    ]


def _is_beside(element: Node) -> bool:
    """Return whether an element stands in a comment, a quotation, or what shows other stories: a link around more."""
    around = [element, *islice(element.iterancestors(), _MAX_AROUND)]
    if any(place.tag not in ("body", "html") and _OTHER_STORY.search(classes(place)) for place in around):
        return True
    card = next((place for place in around[1:] if place.tag == "a"), None)
    if card is None:
        return False
    # The first texts do: a link left open may contain the whole page.
    shown, own = (sum(len(text.strip()) for text in islice(node.itertext(), _MAX_TEXTS)) for node in (card, element))
    return shown > own + _MAX_CARD_TEXT


def _from_microdata(root: Node) -> list[str]:
    out: list[str] = []
    for element in root.xpath(".//*[contains(@itemprop, 'author') or contains(@itemprop, 'creator')]"):
        if element.tag == "meta":
            out.append(element.get("content") or "")
            continue
        if _is_beside(element):
            continue
        inner = element.xpath(".//*[contains(@itemprop, 'name')]")
        if inner:
            out.append(inner[0].get("content") or spaced_text_of(inner[0]))
        else:
            out.append(spaced_text_of(element))
    return [text for text in out if text and len(text) < 120][:6]


def _from_rel_author(root: Node) -> list[str]:
    out: list[str] = []
    for link in root.iter("a"):
        rel = (link.get("rel") or "").lower().split()
        if "author" in rel and (text := text_of(link)) and len(text) < 80 and not _is_beside(link):
            out.append(text)
    return list(dict.fromkeys(out))[:4]


def _text_with_line_breaks(element: Node) -> str:
    """Return the text of an element with a line feed for every ``<br>``; of one too long for a byline its beginning."""
    parts: list[str] = []
    left = _MAX_READ
    for node in element.iter():
        texts = ["\n" if node.tag == "br" else (node.text or "")] if isinstance(node.tag, str) else []
        texts += [node.tail or ""] if node is not element else []
        for text in texts:
            parts.append(text[:left])
            left -= len(parts[-1])
        if left <= 0:
            break
    return re.sub(r"[^\S\n]+", " ", " ".join(parts)).strip()


def _from_author_pages(root: Node) -> list[str]:
    """Return the first link to an author's page whose text can be a name."""
    for link in root.iter("a"):
        if re.search(r"/(?:authors?|contributors?|staff|writers?|by|profile)/[\w.%-]{4,}", link.get("href") or ""):
            text = text_of(link)
            if 2 <= len(text.split()) <= 4 and join_bylines([text]):
                return [text]
    return []


def _from_visible_bylines(root: Node) -> list[str]:
    """Return the names in the first element that is named a byline or reads like one."""
    for element in root.iter(
        "span", "div", "p", "a", "address", "h3", "h4", "h5", "h6", "li", "cite", "em", "strong", "small", "aside", "ul"
    ):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}".lower()
        if name.isspace() or not (found := _BYLINE_CLASS.search(name)) or _NOT_BYLINE_CLASS.search(name):
            continue
        is_meta = found["meta"] is not None  # a line of metadata has a byline only where it says so
        if not _is_beside(element) and (names := _names_in_byline(element, is_said=is_meta)):
            return names
    for element in root.iter("p", "span", "div", "a", "strong", "em", "small", "h5", "h6"):
        start = (element.text or "").strip()
        if start and len(start) < _MAX_PLAIN and _SAID.match(start) and not _is_beside(element):
            names = _names_in_plain_line(element)
            if names:
                return names
    return []


def _names_in_plain_line(element: Node) -> list[str]:
    """Return the name in a line that starts like a byline; in the next, where it is only its beginning ("By")."""
    rest = _SAID.sub("", _text_with_line_breaks(element), count=1).strip().partition("\n")[0]
    if not rest:
        element = next(element.itersiblings("p", "span", "div", "a", "strong", "em", "button", "h5", "h6"), element)
        rest = text_of(element)
    if len(rest) > _MAX_PLAIN:
        return []
    link = next(iter(element.iter("a")), None)
    linked = text_of(link) if link is not None else ""
    name = linked if linked and rest.startswith(linked) else _AFTER_NAME.split(rest)[0].strip()
    names = re.split(r"\s+(?:and|&|und|et|y)\s+", name) if name == linked else [name]
    return names if all(map(_is_full_name, names)) else []


def _is_full_name(name: str) -> bool:
    """Return whether a string is a first and a last name, in capitals as names are."""
    words = [word for word in name.split() if word not in _PARTICLES]
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and is_name(name)


def _names_in_byline(element: Node, *, is_said: bool = False) -> list[str]:
    """Return the texts of links to authors' pages in a byline, else the part of its text that names somebody.

    With ``is_said`` only what follows "by" counts.
    """
    links = [text_of(link) for link in element.iter("a") if _AUTHOR_ADDRESS.search(link.get("href") or "")]
    links = [text for text in links if 2 <= len(text.split()) <= 5 and not _BUTTON.fullmatch(text)]
    if links and not is_said:
        return list(dict.fromkeys(links))[:4]
    text = _text_with_line_breaks(element)
    if not 4 < len(text) < (_MAX_META if is_said else _MAX_BYLINE):
        return []
    match = re.search(r"\bby:?\W+(.{3,100})", text, re.I)
    if is_said and match is None:
        return []
    candidate = match[1] if match else text
    if links and candidate.startswith(links[0]):
        return list(dict.fromkeys(links))[:4]
    candidate = re.split(
        rf"\s[|•·]\s|\b{_MONTH.pattern}\s+\d|\d|\b(?:on|posted|published|(?:last )?updated?|for|in|at)\b:?\s",
        candidate,
        flags=re.I,
    )[0]
    return [candidate] if 1 < len(candidate.split()) <= 12 and join_bylines([candidate]) else []


def without_label(text: str) -> str:
    """Return a byline without what says that it is one ("By", "Von", "文・"); any other text as it is."""
    return _LABEL.sub("", text, count=1).strip(" :：")


def is_labelled(text: str) -> bool:
    """Return whether a text begins as a byline does."""
    return _LABEL.match(text) is not None


def split_byline(text: str | None, *, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names in one byline, in order. Roles, dates, handles and the outlet's own name are no names."""
    if not text or len(text) > MAX_CHARACTERS:
        return ()
    text = _REPORTER.sub("", text)
    text = _DATE_AFTER_NAME.sub("", _LABEL.sub("", _NOISE.sub(" ", text).strip()))
    out: list[str] = []
    for part in _SPLIT.split(text):
        name = clean_name(_LABEL.sub("", part or "")).strip(" .,:;-–—|'\"*•")
        if _SUFFIX.match(name) and out:
            out[-1] = f"{out[-1]} {name}"
            continue
        if out and _OCCUPATION.search(name):
            continue
        name = _once(_without_role(name))
        if is_name(name) and not (outlet and name.lower() == outlet.lower() and out):
            out.append(name)
    return tuple(dict.fromkeys(out))


def _once(name: str) -> str:
    """Return a name once that stands twice, for the eye and for a screen reader."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else name


def is_name(name: str) -> bool:
    """Return whether a string can be somebody's name: short, with a letter, no date, not only a role."""
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > 60 or not re.search(r"[^\W\d_]{2}", name):
        return False
    if (
        _BUTTON.fullmatch(name)
        or _MONTH.fullmatch(name)
        or _PLACE.search(name)
        or _DATE.search(name)
        or re.search(r"\d{2}", name)
    ):
        return False
    return not all(_ROLE.fullmatch(word.strip(".,'’")) for word in words)


def _without_role(name: str) -> str:
    """Return a name without the role at its end ("Jane Doe Staff Writer"); a name of roles alone stays."""
    words = name.split()
    if _TEAM.search(name):
        return name
    keep = next((i for i, word in enumerate(words) if i >= 2 and _STRONG_ROLE.fullmatch(word.strip(".,"))), len(words))
    weak = _ROLE if keep == len(words) else _BEFORE_ROLE
    while keep > 2 and weak.fullmatch(words[keep - 1].strip(".,")):
        keep -= 1
    return " ".join(words[:keep]) if keep >= 2 else name


def join_bylines(texts: Iterable[str | None], *, outlet: str | None = None) -> tuple[str, ...]:
    """Return the names of several bylines, each name once, whatever its capitals."""
    out: dict[str, str] = {}
    for text in islice(texts, MAX_BYLINES):
        for name in split_byline(text, outlet=outlet):
            out.setdefault(name.casefold(), name.title() if name.isupper() and len(name) > 4 else name)
    return tuple(out.values())
