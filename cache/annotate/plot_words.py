"""The words of stories: what characters do, how a story is told, and what surrounds them."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STORY_VERBS = _set(
    "discovers realizes realises learns finds decides tries attempts confronts kills murders saves rescues escapes"
    " flees hides falls befriends travels wakes awakens dies struggles navigates grapples fights battles attacks steals"
    " betrays lies confesses kisses seduces hires enlists recruits teams embarks uncovers investigates suspects chases"
    " sneaks runs walks sits stands grabs throws shoots stabs leaves loses becomes agrees refuses begs pleads plots"
    " schemes inherits meets marries searches hunts tracks pursues faces vanishes disappears reappears stumbles longs"
    " yearns distrusts forgives punishes tortures kidnaps abducts captures imprisons frees rides flies swims drowns"
    " climbs crashes sleeps cries weeps screams stares notices tricks deceives manipulates blackmails bribes pretends"
    " disguises survives recovers succumbs surrenders defeats conquers rescues protects defends guards abandons stalks"
    " haunts summons banishes destroys burns buries digs unlocks avenges reunites reconciles clashes bonds volunteers"
    " infiltrates crosses warns threatens convinces persuades insists sacrifices resurrects possesses hopes"
    " rebels races rushes drags locks vows spies eavesdrops overhears reassures consoles comforts proposes hesitates"
)
"""What characters do in the present tense, and hardly anybody does in the present tense of the news."""
OTHER_VERBS = _set(
    "is has gets goes comes wants needs must makes takes gives sends brings keeps lets puts turns turned moves returns"
    " arrives sees hears knows understands believes thinks feels loves hates trusts tells asks explains informs looks"
    " watches helps asks leads serves remembers forgets cooks drinks eats grows opens closes enters exits reaches stays"
    " remains continues begins starts stops ends appears seems apologizes apologises admits promises does can cannot"
    " can't doesn't isn't won't will drives breaks follows works wonders dreams carries holds attends visits calls"
    " blames accuses ignores rejects avoids adopts raises spends gathers builds heads sets"
)
"""What characters do and the people of the news do too."""
PLOT_VERBS = STORY_VERBS | OTHER_VERBS
FRAMES = _set("follows centers centres centering centring centred centered revolves chronicles chronicling")
"""Verbs by which a summary comes to its heroes: "the series follows"."""
TALES = _set(
    "series show film movie drama comedy thriller story novel season sitcom miniseries plot play musical book anime"
    " feature tale adventure horror romance prequel sequel spinoff spin-off installment instalment episode trailer"
    " dramedy mystery"
)
"""What tells of heroes: a paragraph with ``FRAMES`` and none of these is about something else."""
MUSIC = _set("album albums song songs single track tracks band")
"""Words of a paragraph whose names are not of a story."""
STORY_NOUNS = _set(
    "plot plots storyline storylines subplot story character characters protagonist antagonist heroine hero villain"
    " trailer teaser scene scenes sequence flashback flashbacks cliffhanger episode episodes finale fictional premise"
    " synopsis logline spoiler spoilers recap backstory arc romance on-screen onscreen whodunit sequel prequel"
    " adaptation novel tale twist narrator installment instalment spinoff"
)
"""Words of a paragraph that tells or discusses a story."""
REAL_LIFE = _set(
    "documentary documentaries docuseries biopic biographical biography memoir real-life autobiography royal royals"
)
"""Words of a paragraph whose story is that of real people."""
CONTESTS = _set("contestant contestants housemate housemates islander islanders")
"""Words of an article about a show in which real people act."""
RELATIONS = _set(
    "husband wife mother father mom dad mum brother sister son daughter boyfriend girlfriend fiancé fiancée family"
    " parents child children twin uncle aunt nephew niece cousin grandmother grandfather stepfather stepmother lover"
    " ex ex-husband ex-wife friend friends boss neighbour neighbor roommate sidekick rival nemesis killer murder death"
    " body plan secret past backstory fate storyline arc crew gang journey home house apartment world reign betrayal"
    " innocence identity powers revenge relationship love affair funeral disappearance kidnapping name"
)
"""What characters have, as the story needs it."""
PURSUITS = _set(
    "kill kills save saves battle battles fight fights defeat defeats rescue rescues confront confronts protect"
    " protects marry marries finds find meets meet meeting befriends befriend avenge betrays betray informs tells"
    " follows chases haunts hunts murders loves convinces face faces facing warns joins helps blames reveals"
    " killed murdered"
)
"""Verbs in front of a character to whom something is done."""
PEOPLE_NOUNS = _set(
    "girl boy woman man teenager teen kid child orphan widow detective student princess prince queen king witch wizard"
    " vampire robot alien dog cat horse dragon creature ghost monster mother father son daughter sister brother"
    " husband wife friend lover killer doctor nurse lawyer cop soldier hero heroine clerk waitress teacher stranger"
)
"""Nouns for the heroes of stories: "a girl named Maren"."""
TELLINGS = _set("recap review trailer teaser spoilers spoiler ending explained finale episode synopsis")
"""Words of a headline over the telling of a story."""
