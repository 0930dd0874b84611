"""What happens in the news, told by many words: a death, a renewal, a lawsuit, a first weekend at the box office.

Pure, and general knowledge of the trade: no word here is anybody's name. The words are English; ``languages`` has those
of others. Where ``headline_words`` reads acts from a
headline alone, this weighs all that headline, dek and the first sentences say, so that "drew her last breath" and
"died" are one event and no single word decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pullquote.cache.core.stories.languages import ENGLISH, language
from pullquote.cache.core.stories.roots import root

_LONGEST = 3
"""Words of the longest phrase that tells an event."""
_MOST = 6
_WORDS = {
    "died": (
        "die, pass away, passing, mourn, tribute, obituary, funeral, memorial, survived by, leave behind, laid "
        "to rest, last breath, final breath, lost battle, demise, in memoriam, grief, condolences, pay "
        "respects, peacefully, at the age, cause of death, have gone, bid farewell, rip, gone at, is gone, has "
        "gone, we lost, farewell to, obit, remember, eulogy, bury, burial, fatal, killed, succumb, bedside, "
        "after a long illness, long illness, will be missed, tributes pour"
    ),
    "birth": (
        "birth, give birth, newborn, baby, twin, mum of, mother of, parent of, become parent, bundle of joy, a "
        "mum, a dad, nappy, baby boy, baby girl, little boy, little girl, first child, second child, welcome, "
        "arrival of, son and, a son, a daughter, new parent, proud parent, become mother, become father, "
        "become a dad, become a mum, bouncing, weighed in, baby joy, delivered, new arrival, welcome a, first "
        "born, become a mother, become a father, tot, weighing"
    ),
    "pregnant": "pregnant, pregnancy, bump, due in, baby on the, mum to be",
    "engaged": (
        "engage, engagement, fiance, fiancee, propose, pop the question, ring, on one knee, one knee, "
        "betrothed, say yes, to wed, to marry, will marry, plan to marry, get married, wedding bell, get "
        "hitched, diamond, bended knee, put a ring, will you marry, bride to be, sparkler, rock on her"
    ),
    "wedding": (
        "marry, wedding, nuptial, tie the knot, vow, bride, groom, honeymoon, exchange vow, aisle, bridesmaid, "
        "ceremony, husband and wife, hitched, say i do, newlywed, i do, say their vow, wed in, marry in, "
        "wedding dress, wedding cake, walk down the, best man, just married, reception, becomes mrs"
    ),
    "parted": (
        "split, divorce, separate, break up, breakup, call it quit, go their separate, estranged, "
        "irreconcilable, part way, end their marriage, end of marriage, no longer together, ex wife, ex "
        "husband, prenup, call time on, it over, split from, single again, end romance, consciously uncoupled, "
        "walk out of their, dump"
    ),
    "dating": (
        "dating, romance, boyfriend, girlfriend, kiss, hand in hand, new flame, love interest, an item, smitten"
    ),
    "renewed": (
        "renew, another season, more season, season order, second season, third season, fourth season, fifth "
        "season, sixth season, season 2, season 3, season 4, season 5, season 6, second series, third series, "
        "fourth series, pick up for, recommission, another run, second run, third run, bring back, be back, "
        "come back, back for, return for, more episode, get another, another round, second helping, not over, "
        "isnt over, second outing, third outing, another outing, live on, series two, series three, sign up "
        "for more, gets more, order more, more on the, renewed for, second go, one more, going nowhere, "
        "anywhere, greenlight second, given a second, further season, further series, further run, new season, "
        "new series of, back next, return next, will return"
    ),
    "cancelled": (
        "cancel, axe, scrap, pull the plug, wont return, not return, not be back, wont be back, ditch, chop, "
        "shelve, end after one, end after two, after one season, after two season, after just one, after a "
        "single, one and done, no second season, no third season, no more, call off, kill off, cut short, "
        "curtain for, abandon, wont be second, no third series, no second series, end after, wont be a, final "
        "bow, sink, bin, dropped by, pulled plug, cull, not be renewed, finished for good, lost its battle, is "
        "done"
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
        "part, step into, take on, headline, enlist, attach, star, part in, cast as, leading lady, leading "
        "man, will play, to play, plays a, lead in, will portray, set to play, in the role, screen role"
    ),
    "exit": (
        "exit, leave, depart, departure, quit, step down, stand down, step away, step back, step aside, walk "
        "away, out as, resign, oust, fire, sack, part way, bow out, relinquish, say goodbye, let go, walk out "
        "on, give up, hang up, call time, last day, no longer with, vacate, packing in, call it a day, end of "
        "an era, farewell, signing off, off the air, leaving in, hand over, outgoing, last show, stand aside, "
        "walks"
    ),
    "hired": (
        "appoint, hire, succeed, take over, new boss, new chief, new head, new host, take charge, promote, top "
        "job, new artistic director, new editor, artistic director, chief executive, take the reins, the "
        "reins, replace, replacement, fill the, at the helm, new leader, in charge, new presenter, step up, "
        "big chair, new face, new voice, unveiled as, will present, has been named, new director, new "
        "showrunner, to front, fill in, handed the"
    ),
    "directs": "direct, helm, behind the camera, directorial, filmmaker, shoot, director chair",
    "sued": (
        "sue, suit, lawsuit, complaint, plaintiff, alleg, damage, court, accuse, legal action, lawyer, "
        "attorney, defamation, libel, copyright, infringe, infringement, royalty, breach of contract, court "
        "document, court paper, court filing, judge, federal court, take to court, legal battle, claim, file, "
        "seek damage, go to court, legal row, rip off, plagiarism, plagiarise, stole, unpaid, owe, sue for, "
        "legal papers, suit says, lawsuit says, estate of"
    ),
    "settled": (
        "settle, settlement, out of court, drop the case, undisclosed sum, resolve, agreement to end, bury the "
        "hatchet, end legal, drop lawsuit, drop suit, reach settlement, agree to pay, pay out, payout"
    ),
    "countersued": ("countersue, countersuit, counterclaim, motion to dismiss, throw out, toss, dismiss, deny"),
    "arrest": (
        "arrest, custody, jail, bail, book, police, handcuff, charge, dui, dwi, drunk driving, drink driving, "
        "officer, mugshot, detain, cuff, misdemeanor, misdemeanour, felony, behind bar, sheriff, county jail, "
        "bond, night in a cell, cell, intoxicated, warrant, held by police, police station, caution, on "
        "suspicion, suspicion of, nick, in cuffs"
    ),
    "tried": (
        "trial, jury, testify, testimony, witness stand, witness, prosecutor, defendant, cross examination, "
        "take the stand, courtroom, opening statement, juror"
    ),
    "judged": (
        "verdict, guilty, acquit, convict, cleared of, not guilty, found liable, jury find, award damage, must "
        "pay, order to pay, liable, jury, cleared, walk free, let him walk, let her walk, court rule, rules in "
        "favour, rules in favor, ruling, tribunal, win case, lose case, found guilty, court order"
    ),
    "sentenced": ("sentence, year in prison, month in prison, prison, probation, behind bar, community service"),
    "pleads": "plead, plea, no contest, admit charge",
    "appealed": "appeal, overturn, appellate, new trial, higher court",
    "won": (
        "win, prize, award, triumph, scoop, take home, crown, trophy, gong, statuette, victory, beat, top "
        "prize, top honor, come out on top, walk off with, sweep, haul, best picture, medal, shortlist, runner "
        "up, jury, laureate, accept, champion, bag, clean up, dominate, honours, first prize, grand prize, "
        "best director, best actor, best actress, best musical, best play, walked away with, swept, winning "
        "the, top gong, biggest winner, shine, took the, gold"
    ),
    "nominated": (
        "nominate, nominee, longlist, nod, contender, up for, finalist, shortlist, lead the field, "
        "frontrunner, snub, lead the pack, run for the"
    ),
    "honored": (
        "lifetime achievement, hall of fame, walk of fame, honorary, knighthood, damehood, honor, induct, "
        "inductee, statue, plaque, recognise, recognize"
    ),
    "host": "host, new host, emcee, master of ceremony, presenter, compere, mc, hosting duty",
    "takings": (
        "box office, gross, opening weekend, ticket sale, admission, earn, haul, multiplex, screen, domestic, "
        "overseas, location, theater, cinemascore, moviegoer, debut with, open to, open with, bow, top the "
        "chart, no 1, first weekend, three day, tally, rake in, forecast, open at, opening day, cinemas, box, "
        "weekend box, tops box, cume, gross of, theatre count, holdover, per screen, in ticket, ticket buyers, "
        "biggest opening, best opening"
    ),
    "held": (
        "second weekend, second frame, third weekend, stay on top, remain, drop, holdover, down percent, "
        "sophomore, cross, milestone, second week, still on top"
    ),
    "ratings": (
        "viewer, rating, nielsen, overnight, watch by, audience of, million people watched, tune in, "
        "viewership, most watched, streaming chart, hour viewed"
    ),
    "trailer": (
        "trailer, teaser, footage, first look, clip, glimpse, sneak peek, image, first glimpse, preview, two "
        "minute, two and a half minute, see in action, shot, first trailer, debut trailer, watch the, online, "
        "unveil, watch it, spot, glimpse of, footage of"
    ),
    "dated": (
        "release date, premiere date, air date, arrive, set date, date for, debut on, open on, hit theater, "
        "hit cinema, hit shelf, in cinema, in theater, calendar, return date, will premiere, will debut, "
        "launch on, publication date, start date, out on, stream from, slot, available from, drop on, land on, "
        "release window, will air, airs on, to air, will arrive, set for release, opens in, returns on, will "
        "open"
    ),
    "delay": (
        "delay, push, push back, postpone, move to, bump, reschedule, put off, berth, wait longer, have to "
        "wait, shift, hold up, setback, new date, vacate, later than planned, put back, wait until, months "
        "late, later, pushed to, seven months, rather than, moved from, delayed until, hold off, held back, "
        "not ready, put on ice"
    ),
    "bought": (
        "acquire, acquisition, buy, purchase, snap up, takeover, merger, stake, transaction, cash and stock, "
        "cash and share, shareholder, buyer, seller, bid, swallow, deal worth, valued, change hand, new owner, "
        "in cash, sale of, sold to, agreed to buy, combine, all stock, tie up, union of, join forces, sold "
        "for, buys out, buyout, sell off, offload, deal for, takeover of, per share"
    ),
    "rights": (
        "right, north american, pick up, us right, uk right, sell, sales agent, territory, world right, "
        "worldwide right, land the, bidding war, release in, market"
    ),
    "adapted": (
        "adapt, film right, screen right, option, screen version, big screen, small screen, turn into, based "
        "on, remake, reboot, live action, be filmed, film version, tv version, series version, musical "
        "version, stage version, bestseller, source material, head to tv"
    ),
    "ordered": (
        "develop, in the works, greenlight, green light, pilot, commission, series order, straight to series, "
        "straight order, limited series, new series, new show, make a series, new drama, new comedy"
    ),
    "pact": (
        "overall deal, first look deal, sign with, sign deal, multi year, pact, partnership, exclusive deal, "
        "year deal, new home at, first look, overall, ink, lure, move to, poach, exclusive, development deal, "
        "production deal, deal with, producing deal, multi year deal, new deal, contract"
    ),
    "album": (
        "album, ep, single, tracklist, song, studio album, debut album, listen, track, lead single, release, "
        "new music, mixtape, drop, new record, new song, new single, release album, first album, studio, "
        "twelve song, ten song, track list, produce, recorded in, recorded with, vinyl, comeback album"
    ),
    "tour": (
        "tour, concert, ticket, stadium, venue, residency, date, leg, on the road, on sale, kick off, perform, "
        "support act, open for, tour date, world tour, arena tour, second night, extra date, sold out, "
        "presale, tickets on, live show, headline show"
    ),
    "health": (
        "hospital, surgery, diagnose, diagnosis, cancer, illness, ill, injury, doctor, rest, treatment, heart "
        "attack, stroke, fracture, broken, hospitalise, hospitalize, recover, recovery, medical, vocal cord, "
        "condition, operation, unwell, wrist, leg, health, symptom, parkinson, dementia, knee, vocal, doctor "
        "order, order by doctor, rushed to hospital, in hospital, silence, weeks of rest, vocal rest, throat, "
        "surgeon, nodule, suffer, collapse on stage, bed, sick, pneumonia, cancel show, back surgery, hip"
    ),
    "rehab": "rehab, treatment center, sober, sobriety, addiction",
    "accident": (
        "accident, crash, fell, collapse, injure, hurt, topple, ambulance, explosion, explode, safety, "
        "emergency, rush to, mishap, hurt on set, give way, stuntman, stunt, paramedic, inspector, tip over, "
        "fell from, taken to hospital, injury, fractured, broke his, broke her, stunt went, on set accident, "
        "set collapse"
    ),
    "fire": (
        "fire, blaze, flame, firefighter, burn, smoke, inferno, gutted, fire brigade, arson, ash, engulf, "
        "burnt, gutted by, fire crews, destroyed, torched, went up in"
    ),
    "storm": "storm, flood, hurricane, gale, water damage, lightning, wind, roof, earthquake",
    "halted": (
        "pause, halt, suspend, stop filming, stop shooting, shut down production, production stop, on hold, "
        "shutdown, shut down, stop work, filming stop"
    ),
    "resumed": ("resume, restart, back to work, reopen, back on, back at work, pick up again, restore, repair"),
    "strike": (
        "strike, walkout, walk out, picket, union, guild, stoppage, industrial action, down tools, "
        "negotiation, talk broke down, ballot, walk off, bargain, collective, labor, member vote, picket line, "
        "walk out on, stop work, out on strike, go on strike, industrial, voice actors strike"
    ),
    "agreement": (
        "tentative, ratify, avert, agreement, deal reach, reach deal, reach agreement, end strike, end "
        "walkout, truce, end the strike, call off strike, new contract"
    ),
    "layoffs": (
        "layoff, lay off, job cut, cut job, redundancy, redundant, restructure, downsize, job loss, cut staff, "
        "let go, workforce, headcount, pink slip, job, staff, axe job, jobs go, staff cut, slash, cull, let "
        "people go, lose their job"
    ),
    "closed": (
        "close, closure, shutter, shut its door, shut down, last performance, final performance, final "
        "curtain, go under, bankrupt, bankruptcy, administration, insolvent, fold, cease, liquidation, shut "
        "for good, close after, close for, final show, last ever, goes dark, boarded up, owner say, lease, "
        "sold off, will close"
    ),
    "price": (
        "price, hike, subscription, dearer, bill, subscriber, more expensive, a month, per month, raise price, "
        "tier, ad free, pay more, increase, price rise, rise in price, raise, pricier, per cent more, extra a "
        "month, cost you, wallet, sting"
    ),
    "results": "quarter, quarterly, profit, share, revenue, earnings, fiscal, investor, wall street",
    "festival": (
        "lineup, line up, competition, selection, festival, programme, section, premiere at, palme, jury, "
        "edition, headliner, bill, in competition, roster, topping the bill, field, weekend ticket, announce "
        "line, lineup includes, main stage, pyramid"
    ),
    "feud": (
        "slam, blast, feud, hit back, war of word, shade, cheap shot, diss, clap back, spat, furious, anger, "
        "lash out, take aim, criticise, criticize, rant, attack, call out, trade barb, let fly, angry, hit "
        "out, fallen out, barely speak, brand, lays into, tear into, savage, fume, row with, spat with, "
        "insult, mock"
    ),
    "sorry": (
        "apologise, apologize, apology, sorry, regret, mea culpa, apologetic, say sorry, deeply sorry, "
        "unreserved, grovel, offence, offended, remark, joke about"
    ),
    "talks": (
        "interview, open up, reflect, recall, tell us, look back, reveal, speak out, speak about, admit, "
        "confess, confide, candid, we talk, sit down with, chat"
    ),
    "book": (
        "memoir, autobiography, publish, book deal, manuscript, novel, hardcover, imprint, bookshop, literary, "
        "penguin, six figure, tell all, in bookshops, sequel to, biography, novelist, sequel novel, advance, "
        "will publish, to publish, ghostwritten, pages, chapter, bookseller, hardback"
    ),
    "home": (
        "house, mansion, bungalow, list, bedroom, estate, property, penthouse, castle, realtor, real estate, "
        "villa, acre, asking price, put on the market, on the market, up for sale, for sale, pad, sq ft, "
        "square foot, square feet, sells house, sells home, farmhouse, cottage"
    ),
    "stolen": (
        "steal, theft, thief, heist, burglar, burglary, robbery, rob, break in, loot, swipe, recover, stolen "
        "from, pinch, nick, raid, guitar stolen, missing since, recovered, snatched"
    ),
    "hacked": "leak, hack, breach, online leak, cyber, ransomware, outage, data",
    "reunion": (
        "reunite, reunion, back together, original lineup, get back, comeback, first time since, hiatus, "
        "reform, back on stage, together again, first show in, bury the hatchet, got back together, original "
        "members"
    ),
    "retired": (
        "retire, retirement, hang up, last film, give up acting, final film, final tour, farewell tour, quit act"
    ),
    "backlash": (
        "controversy, backlash, boycott, ban, pull from, petition, outrage, offend, complaint, criticism, "
        "protest, remove from, censor, outcry"
    ),
    "stage": (
        "broadway, west end, transfer, musical, play, revival, curtain, preview, on stage, theatre, opening "
        "night, standing ovation, run at"
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
    "donated": "donate, charity, fundraise, raise money, benefit, relief",
    "auction": ("auction, hammer, sold for, fetch, under the hammer, memorabilia, lot, bidder, sotheby, collector"),
    "record": ("record, break record, all time, fastest, most streamed, longest, first ever, milestone, history"),
    "found": "lost for, thought lost, found in, turned up, rediscovered, reel, print of",
    "ticketing": "ticket, resale, scalper, queue, dynamic pricing, refund, presale, tout, face value",
    "replica": ("ai, artificial intelligence, deepfake, digital double, clone, likeness, replica, chatbot, generate"),
    "shot": ("shoot, gunman, gunmen, gunfire, opened fire, shot dead, gun, active shooter, armed man, mass shooting"),
    "negotiated": (
        "negotiate, negotiator, round of talk, second round, envoy, diplomat, peace talk, nuclear talk, "
        "mediate, mediator, ceasefire, truce, summit, guiding principle, indirect talk, delegation"
    ),
    "ousted": (
        "impeach, oust, remove from office, vote to remove, vote of no confidence, censure, toppled, "
        "overthrow, coup, interim president, step down as"
    ),
    "elected": (
        "vote, voter, ballot, poll, candidate, landslide, runoff, swear in, sworn in, inaugurate, term in "
        "office, take office"
    ),
    "endorsed": "endorse, endorsement, support for, throw weight behind, rally behind",
    "deployed": (
        "troop, soldier, military, deploy, army, warship, base, airfield, personnel, brigade, battalion, combat"
    ),
    "attacked": (
        "attack, bomb, militant, terrorist, terror, explosion, suicide, islamist, jihadist, airstrike, strike "
        "on, missile, drone strike"
    ),
    "rescued": (
        "rescue, missing, search, avalanche, trapped, found alive, survivor, search party, mountain rescue, "
        "coast guard, helicopter, stranded"
    ),
    "protested": "protest, rally, demonstrate, demonstrator, chant, slogan, crackdown, unrest, riot",
    "spied": ("hack, cyber, cyberattack, intelligence, spy, election hacking, meddle, interfere, espionage"),
    "refused": ("refuse, reject, deny entry, wont allow, rule out, decline, veto, not repatriate, repatriate"),
    "fined": "fine, penalty, regulator, watchdog, ofcom, breach, complaint, commission, antitrust",
}
"""Words and phrases under what they tell."""
_WEAK = frozenset(
    "cast directs album tour stage talks book record rights dated hired won festival takings tried birth "
    "exit sued filming held adapted results".split()
)
"""Events of which a word stands in many a text that tells another."""


@cache
def _phrases(code: str) -> Mapping[str, tuple[str, ...]]:
    if (tongue := language(code)) is not None:
        return tongue.phrases
    found: dict[str, list[str]] = {}
    for event, phrases in _WORDS.items():
        for phrase in phrases.split(","):
            found.setdefault(" ".join(map(root, phrase.split())), []).append(event)
    return {phrase: tuple(events) for phrase, events in found.items()}


@cache
def _first_words(code: str) -> dict[str, frozenset[str]]:
    """Return the words that tell an event or begin a phrase that does, with the second words of those phrases."""
    found: dict[str, set[str]] = {}
    for phrase in _phrases(code):
        first, *others = phrase.split(" ")
        found.setdefault(first, set()).update(others[:1])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def events_in(parts: Iterable[tuple[Sequence[str], float]], code: str = ENGLISH) -> tuple[tuple[str, int], ...]:
    """Return what happens in texts of roots, the plainest told first, with how plainly, from 1 on.

    Each text comes with what a word of it counts; a word that may tell several events counts a part for each, one
    within a phrase nothing of its own. A word told twice counts once. ``code`` is the language of the texts.
    """
    phrases, first_words = _phrases(code), _first_words(code)
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
