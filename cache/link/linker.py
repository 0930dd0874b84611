"""The one pass over an article: segments, evidence, entities, mentions, quotes, releases."""

from __future__ import annotations

from pullquote.cache.link import organizations
from pullquote.cache.link.cast import Cast, Member, same_person, short_names
from pullquote.cache.link.characters import find_characters, find_famous
from pullquote.cache.link.claims import ACCEPT, Claim, Claims
from pullquote.cache.link.kinds import decide
from pullquote.cache.link.known import Known, fold
from pullquote.cache.link.names import People
from pullquote.cache.link.organizations import Found
from pullquote.cache.link.quotes import attribute, make_quotes, set_off, source_of, spoken_runs
from pullquote.cache.link.reading import Place, Reading, gender_of
from pullquote.cache.link.releases import find_releases
from pullquote.cache.link.speakers import guess_gender
from pullquote.cache.link.title_context import find_in_context, find_lists
from pullquote.cache.link.title_forms import find_forms
from pullquote.cache.link.titles import find_marked
from pullquote.cache.model import TITLE_BLOCK, WORK_TYPES, Document, Entity, EntityType, Links, Mention


def link(document: Document, known: Known = Known.EMPTY) -> Links:
    """Find quotes, people, works, organizations and release dates of ``document``.

    Deterministic and without input or output: the same document and names give the same answer.
    """
    reading = Reading(document, known)
    cast, titles = _understand(reading)
    spans = spoken_runs(reading, titles)
    guess_gender(cast)
    attribute(reading, cast, spans)
    quotes = make_quotes(reading, spans, source_of(document, reading))
    releases = find_releases(reading, cast)
    entities, mentions = _publish(reading, cast)
    return Links(
        blocks=set_off(document, quotes),
        quotes=tuple(quotes),
        entities=entities,
        mentions=mentions,
        releases=tuple(releases),
    )


def _understand(reading: Reading) -> tuple[Cast, set[tuple[int, int]]]:
    """Gather evidence family by family; give the cast and the offsets of quotation marks that hold titles."""
    found = organizations.find(reading)
    works = find_marked(reading)
    found = _outside_titles(reading, found, works)
    taken = {f.place for f in found}
    find_in_context(reading, works, taken)
    find_forms(reading, works, taken)
    find_lists(reading, works, taken)
    _drop_organizations(reading, works, found)
    org_tokens = _tokens(taken)
    title_tokens = _tokens(p for c in works if c.weight >= ACCEPT for p in c.places if not _is_named_like_person(c))
    believed = [c for c in works if c.weight >= ACCEPT]
    people = People(
        reading, org_tokens | _tokens(p for c in believed for p in c.places), [c.name for c in believed]
    ).find()
    characters = find_characters(reading, people, works, org_tokens | title_tokens)
    find_famous(reading, characters, org_tokens | _tokens(p for c in believed for p in c.places))
    types = decide(reading, works, found, {})
    return _assemble(reading, works, types, people, characters, found)


def _tokens(places: object) -> set[tuple[int, int]]:
    return {(p.segment, i) for p in places for i in range(p.first, p.last)}  # type: ignore[attr-defined]


def _is_named_like_person(claim: Claim) -> bool:
    words = claim.name.split()
    return "characters" in claim.evidence or (len(words) == 2 and gender_of(words[0]) is not None)


def _outside_titles(reading: Reading, found: list[Found], works: Claims) -> list[Found]:
    """Drop organizations named inside a longer title ("Fox & Friends")."""
    inner: set[tuple[int, int]] = set()
    for claim in works:
        if claim.weight >= ACCEPT:
            for place in claim.places:
                inner.update((place.segment, i) for i in range(place.first, place.last))
    kept = []
    for f in found:
        longer = (
            any(
                p.segment == f.place.segment
                and p.first <= f.place.first
                and f.place.last <= p.last
                and (p.last - p.first) > (f.place.last - f.place.first)
                for c in works
                if c.weight >= ACCEPT
                for p in c.places
            )
            if (f.place.segment, f.place.first) in inner
            else False
        )
        if not longer:
            kept.append(f)
    return kept


def _drop_organizations(reading: Reading, works: Claims, found: list[Found]) -> None:
    """An organization in italics is no title."""
    names = {fold(reading.text(f.place)) for f in found} | {fold(f.name) for f in found}
    for claim in works:
        if fold(claim.name) in names:
            works.remove(claim.name)


def _assemble(
    reading: Reading,
    works: Claims,
    types: dict[str, EntityType | None],
    people: Claims,
    characters: Claims,
    found: list[Found],
) -> tuple[Cast, set[tuple[int, int]]]:
    cast = Cast(reading)
    certain: dict[Place, set[EntityType]] = {}
    quoted_titles: set[tuple[int, int]] = set()
    starts = {
        (number, segment.index_at(run.start)): run.start
        for number, segment in enumerate(reading.segments)
        for run in reading.quoted[number]
    }
    for claim in works:
        type_ = types.get(fold(claim.name))
        believed = claim.weight >= ACCEPT
        if believed:
            for place in claim.places:
                if (place.segment, place.first) in starts:
                    quoted_titles.add((place.segment, starts[(place.segment, place.first)]))
        if not believed or type_ is None:
            continue
        member = Member(claim.name, type_, claim.evidence, claim.weight)
        member.places = []
        cast.add(member, _title_surfaces(claim.name))
        for place in claim.places:
            certain.setdefault(place, set()).update(WORK_TYPES)
    _add_people(cast, people, characters, certain)
    fixed = _add_organizations(cast, found)
    cast.find_mentions(fixed, certain)
    return cast, quoted_titles


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


def _add_people(cast: Cast, people: Claims, characters: Claims, certain: dict[Place, set[EntityType]]) -> None:
    character_names = {fold(c.name) for c in characters}
    groups = _fold_people([c for c in people if fold(c.name) not in character_names])
    firsts: dict[str, int] = {}
    for name, _ in groups:
        first = short_names(name)[1]
        if first:
            firsts[first] = firsts.get(first, 0) + 1
    for type_, listing in (("person", groups), ("character", _fold_people(list(characters)))):
        for name, claims in listing:
            evidence: dict[str, float] = {}
            for claim in claims:
                evidence.update(claim.evidence)
                for place in claim.places:
                    certain.setdefault(place, set()).add(type_)  # type: ignore[arg-type]
            member = Member(name, type_, evidence, max(c.weight for c in claims))  # type: ignore[arg-type]
            for claim in claims:
                member.called(claim.name)
            surnames, first = short_names(name)
            short = list(surnames)
            if first and (type_ == "character" or firsts.get(first) == 1):
                short.append(first)
            cast.add(member, [name, *member.aka], short)


def _fold_people(claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """Put spellings of one name together; the fullest spelling that is used most names them."""
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if any(same_person(claim.name, other.name) for other in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return [(max(g, key=lambda c: (len(c.places), len(c.name))).name, g) for g in groups]


def _add_organizations(cast: Cast, found: list[Found]) -> list[tuple[Place, int]]:
    numbers: dict[str, int] = {}
    fixed: list[tuple[Place, int]] = []
    for f in found:
        if f.name not in numbers:
            numbers[f.name] = len(cast.members)
            cast.add(Member(f.name, "organization", {f.evidence: 0.8}, 0.8), [])
        fixed.append((f.place, numbers[f.name]))
    return fixed


def _publish(reading: Reading, cast: Cast) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Give the public entities by weight, and every mention with its exact offsets."""
    weights: list[tuple[float, int]] = []
    for number, member in enumerate(cast.members):
        weight = 0.0
        for place in member.places:
            segment = reading.segments[place.segment]
            weight += 3.0 if segment.block == TITLE_BLOCK else 1.5 if place.segment <= 3 else 1.0
            member.called(reading.text(place))
        if member.places:
            weights.append((weight + min(member.score, 2.0) / 10, number))
    weights.sort(key=lambda w: (-w[0], w[1]))
    order = {number: index for index, (_, number) in enumerate(weights)}
    entities = tuple(
        Entity(
            name=member.name,
            type=member.type,
            aka=tuple(sorted(member.aka)),
            mentions=len(member.places),
            evidence=tuple(e for e, w in member.evidence.items() if w > 0),
            score=round(min(1.0, 0.4 + member.score / 2), 2),
        )
        for member in (cast.members[number] for _, number in weights)
    )
    mentions = []
    for number, index in order.items():
        for place in cast.members[number].places:
            segment = reading.segments[place.segment]
            words = segment.tokens
            mentions.append(Mention(index, segment.block, words[place.first].start, words[place.last - 1].end))
    mentions.sort(key=lambda m: ((m.block + 10) % 1_000_000 if m.block >= 0 else -m.block - 9, m.start))
    return entities, tuple(mentions)
