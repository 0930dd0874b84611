"""How far what a headline tells has come: nominated or won, sued or settled, engaged or split up.

Pure, and without a library. Two headlines of the same people, the same work and the same act are other news where one
tells of an earlier stage than the other; a reply to news is other news too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

_STAGES = {
    "court": {
        "filed": r"su(?:es|ed|ing)|files? (?:law)?suit|lawsuits? over|to court|accus\w*|alleg\w*",
        "answered": r"toss(?:ed|es)?|dismiss\w*|fires? back|den(?:y|ies|ied)|counter ?su\w*|fan fiction|motion",
        "settled": r"settl\w*",
        "charged": r"arrest\w*|custody|charged|indict\w*|booked|held on|detained",
        "tried": r"trial|testif\w*|takes? the stand|opening statements",
        "ended": r"pleads?|no contest|dropped",
        "judged": r"jur(?:y|ors?) (?:find|found|rule|decide|clear|reject)\w*|"
                  r"wins? (?:\w+ ){0,3}(?:case|suit|lawsuit)|guilty|acquitt\w*|convict\w*|cleared|must pay|damages",
        "sentenced": r"sentenc\w*|prison|jailed|probation|behind bars",
        "appealed": r"appeal\w*",
    },
    "labor": {
        "threatened": r"threat\w*|deadline|authori[sz]\w*|looms?|looming|possible strike|vote on",
        "averted": r"avert\w*|tentative|reach(?:es|ed)? (?:\w+ ){0,2}(?:deal|agreement)|come to terms",
        "ratified": r"ratif\w*|approve\w*",
        "begun": r"walks? (?:off|out)|on strike|begins? strike|strike begins",
    },
    "harm": {
        "done": r"explo\w*|blast|blaze|fire|flames|storms?|gale|floods?|collaps\w*|crash\w*|injur\w*|hurt|knocked",
        "mended": r"reopen\w*|repair\w*|restor\w*|rebuilt|back on stage|recover\w*|benefit",
    },
    "award": {
        "nominated": r"nomin\w*|shortlist\w*|longlist\w*|nods?|snub\w*|up for|frontrunners?|contenders?",
        "won": r"(?:wins?|won)(?! (?:the |a )?(?:battle|race|bid\w*|rights|auction|case|lawsuit))|"
               r"winners?|sweeps?|takes? home|triumph\w*|goes to|victory|upsets?",
        "hosted": r"(?:to|as|sets?|set to|named) hosts?|tapped to host|presenter",
        "chosen": r"line ?up|competition titles|selection|jury(?! (?:find|found|rule|decide|clear|reject|hear|trial))",
        "watched": r"ratings|viewers",
        "dressed": r"dressed|red carpet|gowns?|looks from",
    },
    "couple": {
        "dating": r"dating|romance|rumou?rs",
        "engaged": r"engag\w*|propos\w*|to marry|to wed",
        "married": r"marries|married|weds?|wedding|ti(?:es?|ed) the knot",
        "parted": r"splits?|break ?up|broke up|breaks? up|call(?:s|ed)? it quits|divorc\w*|separat\w*|exes?",
        "expecting": r"pregnan\w*|expecting|baby bump",
        "born": r"baby|babies|gives? birth|given birth|welcom\w*|birth of|newborn",
    },
    "fate": {
        "cancelled": r"no (?:second|third|fourth|fifth|sixth|more) (?:season|series)|"
                     r"cancel\w*|axed?|axes|axing|scrap\w*|call(?:s|ed) off|pulls? the plug|dropped",
        "saved": r"saved?|saves|reviv\w*|picks? up (?:cancel\w*|axed)|rescu\w*|uncancel\w*|revived|new home",
        "renewed": r"renew\w*|another season|(?:second|third|fourth|fifth|sixth) season order",
    },
    "life": {
        "dead": r"dies|died|dead|passes away|obituary",
        "mourned": r"tributes?|mourn\w*|remember(?:s|ed|ing)?|funeral|memorial|cause of death|laid to rest|play on",
    },
    "chair": {
        "left": r"exits?|exiting|leav(?:e|es|ing)|quits?|quitting|steps? (?:down|aside)|stepping (?:down|aside)|"
                r"depart\w*|to exit",
        "filled": r"succeed\w*|successor|replac\w*|takes? over|to take over|named|tapped|taps?|appoint\w*|hires?|"
                  r"becomes (?:the )?(?:first|new)",
    },
    "takings": {
        "opened": r"opens?|opening|debuts?|launch\w*|bows?|wins? weekend",
        "held": r"stays?|holds?|repeats?|second (?:weekend|frame|week)|third weekend|cross(?:es|ed)?|still|again|"
                r"retains?|passes|slips?|sinks?",
    },
    "trailer": {
        "first": r"first (?:\w+ ){0,4}(?:trailer|teaser|look)|first look|debut trailer",
        "later": r"(?:second|final|last|third) (?:\w+ ){0,4}(?:trailer|teaser)",
    },
    "plan": {
        "delayed": r"delay\w*|postpon\w*|push(?:ed|es)? (?:back|to)|paus\w*|halt\w*|on hold|shut\w* down",
        "dated": r"sets? (?:\w+ ){0,3}date|release date|premiere date|resum\w*|reschedul\w*",
    },
}  # fmt: skip
"""What happens to the same thing one after the other, under one word each."""
_LATER = {
    "saved": ("cancelled",), "mourned": ("dead",), "parted": ("married", "engaged"), "expecting": ("born",),
    "settled": ("filed", "charged"), "ended": ("tried", "charged", "filed"), "judged": ("tried", "charged", "filed"),
    "sentenced": ("tried", "charged", "filed"), "appealed": ("judged", "sentenced", "tried", "charged", "filed"),
    "mended": ("done",), "tried": ("charged",),
    "averted": ("threatened",), "ratified": ("averted",), "won": ("nominated",),
}  # fmt: skip
"""Which stage is meant where a headline names an earlier one too: "canceled drama saved"."""
_TOGETHER = (frozenset({"engaged", "dating"}), frozenset({"ended", "judged"}))
_SOON_TOGETHER = (*_TOGETHER, frozenset({"dead", "mourned"}))
"""Stages of which one article of a day may tell, and another of the other: those who mourn are who tell of a death."""
_REPLY = (
    r"slam(?:s|med)?|(?:hits?|fires?|claps?) back|shuts? down|respon(?:d|ds|ded|se)|breaks? (?:\w+ )?silence|"
    r"speaks? out|react(?:s|ed|ions?)?|address(?:es|ed)|apologi\w*|opens? up|weighs? in|defends?|reflects?|"
    r"reveals? (?:why|how)|jok(?:es|ed)|roasts?|gutted|blast(?:s|ed)?|pays? tribute|thanks?|prais(?:es|ed)|"
    r"answers?|admits?|recalls?|sorry|confess(?:es|ed)|dish(?:es)?|opened up"
)
_ASIDE = re.compile(r"\b(?:after|amid|following|over|despite|ahead of|before|in (?:the )?wake of|days? after)\b")


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (group, name, re.compile(rf"\b(?:{words})\b"))
        for group, stages in _STAGES.items()
        for name, words in stages.items()
    )


@cache
def _reply() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_REPLY})\b")


def stages_of(text: str) -> frozenset[str]:
    """Return how far things have come in a headline in comparable words: ``award won``, ``court filed``, ``reply``.

    What it happened after is left out.
    """
    told = _ASIDE.split(text, maxsplit=1)[0].strip() or text
    found = {(group, name) for group, name, pattern in _patterns() if pattern.search(told)}
    names = {name for _, name in found}
    dropped = {earlier for later in names for earlier in _LATER.get(later, ())}
    dropped |= {"won"} if ("court", "judged") in found else set()  # a case, and no prize
    stages = {f"{group} {name}" for group, name in found if name not in dropped}
    return frozenset(stages | ({"reply"} if _reply().search(told) else set()))


def stages_differ(one: Collection[str], other: Collection[str], *, soon: bool = False) -> bool:
    """Return whether two headlines tell of the same kind of thing, and neither of a stage that the other tells of.

    ``soon``: the one comes within a day of the other.
    """
    together = _SOON_TOGETHER if soon else _TOGETHER
    first, second = _by_group(one), _by_group(other)
    return any(
        not stages & second[group] and not any(stages & pair and second[group] & pair for pair in together)
        for group, stages in first.items()
        if group in second
    )


def replies_to(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether one headline tells what somebody says to something, and the other what happened."""
    return ("reply" in one) != ("reply" in other) and not ("court answered" in one and "court answered" in other)


def _by_group(stages: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for stage in stages:
        group, _, name = stage.partition(" ")
        if name:
            found.setdefault(group, set()).add(name)
    return found


def stages_shared(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two headlines tell of the same stage of something."""
    return not (set(one) & set(other)) <= {"reply"}
