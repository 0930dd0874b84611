"""What is left of an English word without its endings: "nominated" and "nomination", "cancelled" and "cancels" are one.

Pure. Cruder than ``headline_words.stem``, because it compares whole texts, of which no single word decides.
"""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    ("ations", 4, ""), ("ation", 4, ""), ("ments", 4, ""), ("ment", 4, ""), ("ings", 3, ""), ("ing", 3, ""),
    ("ions", 4, ""), ("ion", 4, ""), ("ates", 4, ""), ("ated", 4, ""), ("ate", 4, ""), ("ers", 4, ""), ("ors", 4, ""),
    ("ies", 2, "y"), ("ied", 2, "y"), ("ed", 3, ""), ("er", 4, ""), ("or", 4, ""), ("als", 4, ""), ("al", 4, ""),
    ("ly", 4, ""), ("es", 3, ""), ("s", 3, ""), ("e", 3, ""),
)  # fmt: skip
_DOUBLED = frozenset("bb dd gg ll mm nn pp rr tt".split())
_IRREGULAR: dict[str, str] = {
    pair.partition(":")[0]: pair.partition(":")[2]
    for pair in (
        "died:die dies:die dying:die dead:die death:die deaths:die sued:sue sues:sue suing:sue won:win wins:win "
        "winning:win winner:win winners:win sold:sell sale:sell sales:sell bought:buy left:leave leaving:leave "
        "fell:fall fallen:fall tied:tie tying:tie ties:tie shot:shoot stole:steal stolen:steal broke:break "
        "broken:break took:take taken:take taking:take gave:give given:give giving:give chose:choose chosen:choose "
        "wrote:write written:write writing:write sang:sing sung:sing led:lead held:hold axed:axe axes:axe axing:axe "
        "quits:quit wed:wed weds:wed married:marry marriage:marry marries:marry hurt:hurt felt:feel made:make "
        "making:make came:come coming:come went:go gone:go going:go goes:go ran:run running:run began:begin "
        "begun:begin theatre:theater theatres:theater honour:honor honours:honor honoured:honor programme:program "
        "colour:color favourite:favorite rumour:rumor rumours:rumor labour:labor centre:center mum:mom mums:mom "
        "mummy:mom cop:police cops:police movie:film movies:film films:film picture:film pictures:film flick:film "
        "lp:album record:album records:album pic:film tv:television telly:television novel:book novels:book "
        "books:book tome:book kids:child kid:child children:child jailed:jail jails:jail prison:jail gaol:jail "
        "gig:concert gigs:concert concerts:concert thrown:throw threw:throw sung:sing beaten:beat lost:lose "
        "losing:lose loses:lose loss:lose paid:pay pays:pay paying:pay met:meet meets:meet built:build spent:spend "
        "million:million millions:million billion:billion said:say says:say told:tell tells:tell stood:stand "
        "set:set sets:set shut:shut cut:cut cuts:cut"
    ).split()
}


@lru_cache(16_384)
def root(word: str) -> str:
    """Return what is left of a comparable word; other scripts than the Latin one keep theirs."""
    if found := _IRREGULAR.get(word):
        return found if found == word else root(found)
    if len(word) < 4 or not word.isascii():
        return word
    for ending, least, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not (ending == "s" and word.endswith("ss")):
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if word[-2:] in _DOUBLED else word
