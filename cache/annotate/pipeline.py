"""The order of the passes over an article: text, candidates, entities, mentions, speakers, quotes, releases.

Later passes lean on earlier ones: organizations are found first, because nothing else may use their words; titles
before people, because a person's name inside a title is none; people before characters, whose actors they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pullquote.cache.annotate import organizations
from pullquote.cache.annotate.acts import GROUP, OrganizationMention
from pullquote.cache.annotate.characters import AFTER_ACTOR, find_characters
from pullquote.cache.annotate.coreference import guess_gender
from pullquote.cache.annotate.entities import (
    ACCEPT,
    READ,
    ArticleEntities,
    ArticleEntity,
    Candidate,
    Candidates,
    is_misspelling,
    name_without_honorifics,
    same_person,
    short_names,
)
from pullquote.cache.annotate.famous import find_famous
from pullquote.cache.annotate.known_in_text import KnownInText, apply_corrections
from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.naming.evidence import NamesRead
from pullquote.cache.annotate.people import People
from pullquote.cache.annotate.plots import find_in_plots
from pullquote.cache.annotate.quotes import attribute, make_quotes, set_off, source_of, spoken_runs
from pullquote.cache.annotate.releases import find_releases
from pullquote.cache.annotate.signatures import signers
from pullquote.cache.annotate.text.document_text import DocumentText, Place, gender_of, tokens_of
from pullquote.cache.annotate.works.albums import find_albums
from pullquote.cache.annotate.works.context import find_in_context
from pullquote.cache.annotate.works.lines import find_in_lines
from pullquote.cache.annotate.works.lists import find_in_lists
from pullquote.cache.annotate.works.marked import find_marked
from pullquote.cache.annotate.works.patterns import confirm_by_headline, find_patterns
from pullquote.cache.annotate.works.readings import Readings, drop_pieces
from pullquote.cache.annotate.works.subject import find_subject
from pullquote.cache.annotate.works.types import decide_types
from pullquote.cache.core.article import (
    TITLE_BLOCK,
    WORK_TYPES,
    Annotations,
    Document,
    Entity,
    EntityType,
    Mention,
    block_text,
)
from pullquote.cache.core.names import name_key, name_words
from pullquote.cache.core.times.words import MONTH_NUMBERS

SIGNATURE = "signature"
"""Evidence for a person who signs a quotation, perhaps nowhere else in the article."""


def annotate(document: Document, known: KnownEntities = KnownEntities.EMPTY) -> Annotations:
    """Return the quotes, entities, mentions and release dates of ``document``, and its blocks with pull quotes set off.

    ``known`` are the names the library has learned, with the user's corrections. Pure and deterministic. Offsets
    are code points in the text of the block a mention or a quote stands in.
    """
    document_text = DocumentText(document, known.within(_texts(document)))
    entities, titles = _find_entities(document_text)
    spans = spoken_runs(document_text, entities, titles)
    guess_gender(entities)
    attribute(document_text, entities, spans)
    quotes = make_quotes(document_text, spans, source_of(document, document_text))
    find_albums(document_text, entities)
    releases = find_releases(document_text, entities)
    published, mentions = _to_public(document_text, entities)
    return Annotations(
        blocks=set_off(document, entities, quotes),
        quotes=tuple(quotes),
        entities=published,
        mentions=mentions,
        releases=tuple(releases),
    )


def _texts(document: Document) -> Iterator[str]:
    yield from filter(None, (document.title, document.dek))
    yield from map(block_text, document.blocks)


def _find_entities(document_text: DocumentText) -> tuple[ArticleEntities, set[tuple[int, int]]]:
    """Gather evidence family by family; return the entities and the offsets of quotation marks that hold titles."""
    known_in_text = KnownInText(document_text)
    found = organizations.find(document_text)
    names = NamesRead(document_text, found)
    found += names.groups()
    found += known_in_text.organizations(found)
    subject = find_subject(document_text)
    works = find_marked(document_text, subject)
    type_of_subject = "" if subject == "music" else subject  # songs and albums are told apart by their marks
    found = _outside_titles(found, works)
    taken = {f.place for f in found}
    off_limits = tokens_of(taken | set(known_in_text.places_of("person", "character")))
    readings = Readings(document_text, off_limits)
    known_in_text.add_works(works, readings)
    networks = tokens_of(f.place for f in found if f.kind in ("tv", "studio"))
    find_in_context(document_text, works, off_limits, networks, readings)
    find_patterns(document_text, works, off_limits, readings)
    find_in_lines(document_text, works, off_limits, type_of_subject)
    find_in_lists(document_text, works, off_limits, readings)
    names.add_works(works, off_limits, readings)
    known_in_text.listed.confirm(works)
    confirm_by_headline(document_text, works)
    drop_pieces(works)
    _drop_organizations(document_text, works, found)
    _drop_days(works)
    signed_by = signers(document_text.document)
    for name in signed_by:
        works.remove(name)
    _fold_titles(works)
    believed = [c for c in works if c.weight >= ACCEPT]
    of_orgs = tokens_of(taken)
    of_works = tokens_of(p for c in believed for p in c.places)
    of_titles = tokens_of(
        p for c in believed for p in c.places if not _is_named_like_person(c) and c.evidence.keys() != {READ}
    )
    finder = People(document_text, of_orgs | of_works, [c.name for c in believed], names.people())
    for name in signed_by:
        finder.candidates.add(name, SIGNATURE, 0.8)
    known_in_text.add_named(finder.candidates, "person")
    names.add_people(finder.candidates, of_orgs | of_works)
    people = finder.find()
    _drop_namesakes(works, people)
    characters = find_characters(document_text, people, works, of_orgs | of_titles)
    for candidate in works:
        part = characters.get(candidate.name)
        played = part is not None and AFTER_ACTOR in part.evidence and candidate.evidence.keys() == {"quotation marks"}
        if part is not None and (played or candidate.evidence.keys() == {READ}):
            works.remove(candidate.name)  # what only looks like a title gives way to who plays it
    known_in_text.add_named(characters, "character")
    names.add_characters(characters, people, of_orgs | of_titles)
    find_famous(document_text, characters, of_orgs | of_works)
    find_in_plots(document_text, people, works, characters, of_orgs | of_works)
    _tell_apart(people, characters)
    types = decide_types(document_text, works, found, type_of_subject)
    return _assemble(document_text, works, types, people, characters, found)


def _is_named_like_person(candidate: Candidate) -> bool:
    words = candidate.name.split()
    return "characters" in candidate.evidence or (len(words) == 2 and gender_of(words[0]) is not None)


def _outside_titles(found: list[OrganizationMention], works: Candidates) -> list[OrganizationMention]:
    """Drop organizations named inside a longer title ("Fox & Friends")."""
    longest: dict[tuple[int, int], int] = {}
    for candidate in works:
        if candidate.weight >= ACCEPT:
            for p in candidate.places:
                for i in range(p.first, p.last):
                    longest[(p.segment, i)] = max(longest.get((p.segment, i), 0), p.last - p.first)
    return [f for f in found if longest.get((f.place.segment, f.place.first), 0) <= f.place.last - f.place.first]


def _drop_organizations(document_text: DocumentText, works: Candidates, found: list[OrganizationMention]) -> None:
    """Forget titles that are organizations: outlets stand in italics too."""
    names = {name_key(document_text.text(f.place)) for f in found} | {name_key(f.name) for f in found}
    for candidate in works:
        if name_key(candidate.name) in names:
            works.remove(candidate.name)


def _drop_days(works: Candidates) -> None:
    """Forget titles that are a day: "a March 3 premiere"."""
    for candidate in works:
        month, _, day = candidate.name.partition(" ")
        if month.lower() in MONTH_NUMBERS and day.isdecimal():
            works.remove(candidate.name)


_SHORT = frozenset(("italics", "quotation marks", READ))
"""Evidence by which a part of a title alone is believed."""


_LONG = 4
"""Words of a title that may have its host behind it."""
_WEAK = frozenset(("italics", "quotation marks", READ))
"""Evidence of words that may be a title's, cut short."""


def _fold_titles(works: Candidates) -> None:
    """Fold short second mentions into the title: its last word, its subtitle, its initials, what a comma ends."""
    believed = [c for c in works if c.weight >= ACCEPT]
    tails: dict[str, Candidate] = {}
    for candidate in believed:
        words = candidate.name.split()
        if len(words) > 1:
            tails.setdefault(name_key(words[-1]), candidate)
            tails.setdefault("".join(w[0] for w in words if w[0].isalnum()).casefold(), candidate)
        if ": " in candidate.name:
            tails.setdefault(name_key(candidate.name.split(": ", 1)[1]), candidate)
        if " With " in candidate.name and len(words) > _LONG:
            tails.setdefault(name_key(candidate.name.split(" With ", 1)[0]), candidate)  # "The Late Show With …"
        if ", " in candidate.name:
            tails.setdefault(name_key(candidate.name.split(", ", 1)[0]), candidate)
    for candidate in believed:
        whole = tails.get(name_key(candidate.name))
        if whole is None or whole is candidate or whole.name not in works:
            continue
        initials = candidate.name.isupper() and len(candidate.name) > 2
        if initials or (candidate.name[0].isupper() and set(candidate.evidence) <= _SHORT):
            whole.absorb(candidate)
            whole.aka.append(candidate.name)
            works.remove(candidate.name)


def _drop_namesakes(works: Candidates, people: Candidates) -> None:
    """Keep people and titles apart: "the Brandt movie" names a person, a first name in italics a film."""
    surnames = {tail for c in people for tail in _tails(c.name)}
    for candidate in works:
        if candidate.name in surnames and not (
            {"italics", "quotation marks", "season", "year"} & set(candidate.evidence)
        ):
            works.remove(candidate.name)
    for candidate in works:
        person = people.get(candidate.name)
        if person is not None and set(candidate.evidence) == {"italics"} and _is_named_like_person(candidate):
            elsewhere = set(person.places) - set(candidate.places)
            if len(elsewhere) > len(candidate.places):
                works.remove(candidate.name)  # a caption or a link in italics, not a title
    for candidate in people:
        if candidate.name in works and not ({"speech verb", "role word", "link to a person"} & set(candidate.evidence)):
            work = works.get(candidate.name)
            if work is not None and work.weight >= ACCEPT:
                people.remove(candidate.name)


def _tails(name: str) -> Iterator[str]:
    """Yield the ends of a name, by which somebody may be called again: "Van Leer" and "Leer" of "Tom Van Leer"."""
    words = name.split(" ")
    for first in range(1, len(words)):
        yield " ".join(words[first:])


_ONLY_HONOURED = frozenset(
    ("title of honour", "capitals", "surname alone", "first name", "unusual surname", "apposition")
)


def _tell_apart(people: Candidates, characters: Candidates) -> None:
    """Keep one candidate for one character: "Baron Holt" beside "Holt (Jane Roe)", "Maren" beside "Maren Holt"."""
    alone = {c.name: c for c in characters if " " not in c.name}
    for candidate in people:
        bare = name_without_honorifics(candidate.name)
        if bare == candidate.name or not set(candidate.evidence) <= _ONLY_HONOURED:
            continue
        known = characters.get(bare) or alone.get(candidate.name.rsplit(" ", 1)[-1])
        if known is not None and known.weight >= ACCEPT:
            known.aka.append(candidate.name)
            known.places.update(candidate.places)
            people.remove(candidate.name)
    wholes: dict[str, list[Candidate]] = {}
    for candidate in characters:
        words = candidate.name.split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                wholes.setdefault(word, []).append(candidate)
    for name, short in alone.items():
        whole = wholes.get(name, [])
        if len(whole) == 1 and "actor in parentheses" not in short.evidence:
            whole[0].absorb(short)
            characters.remove(name)


def _assemble(
    document_text: DocumentText,
    works: Candidates,
    types: dict[str, EntityType | None],
    people: Candidates,
    characters: Candidates,
    found: list[OrganizationMention],
) -> tuple[ArticleEntities, set[tuple[int, int]]]:
    """Make entities of the believed candidates, settle them with what the library knows, find their mentions."""
    drafts: list[tuple[str, EntityType, list[Candidate]]] = []
    quoted_titles: set[tuple[int, int]] = set()
    starts = {
        (number, segment.index_at(run.start)): run.start
        for number, segment in enumerate(document_text.segments)
        for run in document_text.quoted[number]
    }
    for candidate in works:
        if candidate.weight < ACCEPT:
            continue
        quoted_titles.update(
            (p.segment, starts[p.segment, p.first]) for p in candidate.places if (p.segment, p.first) in starts
        )
        type_ = types.get(name_key(candidate.name))
        best = document_text.known.find(candidate.name)
        if type_ is None and best is not None and best.fixed:
            type_ = best.type
        if type_ is not None:
            drafts.append((candidate.name, type_, [candidate]))
    character_names = {name_key(c.name) for c in characters}
    real = [c for c in people if name_key(c.name) not in character_names]
    drafts.extend((name, "person", group) for name, group in _fold_people(real))
    drafts.extend((name, "character", group) for name, group in _fold_people(list(characters)))
    entities = ArticleEntities(document_text)
    certain: dict[Place, set[EntityType]] = {}
    _add_entities(entities, _corrected(document_text.known, drafts), certain)
    fixed = _add_organizations(entities, found, document_text.known)
    entities.find_mentions(fixed, certain)
    for entity in entities.all:
        if entity.type == "organization" and entity.places and entity.kind and not _is_written(document_text, entity):
            entity.name = _as_written(document_text, entity)
        elif entity.type in WORK_TYPES:
            entity.name = _as_in_text(document_text, entity)
    return entities, quoted_titles


def _corrected(
    known: KnownEntities, drafts: list[tuple[str, EntityType, list[Candidate]]]
) -> dict[tuple[str, EntityType], list[Candidate]]:
    """Apply the library's names and corrections; entities that are one by these are merged."""
    settled: dict[tuple[str, EntityType], list[Candidate]] = {}
    for name, type_, candidates in drafts:
        final = apply_corrections(known, name, type_)
        if final is not None:
            settled.setdefault(final, []).extend(candidates)
    return settled


def _add_entities(
    entities: ArticleEntities,
    settled: dict[tuple[str, EntityType], list[Candidate]],
    certain: dict[Place, set[EntityType]],
) -> None:
    titles = {name_key(name) for name, type_ in settled if type_ in WORK_TYPES}
    firsts = Counter(short_names(name)[1] for name, type_ in settled if type_ == "person")
    for (name, type_), candidates in settled.items():
        evidence: dict[str, float] = {}
        for candidate in candidates:
            evidence.update(candidate.evidence)
            for place in candidate.places:
                certain.setdefault(place, set()).add(type_)
        entity = ArticleEntity(name, type_, evidence, max(c.weight for c in candidates))
        for candidate in candidates:
            entity.add_alias(candidate.name)
            for other in candidate.aka:
                entity.add_alias(other)
        if type_ in ("person", "character"):
            surnames, first = short_names(name)
            if first and (type_ == "character" or firsts[first] == 1):
                surnames = [*surnames, first]
            entities.add(entity, [name, *entity.aka], surnames)
        else:
            surfaces = [s for n in (name, *entity.aka) for s in _title_surfaces(n)]
            entities.add(entity, [s for s in surfaces if name_key(s) == name_key(name) or name_key(s) not in titles])


def _title_surfaces(name: str) -> list[str]:
    surfaces = [name]
    lower = name.lower()
    if lower.startswith(("the ", "a ")):
        surfaces.append(name.split(" ", 1)[1])
        surfaces.append("the " + name.split(" ", 1)[1])
    else:
        surfaces.append("The " + name)
    if ": " in name and len(name.split(": ")[0].split()) > 1:
        surfaces.append(name.split(": ")[0])
    return surfaces


_NAMESAKES = 50


def _surname_key(name: str) -> str:
    words = name_words(name)
    return next((w for w in reversed(words) if w not in ("jr", "sr", "ii", "iii", "iv")), name_key(name))


def _fold_people(candidates: list[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Merge the spellings of one name; the entity is named by the fullest spelling that is used most."""
    groups: list[list[Candidate]] = []
    by_surname: dict[str, list[list[Candidate]]] = {}
    by_first: dict[str, list[list[Candidate]]] = {}
    for candidate in candidates:
        namesakes = by_surname.setdefault(_surname_key(candidate.name), [])
        group = next((g for g in namesakes[:_NAMESAKES] if same_person(candidate.name, g[0].name)), None)
        alike = by_first.setdefault(candidate.name.split(" ", 1)[0], [])
        if group is None:
            group = next((g for g in alike[:_NAMESAKES] if is_misspelling(candidate.name, g[0].name)), None)
        if group is None:
            group = []
            groups.append(group)
            namesakes.append(group)
            alike.append(group)
        group.append(candidate)
    return [(max(g, key=lambda c: (len(c.places), len(c.name))).name, g) for g in groups]


def _add_organizations(
    entities: ArticleEntities, found: list[OrganizationMention], known: KnownEntities
) -> list[tuple[Place, int]]:
    numbers: dict[tuple[str, EntityType], int] = {}
    fixed: list[tuple[Place, int]] = []
    for f in found:
        final = apply_corrections(known, f.name, "group" if f.kind == GROUP else "organization")
        if final is None:
            continue
        if final not in numbers:
            numbers[final] = len(entities.all)
            entity = ArticleEntity(final[0], final[1], {f.evidence: 0.8}, 0.8)
            entity.kind = f.kind
            entities.add(entity, [])
        fixed.append((f.place, numbers[final]))
    return fixed


def _is_written(document_text: DocumentText, entity: ArticleEntity) -> bool:
    """Return whether the article writes an organization's name as the list does."""
    return any(name_key(document_text.text(place)) == name_key(entity.name) for place in entity.places)


def _as_written(document_text: DocumentText, entity: ArticleEntity) -> str:
    """Return the article's own name for an organization; the list's name stays among the others."""
    surfaces = Counter(document_text.text(place) for place in entity.places)
    entity.aka.setdefault(entity.name)
    name = max(surfaces, key=lambda s: (surfaces[s], len(s)))
    entity.aka.pop(name, None)
    return name


def _as_in_text(document_text: DocumentText, title: ArticleEntity) -> str:
    """Return a title as sentences write it: headlines have capitals that are not its own, "Lamp Of The North"."""
    segments = document_text.segments
    written = [document_text.text(p) for p in title.places if not segments[p.segment].headline]
    spellings = Counter(text for text in written if text.lower() == title.name.lower() and text[:1] == title.name[:1])
    return title.name if title.name in spellings or not spellings else spellings.most_common(1)[0][0]


def _to_public(
    document_text: DocumentText, entities: ArticleEntities
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the public entities by weight, and every mention with its exact offsets."""
    weights: list[tuple[float, int]] = []
    for number, entity in enumerate(entities.all):
        weight = 0.0
        for place in entity.places:
            segment = document_text.segments[place.segment]
            if segment.block == TITLE_BLOCK:
                weight += 3.0
            else:
                weight += 1.5 if place.segment <= 3 else 1.0
            entity.add_alias(document_text.text(place))
        if entity.places or SIGNATURE in entity.evidence:
            weights.append((weight + min(entity.score, 2.0) / 10, number))
    weights.sort(key=lambda w: (-w[0], w[1]))
    order = {number: index for index, (_, number) in enumerate(weights)}
    published = tuple(
        Entity(
            name=entity.name,
            type=entity.type,  # pyright: ignore[reportArgumentType]
            aka=tuple(sorted(entity.aka)),
            mentions=len(entity.places),
            evidence=tuple(e for e, w in entity.evidence.items() if w > 0),
            score=round(min(1.0, 0.4 + entity.score / 2), 2),
            facts=entity.facts,
        )
        for entity in (entities.all[number] for _, number in weights)
    )
    mentions = []
    for number, index in order.items():
        for place in entities.all[number].places:
            segment = document_text.segments[place.segment]
            words = segment.tokens
            mentions.append(Mention(index, segment.block, words[place.first].start, words[place.last - 1].end))
    mentions.sort(key=lambda m: ((m.block + 10) % 1_000_000 if m.block >= 0 else -m.block - 9, m.start))
    return published, tuple(mentions)
