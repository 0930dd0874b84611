"""What happens in the news, told by many words: a death, a renewal, a lawsuit, a first weekend at the box office.

Pure, and general knowledge of the trade: no word here is anybody's name. Where ``headline_words`` reads acts from a
headline alone, this weighs all that headline, dek and the first sentences say, so that "drew her last breath" and
"died" are one event and no single word decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pullquote.cache.core.roots import root

_LONGEST = 3
"""Words of the longest phrase that tells an event."""
_MOST = 6
_WORDS = {
    "died": (
        "die, dead, death, pass away, passing, late, mourn, tribute, obituary, funeral, memorial, survived "
        "by, leave behind, laid to rest, last breath, final breath, lost battle, demise, in memoriam, grief, "
        "condolences, pay respects, peacefully, at the age, cause of death, have gone, lose battle, bid "
        "farewell"
    ),
    "birth": (
        "birth, give birth, newborn, baby, twin, mum of, mom of, mother of, parent of, become parent, bundle "
        "of joy, a mum, a mom, a dad, nappy, baby boy, baby girl, little boy, little girl, first child, "
        "second child, welcome, arrival of, son and, a son, a daughter, new parent, proud parent"
    ),
    "pregnant": "pregnant, pregnancy, expect, bump, due in, baby on the, mum to be, mom to be",
    "engaged": (
        "engage, engagement, fiance, fiancee, propose, proposal, pop the question, ring, on one knee, one "
        "knee, betrothed, say yes, to wed, to marry, will marry, plan to marry, get married, wedding bell, "
        "get hitched"
    ),
    "wedding": (
        "marry, married, wedding, wed, nuptial, tie the knot, tied the knot, vow, bride, groom, honeymoon, "
        "exchange vow, aisle, bridesmaid, ceremony, husband and wife, hitched, say i do, newlywed"
    ),
    "parted": (
        "split, divorce, separate, separation, break up, broke up, breakup, call it quit, go their separate, "
        "estranged, irreconcilable, part way, end their marriage, end of marriage, no longer together, ex "
        "wife, ex husband, prenup"
    ),
    "dating": (
        "dating, romance, boyfriend, girlfriend, kiss, hand in hand, new flame, love interest, an item, smitten"
    ),
    "renewed": (
        "renew, renewal, another season, more season, season order, second season, third season, fourth "
        "season, fifth season, sixth season, season 2, season 3, season 4, season 5, season 6, second series, "
        "third series, fourth series, pick up for, recommission, another run, second run, third run, bring "
        "back, be back, come back, back for, return for, more episode, get another, another round, second "
        "helping, not over, isnt over, second outing, third outing, another outing, live on, series two, "
        "series three"
    ),
    "cancelled": (
        "cancel, cancellation, axe, scrap, pull the plug, wont return, not return, not be back, wont be back, "
        "ditch, chop, shelve, end after one, end after two, after one season, after two season, after just "
        "one, after a single, one and done, no second season, no third season, no more, call off, pulled, "
        "kill off, cut short, curtain for, abandon, wont be second"
    ),
    "saved": "save, rescue, revive, new home, lifeline, second life, resurrect",
    "ending": (
        "final season, last season, farewell season, conclude, come to an end, to end, will end, finale, swan "
        "song, final chapter, last chapter, final episode, final run, wrap up, last ever, bow out after, end "
        "with"
    ),
    "cast": (
        "cast, join, board, opposite, play, role, tap, sign on, villain, ensemble, recruit, portray, land "
        "part, lead role, co star, will star, to star, star in, star as, add, lead part, title role, title "
        "part, step into, take on, headline, enlist, attach"
    ),
    "exit": (
        "exit, leave, depart, departure, quit, step down, stand down, step away, step back, step aside, walk "
        "away, out as, resign, resignation, oust, fire, sack, part way, bow out, relinquish, say goodbye, let "
        "go, walk out on, give up, hang up, call time, last day, no longer with, vacate"
    ),
    "hired": (
        "appoint, appointment, name, hire, successor, succeed, take over, new boss, new chief, new head, new "
        "host, take charge, promote, top job, new artistic director, new editor, artistic director, chief "
        "executive, will run, take the reins, the reins, replace, replacement, fill the, at the helm, new "
        "leader, in charge, new presenter, step up, big chair, post, tap"
    ),
    "directs": "direct, helm, behind the camera, directorial, filmmaker, shoot, director chair",
    "sued": (
        "sue, suit, lawsuit, complaint, plaintiff, alleg, allege, allegation, damage, court, accuse, legal "
        "action, lawyer, attorney, defamation, libel, copyright, infringe, infringement, royalty, breach of "
        "contract, court document, court paper, court filing, judge, federal court, take to court, legal "
        "battle, claim"
    ),
    "settled": "settle, settlement, out of court, drop the case, undisclosed sum, resolve, agreement to end",
    "countersued": "countersue, countersuit, counterclaim, motion to dismiss, throw out, toss, dismiss, deny",
    "arrest": (
        "arrest, custody, jail, bail, book, police, cop, handcuff, charge, dui, dwi, drunk driving, drink "
        "driving, officer, mugshot, detain, cuff, misdemeanor, misdemeanour, felony, behind bar, sheriff, "
        "county jail, bond, night in a cell, cell, intoxicated, warrant"
    ),
    "tried": (
        "trial, jury, testify, testimony, witness stand, witness, prosecutor, defendant, cross examination, "
        "take the stand, courtroom, opening statement, juror"
    ),
    "judged": (
        "verdict, guilty, acquit, convict, conviction, cleared of, not guilty, found liable, jury find, award "
        "damage, must pay, order to pay, liable"
    ),
    "sentenced": "sentence, year in prison, month in prison, prison, probation, behind bar, community service",
    "pleads": "plead, plea, no contest, admit charge",
    "appealed": "appeal, overturn, appellate, new trial, higher court",
    "won": (
        "win, won, winner, winning, prize, award, triumph, scoop, take home, crown, trophy, gong, statuette, "
        "victory, beat, top prize, top honor, top honour, come out on top, walk off with, sweep, haul, best "
        "picture, medal, shortlist, runner up, jury, laureate, accept"
    ),
    "nominated": (
        "nominate, nominee, nomination, longlist, nod, contender, up for, finalist, shortlist, lead the "
        "field, frontrunner, snub, lead the pack, run for the"
    ),
    "honored": (
        "lifetime achievement, hall of fame, walk of fame, honorary, knighthood, damehood, honor, honour, "
        "induct, inductee, statue, plaque, recognise, recognize"
    ),
    "host": "host, new host, emcee, master of ceremony, presenter, compere, hosting, mc, hosting duty",
    "takings": (
        "box office, gross, opening weekend, ticket sale, admission, earn, haul, takings, multiplex, screen, "
        "domestic, overseas, location, theater, cinemascore, moviegoer, debut with, open to, open with, bow, "
        "top the chart, no 1, number one, first weekend, three day, weekend, tally, rake in, expectation, "
        "forecast"
    ),
    "held": (
        "second weekend, second frame, third weekend, hold, stay on top, remain, drop, holdover, down "
        "percent, sophomore, cross, milestone, second week, still on top"
    ),
    "ratings": (
        "viewer, rating, nielsen, overnight, watch by, audience of, million people watched, tune in, "
        "viewership, most watched, streaming chart, hour viewed"
    ),
    "trailer": (
        "trailer, teaser, footage, first look, clip, glimpse, sneak peek, image, poster, first glimpse, "
        "preview, two minute, two and a half minute, see in action, shot"
    ),
    "dated": (
        "release date, premiere date, air date, arrive, set date, date for, debut on, open on, hit theater, "
        "hit cinema, hit shelf, in cinema, in theater, calendar, return date, will premiere, will debut, "
        "launch on, publication date, start date, out on, stream from, slot, available from, drop on, land on"
    ),
    "delay": (
        "delay, push, push back, postpone, move to, slip, bump, reschedule, put off, berth, wait longer, have "
        "to wait, shift, hold up, setback, new date, vacate, later than planned, put back, wait until, months "
        "late"
    ),
    "bought": (
        "acquire, acquisition, buy, bought, purchase, snap up, takeover, merger, merge, stake, transaction, "
        "cash and stock, cash and share, shareholder, buyer, seller, bid, swallow, deal worth, valued, change "
        "hand, new owner, in cash, sale of, sold to, sell to, agreed to buy"
    ),
    "rights": (
        "right, distribution, distributor, north american, pick up, us right, uk right, sell, sales agent, "
        "territory, world right, worldwide right, land the, bidding war, release in, market"
    ),
    "adapted": (
        "adapt, adaptation, film right, screen right, option, screen version, big screen, small screen, turn "
        "into, based on, remake, reboot, live action, be filmed, film version, tv version, series version, "
        "musical version, stage version, movie version, bestseller, source material, head to tv"
    ),
    "ordered": (
        "develop, development, in the works, greenlight, green light, pilot, commission, series order, "
        "straight to series, straight order, limited series, new series, new show, make a series, new drama, "
        "new comedy"
    ),
    "pact": (
        "overall deal, first look deal, sign with, sign deal, multi year, pact, partnership, exclusive deal, "
        "year deal, new home at"
    ),
    "album": (
        "album, record, lp, ep, single, tracklist, song, studio album, debut album, listen, track, lead "
        "single, release, new music, mixtape, drop"
    ),
    "tour": (
        "tour, concert, gig, ticket, arena, stadium, show, venue, residency, date, leg, on the road, fan, on "
        "sale, kick off, perform, support act, open for"
    ),
    "health": (
        "hospital, surgery, diagnose, diagnosis, cancer, illness, ill, injury, doctor, rest, treatment, heart "
        "attack, stroke, fracture, broken, hospitalise, hospitalize, recover, recovery, medical, vocal cord, "
        "condition, operation, unwell, voice, wrist, leg, health, symptom, parkinson, dementia, knee, vocal"
    ),
    "rehab": "rehab, treatment center, sober, sobriety, addiction, treatment centre",
    "accident": (
        "accident, crash, fell, fall, collapse, injure, hurt, topple, ambulance, explosion, explode, safety, "
        "emergency, rush to, mishap, hurt on set, give way, stuntman, stunt, paramedic, inspector, tip over"
    ),
    "fire": "fire, blaze, flame, firefighter, burn, smoke, inferno, gutted, fire brigade, arson, ash, engulf",
    "storm": "storm, flood, hurricane, gale, water damage, lightning, wind, roof, rain, flooding, earthquake",
    "halted": (
        "pause, halt, suspend, stop filming, stop shooting, shut down production, production stop, on hold, "
        "shutdown, shut down, stop work, filming stop"
    ),
    "resumed": "resume, restart, back to work, reopen, back on, back at work, pick up again, restore, repair",
    "strike": (
        "strike, walkout, walk out, picket, union, guild, stoppage, industrial action, down tools, "
        "negotiation, talk broke down, talk break down, ballot, walk off, bargain, collective, labor, labour, "
        "member vote"
    ),
    "agreement": (
        "tentative, ratify, avert, agreement, deal reach, reach deal, reach agreement, end strike, end "
        "walkout, truce, end the strike, call off strike, new contract"
    ),
    "layoffs": (
        "layoff, lay off, job cut, cut job, redundancy, redundant, restructure, downsize, job loss, cut "
        "staff, let go, workforce, headcount, pink slip, job, staff"
    ),
    "closed": (
        "close, closure, closing, shutter, shut its door, shut down, last performance, final performance, "
        "final curtain, go under, bankrupt, bankruptcy, administration, insolvent, fold, cease, liquidation"
    ),
    "price": (
        "price, hike, cost, subscription, dearer, bill, subscriber, fee, more expensive, a month, per month, "
        "raise price, monthly, tier, ad free, pay more, increase"
    ),
    "results": "quarter, quarterly, profit, loss, share, revenue, earnings, fiscal, investor, analyst, wall street",
    "festival": (
        "lineup, line up, competition, selection, festival, compete, programme, section, premiere at, palme, "
        "jury, edition, headliner, bill, headline, in competition, roster"
    ),
    "feud": (
        "slam, blast, feud, hit back, war of word, shade, cheap shot, diss, clap back, row, spat, furious, "
        "anger, lash out, take aim, criticise, criticize, rant, attack, call out, trade barb, let fly, angry, "
        "hit out"
    ),
    "sorry": "apologise, apologize, apology, sorry, regret, mea culpa, apologetic",
    "talks": (
        "interview, open up, reflect, recall, tell us, look back, reveal, speak out, speak about, admit, "
        "confess, confide, candid, we talk, sit down with, chat"
    ),
    "book": (
        "memoir, autobiography, publish, publisher, book deal, manuscript, novel, hardcover, imprint, "
        "bookshop, book, literary, penguin, publication, six figure, tell all, in bookshops, sequel to"
    ),
    "home": (
        "house, mansion, bungalow, list, bedroom, estate, property, penthouse, castle, realtor, real estate, "
        "villa, acre, asking price"
    ),
    "stolen": "steal, stolen, theft, thief, heist, burglar, burglary, robbery, rob, break in, loot, swipe, recover",
    "hacked": "leak, hack, breach, hacker, online leak, cyber, ransomware, outage, data",
    "reunion": "reunite, reunion, back together, original lineup, get back, comeback, first time since, hiatus",
    "retired": (
        "retire, retirement, hang up, last film, give up acting, final film, final tour, farewell tour, quit act"
    ),
    "backlash": (
        "controversy, backlash, boycott, ban, pull from, petition, outrage, offend, complaint, criticism, "
        "protest, remove from, censor, outcry"
    ),
    "stage": (
        "broadway, west end, transfer, musical, play, revival, curtain, preview, on stage, theatre, theater, "
        "opening night, standing ovation, run at"
    ),
    "sequel": (
        "sequel, prequel, spin off, spinoff, follow up, threequel, part two, second film, third film, franchise"
    ),
    "wrapped": "wrap, filming finish, finish filming, finish shooting, production wrap, cameras stop",
    "filming": (
        "start filming, begin filming, cameras roll, begin production, start shooting, go before the, begin "
        "shooting, production begin, start production, on set"
    ),
    "cameo": "cameo, guest star, surprise appearance, special guest, make an appearance, guest",
    "donated": "donate, donation, charity, fundraise, raise money, foundation, benefit, relief",
    "auction": "auction, hammer, sold for, fetch, under the hammer, memorabilia, lot, bidder, sotheby, collector",
    "record": "record, break record, all time, fastest, most streamed, longest, first ever, milestone, history",
    "found": ("discover, discovery, found, rediscover, lost film, long lost, unearth, attic, archive, restore, unseen"),
    "ticketing": "ticket, resale, scalper, queue, dynamic pricing, refund, presale, tout, face value",
    "replica": "ai, artificial intelligence, deepfake, digital double, clone, likeness, replica, chatbot, generate",
}
"""Words and phrases under what they tell."""
_WEAK = frozenset(
    "cast directs album tour stage talks book record rights dated hired won festival takings tried birth "
    "exit sued filming held adapted results".split()
)
"""Events of which a word stands in many a text that tells another."""


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for event, phrases in _WORDS.items():
        for phrase in phrases.split(","):
            found.setdefault(" ".join(map(root, phrase.split())), []).append(event)
    return {phrase: tuple(events) for phrase, events in found.items()}


@cache
def _first_words() -> dict[str, frozenset[str]]:
    """Return the words that tell an event or begin a phrase that does, with the second words of those phrases."""
    found: dict[str, set[str]] = {}
    for phrase in _phrases():
        first, *others = phrase.split(" ")
        found.setdefault(first, set()).update(others[:1])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def events_in(parts: Iterable[tuple[Sequence[str], float]]) -> tuple[tuple[str, int], ...]:
    """Return what happens in texts of roots, the plainest told first, with how plainly, from 1 on.

    Each text comes with what a word of it counts; a word that may tell several events counts a part for each, one
    within a phrase nothing of its own. A word told twice counts once.
    """
    phrases, first_words = _phrases(), _first_words()
    told: dict[str, float] = {}
    seen: set[str] = set()
    for words, counts in parts:
        after = 0
        for at, phrase in enumerate(words):
            seconds = first_words.get(phrase)
            if seconds is None or at < after:
                continue
            length = 1
            if seconds and at + 1 < len(words) and words[at + 1] in seconds:
                for longer in range(_LONGEST, 1, -1):
                    run = " ".join(words[at : at + longer])
                    if run in phrases:
                        phrase, length = run, longer
                        break
            after = at + length
            events = phrases.get(phrase, ())
            if not events or phrase in seen:
                continue
            seen.add(phrase)
            for event in events:
                weight = counts / len(events) * (1.3 if length > 1 else 1.0) * (0.5 if event in _WEAK else 1.0)
                told[event] = told.get(event, 0.0) + weight
    best = sorted(told.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return tuple((event, max(1, round(10 * weight))) for event, weight in best)


def agreement(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return how far two texts tell the same events, from 0 for none to 1."""
    if not one or not other:
        return 0.0
    both = sum(weight * other[event] for event, weight in one.items() if event in other)
    return both / math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
