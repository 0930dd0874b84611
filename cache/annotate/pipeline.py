"""The one pass over an article: segments, evidence, entities, mentions, quotes, releases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pullquote.cache.annotate import organizations
from pullquote.cache.annotate.characters import find_characters, find_famous
from pullquote.cache.annotate.coreference import guess_gender
from pullquote.cache.annotate.entities import ACCEPT, Cast, Claim, Claims, Member, same_person, short_names
from pullquote.cache.annotate.known_in_text import Learned, settle
from pullquote.cache.annotate.known_names import Known, fold
from pullquote.cache.annotate.organizations import Found
from pullquote.cache.annotate.people import People
from pullquote.cache.annotate.quotes import attribute, make_quotes, set_off, source_of, spoken_runs
from pullquote.cache.annotate.releases import find_releases
from pullquote.cache.annotate.text.document_text import Place, Reading, gender_of
from pullquote.cache.annotate.works.context import find_in_context
from pullquote.cache.annotate.works.marked import find_marked
from pullquote.cache.annotate.works.patterns import find_forms, find_lists
from pullquote.cache.annotate.works.types import decide
from pullquote.cache.core.article import TITLE_BLOCK, WORK_TYPES, Document, Entity, EntityType, Links, Mention


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
    learned = Learned(reading)
    found = organizations.find(reading)
    found += learned.organizations(found)
    works = find_marked(reading)
    found = _outside_titles(found, works)
    taken = {f.place for f in found}
    learned.add_works(works)
    off_limits = taken | set(learned.places_of("person", "character"))
    find_in_context(reading, works, off_limits)
    find_forms(reading, works, off_limits)
    find_lists(reading, works, off_limits)
    _drop_organizations(reading, works, found)
    _fold_titles(works)
    believed = [c for c in works if c.weight >= ACCEPT]
    of_orgs = _tokens(taken)
    of_works = _tokens(p for c in believed for p in c.places)
    of_titles = _tokens(p for c in believed for p in c.places if not _is_named_like_person(c))
    finder = People(reading, of_orgs | of_works, [c.name for c in believed])
    learned.add_named(finder.claims, "person")
    people = finder.find()
    _drop_namesakes(works, people)
    characters = find_characters(reading, people, works, of_orgs | of_titles)
    learned.add_named(characters, "character")
    find_famous(reading, characters, of_orgs | of_works)
    _tell_apart(people, characters)
    types = decide(reading, works, found)
    return _assemble(reading, works, types, people, characters, found)


def _tokens(places: Iterable[Place]) -> set[tuple[int, int]]:
    return {(p.segment, i) for p in places for i in range(p.first, p.last)}


def _is_named_like_person(claim: Claim) -> bool:
    words = claim.name.split()
    return "characters" in claim.evidence or (len(words) == 2 and gender_of(words[0]) is not None)


def _outside_titles(found: list[Found], works: Claims) -> list[Found]:
    """Drop organizations named inside a longer title ("Fox & Friends")."""
    longest: dict[tuple[int, int], int] = {}
    for claim in works:
        if claim.weight >= ACCEPT:
            for p in claim.places:
                for i in range(p.first, p.last):
                    longest[(p.segment, i)] = max(longest.get((p.segment, i), 0), p.last - p.first)
    return [f for f in found if longest.get((f.place.segment, f.place.first), 0) <= f.place.last - f.place.first]


def _drop_organizations(reading: Reading, works: Claims, found: list[Found]) -> None:
    """Forget titles that are organizations: outlets stand in italics too."""
    names = {fold(reading.text(f.place)) for f in found} | {fold(f.name) for f in found}
    for claim in works:
        if fold(claim.name) in names:
            works.remove(claim.name)


def _fold_titles(works: Claims) -> None:
    """Fold short second mentions into the title: its last word, its subtitle, its initials."""
    believed = [c for c in works if c.weight >= ACCEPT]
    tails: dict[str, Claim] = {}
    for claim in believed:
        words = claim.name.split()
        if len(words) > 1:
            tails.setdefault(fold(words[-1]), claim)
            tails.setdefault("".join(w[0] for w in words if w[0].isalnum()).casefold(), claim)
        if ": " in claim.name:
            tails.setdefault(fold(claim.name.split(": ", 1)[1]), claim)
    for claim in believed:
        whole = tails.get(fold(claim.name))
        if whole is None or whole is claim or whole.name not in works:
            continue
        initials = claim.name.isupper() and len(claim.name) > 2
        if initials or (claim.name[0].isupper() and set(claim.evidence) <= {"italics", "quotation marks"}):
            whole.absorb(claim)
            whole.aka.append(claim.name)
            works.remove(claim.name)


def _drop_namesakes(works: Claims, people: Claims) -> None:
    """Keep people and titles apart: "the Brandt movie" names a person, a first name in italics a film."""
    surnames = {c.name.rsplit(" ", 1)[-1] for c in people if " " in c.name}
    for claim in works:
        if claim.name in surnames and not ({"italics", "quotation marks", "season", "year"} & set(claim.evidence)):
            works.remove(claim.name)
    for claim in works:
        person = people.get(claim.name)
        if person is not None and set(claim.evidence) == {"italics"} and _is_named_like_person(claim):
            elsewhere = set(person.places) - set(claim.places)
            if len(elsewhere) > len(claim.places):
                works.remove(claim.name)  # a caption or a link in italics, not a title
    for claim in people:
        if claim.name in works and not ({"speech verb", "role word", "link to a person"} & set(claim.evidence)):
            work = works.get(claim.name)
            if work is not None and work.weight >= ACCEPT:
                people.remove(claim.name)


_ONLY_HONOURED = frozenset(("title of honour", "capitals", "surname alone", "first name", "unusual surname"))


def _tell_apart(people: Claims, characters: Claims) -> None:
    """Keep one claim for one character: "Baron Holt" beside "Holt (Jane Roe)", "Maren" beside "Maren Holt"."""
    alone = {c.name: c for c in characters if " " not in c.name}
    for claim in people:
        if "title of honour" not in claim.evidence or not set(claim.evidence) <= _ONLY_HONOURED:
            continue
        known = alone.get(claim.name.rsplit(" ", 1)[-1])
        if known is not None and known.weight >= ACCEPT:
            known.aka.append(claim.name)
            known.places.update(claim.places)
            people.remove(claim.name)
    wholes: dict[str, list[Claim]] = {}
    for claim in characters:
        words = claim.name.split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                wholes.setdefault(word, []).append(claim)
    for name, short in alone.items():
        whole = wholes.get(name, [])
        if len(whole) == 1 and "actor in parentheses" not in short.evidence:
            whole[0].absorb(short)
            characters.remove(name)


def _assemble(
    reading: Reading,
    works: Claims,
    types: dict[str, EntityType | None],
    people: Claims,
    characters: Claims,
    found: list[Found],
) -> tuple[Cast, set[tuple[int, int]]]:
    """Make members of the believed claims, settle them with what the library knows, find their mentions."""
    drafts: list[tuple[str, EntityType, list[Claim]]] = []
    quoted_titles: set[tuple[int, int]] = set()
    starts = {
        (number, segment.index_at(run.start)): run.start
        for number, segment in enumerate(reading.segments)
        for run in reading.quoted[number]
    }
    for claim in works:
        if claim.weight < ACCEPT:
            continue
        quoted_titles.update(
            (p.segment, starts[p.segment, p.first]) for p in claim.places if (p.segment, p.first) in starts
        )
        type_ = types.get(fold(claim.name))
        best = reading.known.find(claim.name)
        if type_ is None and best is not None and best.fixed:
            type_ = best.type
        if type_ is not None:
            drafts.append((claim.name, type_, [claim]))
    character_names = {fold(c.name) for c in characters}
    real = [c for c in people if fold(c.name) not in character_names]
    drafts.extend((name, "person", group) for name, group in _fold_people(real))
    drafts.extend((name, "character", group) for name, group in _fold_people(list(characters)))
    cast = Cast(reading)
    certain: dict[Place, set[EntityType]] = {}
    _enlist(cast, _settled(reading.known, drafts), certain)
    fixed = _add_organizations(cast, found, reading.known)
    cast.find_mentions(fixed, certain)
    for member in cast.members:
        if member.type == "organization" and member.places and member.kind and not _is_written(reading, member):
            member.name = _as_written(reading, member)
    return cast, quoted_titles


def _settled(
    known: Known, drafts: list[tuple[str, EntityType, list[Claim]]]
) -> dict[tuple[str, EntityType], list[Claim]]:
    """Apply the library's names and corrections; entities that turn out to be one are put together."""
    settled: dict[tuple[str, EntityType], list[Claim]] = {}
    for name, type_, claims in drafts:
        final = settle(known, name, type_)
        if final is not None:
            settled.setdefault(final, []).extend(claims)
    return settled


def _enlist(
    cast: Cast, settled: dict[tuple[str, EntityType], list[Claim]], certain: dict[Place, set[EntityType]]
) -> None:
    titles = {fold(name) for name, type_ in settled if type_ in WORK_TYPES}
    firsts = Counter(short_names(name)[1] for name, type_ in settled if type_ == "person")
    for (name, type_), claims in settled.items():
        evidence: dict[str, float] = {}
        for claim in claims:
            evidence.update(claim.evidence)
            for place in claim.places:
                certain.setdefault(place, set()).add(type_)
        member = Member(name, type_, evidence, max(c.weight for c in claims))
        for claim in claims:
            member.called(claim.name)
            for other in claim.aka:
                member.called(other)
        if type_ in ("person", "character"):
            surnames, first = short_names(name)
            if first and (type_ == "character" or firsts[first] == 1):
                surnames = [*surnames, first]
            cast.add(member, [name, *member.aka], surnames)
        else:
            surfaces = [s for n in (name, *member.aka) for s in _title_surfaces(n)]
            cast.add(member, [s for s in surfaces if fold(s) == fold(name) or fold(s) not in titles])


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
    words = [w.strip(".") for w in fold(name).split()]
    return next((w for w in reversed(words) if w not in ("jr", "sr", "ii", "iii", "iv")), fold(name))


def _fold_people(claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """Put spellings of one name together; the fullest spelling that is used most names them."""
    groups: list[list[Claim]] = []
    by_surname: dict[str, list[list[Claim]]] = {}
    for claim in claims:
        namesakes = by_surname.setdefault(_surname_key(claim.name), [])
        group = next((g for g in namesakes[:_NAMESAKES] if same_person(claim.name, g[0].name)), None)
        if group is None:
            group = []
            groups.append(group)
            namesakes.append(group)
        group.append(claim)
    return [(max(g, key=lambda c: (len(c.places), len(c.name))).name, g) for g in groups]


def _add_organizations(cast: Cast, found: list[Found], known: Known) -> list[tuple[Place, int]]:
    numbers: dict[tuple[str, EntityType], int] = {}
    fixed: list[tuple[Place, int]] = []
    for f in found:
        final = settle(known, f.name, "organization")
        if final is None:
            continue
        if final not in numbers:
            numbers[final] = len(cast.members)
            member = Member(final[0], final[1], {f.evidence: 0.8}, 0.8)
            member.kind = f.kind
            cast.add(member, [])
        fixed.append((f.place, numbers[final]))
    return fixed


def _is_written(reading: Reading, member: Member) -> bool:
    """Tell whether the article writes an organization's name as the list does."""
    return any(fold(reading.text(place)) == fold(member.name) for place in member.places)


def _as_written(reading: Reading, member: Member) -> str:
    """Give the article's own name for an organization; the list's name stays among the others."""
    surfaces = Counter(reading.text(place) for place in member.places)
    member.aka.setdefault(member.name)
    name = max(surfaces, key=lambda s: (surfaces[s], len(s)))
    member.aka.pop(name, None)
    return name


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
            type=member.type,  # pyright: ignore[reportArgumentType]
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
