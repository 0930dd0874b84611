"""The veils of an article, made of what spoils in it: reasons, and the softened headline."""

from __future__ import annotations

from collections.abc import Sequence

from pullquote.cache.core.article import TITLE_BLOCK, Article
from pullquote.cache.core.spoilers import NOTICE_BLOCK, Guard, Rulings, Veils, passage_key, passages
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.parts import Part, Verdict, parts_of
from pullquote.cache.core.spoilers.rules import kind_of, spoiled, spoiled_alone

_RULED = "Veiled: you said that it spoils."


def judged(article: Article, guards: Sequence[Guard], rulings: Rulings) -> Veils:
    """Return what of an article is veiled for these guards, with what the user said of its passages."""
    apart = [(number, text) for number, text in passages(article) if number <= NOTICE_BLOCK]
    parts = parts_of(article)
    whole = "\n".join([*(part.text for part in parts), *(text for _, text in apart)])
    concerned = [guard for guard in guards if finder_of((guard.name, *guard.aka)).search(whole)]
    if not concerned and not rulings:
        return Veils()
    verdicts: dict[int, tuple[Guard, Verdict]] = {}
    told: dict[Guard, str] = {}
    for guard in concerned:
        found, told[guard] = spoiled(article, parts, guard)
        found |= {number: verdict for number, text in apart if (verdict := spoiled_alone(article, text, guard))}
        for number, verdict in found.items():
            verdicts.setdefault(number, (guard, verdict))
    reasons = {number: _reason(guard, verdict) for number, (guard, verdict) in verdicts.items()}
    if rulings:
        _rule(article, rulings, reasons)
    asked = tuple(dict.fromkeys(guard.name for number, (guard, _) in verdicts.items() if number in reasons))
    title = None
    if TITLE_BLOCK in reasons:
        del reasons[TITLE_BLOCK]
        title = _softened(article, verdicts.get(TITLE_BLOCK), told, concerned)
    return Veils(title=title, parts=_with_pictures(parts, reasons), guards=asked)


def _rule(article: Article, rulings: Rulings, reasons: dict[int, str]) -> None:
    for number, text in passages(article):
        ruled = rulings.get(passage_key(text))
        if ruled is False:
            reasons.pop(number, None)
        elif ruled:
            reasons.setdefault(number, _RULED)


def _reason(guard: Guard, verdict: Verdict) -> str:
    """Return why a part is veiled, in a sentence."""
    if guard.type in ("person", "group"):
        if verdict.marked:
            return f"Veiled: marked as a spoiler, and it names {guard.name}."
        return f"Veiled: it tells what becomes of {guard.name} in a story."
    place = f"{guard.name} {verdict.place}".strip()
    if verdict.place.startswith("the "):
        place = f"{verdict.place} of {guard.name}"
    at = f"; you are at {guard.seen}" if guard.seen else ""
    if verdict.marked:
        return f"Veiled: marked as spoilers of {place}{at}."
    if verdict.place:
        return f"Veiled: {place}{at}."
    return (
        f"Veiled: it tells of {guard.name} beyond {guard.seen}."
        if guard.seen
        else f"Veiled: it tells the story of {guard.name}."
    )


def _softened(
    article: Article, verdict: tuple[Guard, Verdict] | None, told: dict[Guard, str], concerned: Sequence[Guard]
) -> str:
    """Return what a headline is about, in none of its own words but the name: "Recap: Saltgate season 2, episode 5"."""
    guard = verdict[0] if verdict else next(iter(concerned), None)
    if guard is None:
        return "A headline you veiled"
    place = (verdict[1].place if verdict else "") or told.get(guard, "")
    kind = kind_of(article.title)
    about = f"{guard.name} {place}".strip()
    if place.startswith("the "):
        about = f"{guard.name}, {place.removeprefix('the ')}"
    return f"{kind}: {about}" if kind else f"About {about}"


def _with_pictures(parts: Sequence[Part], reasons: dict[int, str]) -> dict[int, str]:
    """Return the reasons with those of pictures without words that stand between two parts that are veiled."""
    joined = dict(reasons)
    numbered = [part for part in parts if part.number >= 0]
    for before, part, after in zip(numbered, numbered[1:], numbered[2:], strict=False):
        if part.picture and not part.text and before.number in joined and after.number in reasons:
            joined.setdefault(part.number, joined[before.number])
    return joined
