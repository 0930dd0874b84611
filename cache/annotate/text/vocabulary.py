"""The vocabulary of the rules: closed classes of English words, words of entertainment news, words beside titles.

General knowledge only: no names of people or works stand here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def by_word(words: Mapping[str, str]) -> dict[str, str]:
    """Return each word with what it is listed under: lists of words parted by blanks."""
    return {word: heading for heading, listed in words.items() for word in listed.split()}


ABBREVIATIONS = _set(
    "dr mr mrs ms st jr sr prof rev sen rep gov gen lt col sgt capt cmdr det insp hon vs"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
"""Words whose full stop does not end a sentence."""

HONORIFICS = _set(
    "mr mrs ms miss dr prof professor sir dame lord lady rev reverend father sister brother captain capt commander cmdr"
    " lieutenant lt colonel col general gen sergeant sgt major detective det inspector agent officer sheriff judge"
    " president senator sen governor gov rep representative congressman congresswoman justice secretary mayor"
    " minister chancellor king queen prince princess duke duchess count countess emperor doctor nurse chef uncle aunt"
    " madam madame señor señora monsieur chief attorney premier ambassador speaker ayatollah pope rabbi sheikh cardinal"
    " archbishop congressmember lieutenant-governor"
)

FUNCTION_WORDS = _set(
    "a an the and or but nor so yet for of in on at by to from with without within into onto upon over under"
    " above below"
    " about after before during since until till between among amid against across through throughout toward towards"
    " around along behind beyond beside besides despite except near off out up down as if because although though while"
    " whereas unless whether that this these those which who whom whose what when where why how i me my mine myself we"
    " us our ours you your yours he him his himself she her hers herself it its itself they them their theirs"
    " themselves am is are was were be been being do does did done have has had having will would shall should can"
    " could may might must not no yes there here then than too also just only even still again ever never now such"
    " some any each every all both either neither one two three four five six seven eight nine ten many much more most"
    " few less least several other another own same per via like unlike plus once"
    " it's he's she's that's there's i'm i've i'd i'll we're we've we'll you're they're they've don't doesn't didn't"
    " isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't it’s he’s she’s that’s there’s i’m i’ve i’d"
    " i’ll we’re we’ve we’ll you’re they’re they’ve don’t doesn’t didn’t isn’t aren’t wasn’t weren’t can’t couldn’t"
    " won’t wouldn’t shouldn’t let's let’s"
)

SMALL_WORDS = _set("a an the and or but nor of in on at by to from with for as vs v into de la le du & is over n' 'n'")
"""Words that stay lower-case inside a title."""

STARTERS = _set(
    "ask asked meet meanwhile however instead later earlier recently currently finally eventually previously originally"
    " additionally furthermore moreover elsewhere afterwards today yesterday tomorrow tonight last next first second"
    " third fourth fifth new old former late young best better good great big little long well maybe perhaps indeed"
    " according following including based set given thanks directed written produced created starring featuring"
    " watch read see check look find get got take make let listen say says said told think know want need call go come"
    " whatever whenever wherever whoever alongside another much longtime upcoming fellow dear hello hi hey oh okay ok"
    " yes yeah fans critics viewers everybody everyone anybody anyone somebody someone nobody something nothing"
    " everything anything source sources photo photos image images credit video related more advertisement update"
    " exclusive breaking via courtesy getty interview review trailer recap spoiler spoilers warning episode season"
    " series film movie show spotted rising among amid playing speaking talking asking born raised fun sure right"
    " because having being both then there here people things time times year years day days week weeks month months"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december spring summer autumn fall winter release dates date original"
    " actors actor actress actresses director directors writer writers producer producers star stars stunt company"
    " companies credits cast crew happy merry rest tickets part chapter volume book author"
    " just until since though although still even only never always often sometimes almost"
)
"""Words that open a sentence or a caption with a capital and are no part of a name."""

COMMON_WORDS = STARTERS | _set(
    "about world life love man men woman women girl girls boy boys kid kids family home house work works job city town"
    " street night morning story stories war game games music song songs album band single tour concert award awards"
    " nominee nominees winner winners winning wins won win loses lost joins joined join leaves left leaving returns"
    " return returning reveals revealed reveal reveals teases tease teased talks talk explains explain shares share"
    " shared opens opened open closes drops dropped drop debuts debut premieres premiere premiered airs aired streams"
    " streaming renewed renews cancelled canceled cancels delayed pushed dies died dead death killed kills marries"
    " married wedding baby pregnant engaged engagement divorce split splits dating confirms confirmed denies slams"
    " defends apologizes apologises responds reacts addresses admits calls claims warns vows signs signed lands casts"
    " casting directs directing writes writing produces producing plays played performs performing sings hosts hosting"
    " speaks gets makes takes gives goes comes sees says tells asks thinks wants needs knows shows looks finds keeps"
    " puts runs turns starts begins ends stops moves lives leads sets brings holds stays feels hears helps tries turns"
    " red carpet box office hollywood broadway television tv movie movies film films show shows series season seasons"
    " episode episodes finale pilot sequel prequel spinoff spin-off reboot remake trailer teaser clip photo scene"
    " script screenplay studio studios network networks platform streaming service drama comedy thriller horror action"
    " romance documentary musical sitcom superhero fantasy sci-fi animation animated live live-action reality talk"
    " pictures entertainment production productions media group company inc records foundation university college"
    " school center centre park theatre theater festival week museum hospital church hall garden gardens bowl cup"
    " north south east west united states america american british english french german italian spanish japanese"
    " chinese korean indian canadian australian irish scottish european african asian latin black white gay"
    " high low real true fake wild crazy hot cool cold dark light early late big small huge major top"
    " queen king prince princess president captain doctor detective officer agent"
    " look style fashion dress hair photo pic pics selfie instagram twitter facebook tiktok youtube"
    " official officially full final inside behind exclusive things way back off out up down over under"
    " role roles character characters host hosts co-host judge judges guest guests anchor singer rapper comedian model"
    " showrunner showrunners creator creators executive producer chief ceo boss co-star co-stars alum"
    " million billion dollars weekend global domestic worldwide opening ticket sales budget"
    " why how what who when where which whose"
    " part two one three four five six seven eight nine ten"
)
"""Words that, capitalised in a headline, are words and no part of a person's name."""

ENTERTAINMENT_WORDS = _set(
    "film films movie movies series show shows season seasons episode episodes sitcom actor actress actors director"
    " directed filmmaker filmmakers showrunner starring cast premiere premieres premiered finale sequel trailer"
    " franchise"
    " box-office theaters theatres cinema cinemas hollywood oscar oscars emmy emmys screenplay screenwriter drama"
    " comedy"
    " thriller documentary network streaming tv television character characters album albums song songs single singer"
    " rapper band tour sing sings celebrity celebrities star stars musical anime host role roles plot script"
    " blockbuster"
    " biopic miniseries spinoff spin-off reboot remake contestant contestants"
    " spoilers sitcoms dramas comedies thrillers"
    " screenplays cinematographer castmates renewed"
)
"""Words whose absence says that italics and quotation marks hold no titles of works."""

SPEECH_VERBS = _set(
    "said says say saying told tells tell telling added adds adding asked asks asking replied replies answered answers"
    " explained explains explaining wrote writes writing tweeted tweets posted posts recalled recalls remembered"
    " remembers continued continues joked jokes joking quipped quips laughed laughs insisted insists noted notes noting"
    " argued argues claimed claims admitted admits revealed reveals shared shares teased teases declared declares"
    " announced announces stated states commented comments remarked remarks observed observes concluded concludes"
    " confessed confesses confirmed confirms gushed gushes enthused enthuses exclaimed exclaims whispered whispers"
    " shouted shouts cried cries yelled yells urged urges warned warns suggested suggests mused muses marveled marvels"
    " marvelled reflected reflects responded responds offered offers stressed stresses emphasized emphasised"
    " emphasizes described describes called calls complained complains lamented lamented laments boasted boasts bragged"
    " acknowledged acknowledges conceded concedes maintained maintains asserted asserts affirmed affirms promised"
    " promises predicted predicts pointed points proclaimed proclaims read reads began begins elaborated elaborates"
    " divulged divulges dished dishes opined opines reasoned reasons reckoned reckons reiterated reiterates"
    " remarking retorted retorts sang sings sighed sighs smiled smiles smirked cracked cracks deadpanned deadpans"
    " testified testifies thundered urged vowed vows wondered wonders captioned captions chimed chimes"
    " countered counters denied denies demanded demands echoed echoes informed informs interjected interjects pleaded"
    " praised praises protested protests recounted recounts repeated repeats spoke speaks speaking summed swore"
    " texted texts thanked thanks thought thinks signed tells-me blogged blasted blasts slammed slams dubbed dubs"
    " characterized characterised characterizes labeled labelled labels accused accuses agreed agrees allowed"
    " branded cautioned cautions credited credits criticized criticised criticizes denounced denounces dismissed"
    " dismisses expressed expresses hailed hails hinted hints instructed instructs invited mentioned mentions"
    " mocked mocks ordered orders pledged pledges prayed predicted questioned questions quoted quotes ranted rants"
    " referred refers rejected rejects reported reports ridiculed ridicules sniffed snapped snaps specified"
    " stressing touted touts tweeting urging vented vowing wrote yelled scoffed scoffs shrugged shrugs raved raves"
    " assured assures contended contends counseled cited cites believed believes"
)
VERBS_OF_CRITICS = _set("calls called finds found praised praises hailed hails described describes")
"""What critics do with what they review: "Jane Roe at Second Reel calls it"."""

SAID = _set(
    "said says told tells added adds asked asks replied explained explains wrote writes tweeted recalled recalls"
    " continued joked jokes quipped insisted insists noted notes admitted admits revealed reveals shared shares teased"
    " teases stated commented remarked observed concluded confessed confirmed gushed exclaimed urged warned suggested"
    " mused reflected responded stressed posted laughed declared argued argues claims claimed"
)
"""The plain verbs of speech: their subject is a person or speaks for one, quotation or not."""

CAST_ROLES = _set(
    "actor actress star stars co-star co-stars costar costars showrunner showrunners creator creators co-creator"
    " director writer screenwriter producer host hosts co-host cohost lead alum alumna alumnus alums veteran narrator"
    " judge contestant winner cast-member regular favorite favourite mastermind filmmaker helmer scribe boss bosses"
    " actors actresses directors writers producers composer cinematographer"
)
"""Nouns for somebody that follow the title of a work: "<Title> star <Name>"."""

ROLE_NOUNS = CAST_ROLES | _set(
    "singer singer-songwriter songwriter rapper musician comedian comic novelist author playwright poet journalist"
    " reporter critic columnist editor editor-in-chief anchor presenter broadcaster model supermodel athlete footballer"
    " boxer wrestler quarterback player coach president executive ceo chairman chairwoman chairperson chief founder"
    " co-founder cofounder owner manager agent publicist spokesperson spokesman spokeswoman representative rep lawyer"
    " attorney professor psychologist scientist researcher historian biographer designer stylist choreographer dancer"
    " drummer guitarist bassist frontman frontwoman vocalist pianist producer-director auteur animator editor"
    " stuntwoman stuntman performer entertainer legend icon mogul billionaire socialite influencer youtuber"
    " personality heiress chef"
    " husband wife ex ex-husband ex-wife boyfriend girlfriend fiancé fiancée fiance partner father mother dad mom mum"
    " son daughter brother sister friend pal uncle aunt cousin grandfather grandmother stepfather widow widower"
    " newcomer veteran winner nominee laureate pro professional mathematician engineer architect activist politician"
    " senator governor mayor congressman candidate judge officer detective victim suspect accuser"
    " writer-director director-writer co-writer co-director executive-producer developer resident impresario"
    " painter photographer artist tenor soprano conductor pop-star superstar megastar newsman newswoman correspondent"
    " commentator blogger podcaster fellow colleague bandmate castmate classmate roommate counterpart"
    " spokesmen aide adviser advisor strategist analyst economist treasurer secretary-treasurer secretary"
    " leader chancellor commissioner"
)

MALE_WORDS = _set(
    "actor husband father dad son brother boyfriend king prince duke spokesman chairman congressman uncle grandfather"
    " mr sir lord fiancé businessman frontman nephew stuntman widower boy man gentleman host-man anchorman"
)
FEMALE_WORDS = _set(
    "actress wife mother mom mum daughter sister girlfriend queen princess duchess spokeswoman chairwoman"
    " congresswoman aunt grandmother mrs ms miss lady dame madam fiancée businesswoman niece stuntwoman widow"
    " girl woman"
    " heiress hostess waitress songstress alumna"
)

DEMONYMS = _set(
    "american british english french german italian spanish japanese chinese korean indian canadian australian irish"
    " scottish welsh european african asian latin mexican brazilian russian swedish danish norwegian finnish dutch"
    " belgian swiss austrian polish czech greek turkish israeli iranian iraqi egyptian nigerian kenyan"
    " ghanaian argentine argentinian chilean colombian cuban israeli palestinian ukrainian hungarian romanian thai"
    " vietnamese filipino indonesian malaysian pakistani bangladeshi kiwi latino latina hispanic african-american"
    " cuban-guatemalan puerto-rican haitian jamaican trinidadian barbadian bahamian dominican venezuelan peruvian"
    " ecuadorian bolivian uruguayan paraguayan panamanian honduran guatemalan salvadoran nicaraguan portuguese"
    " icelandic estonian latvian lithuanian croatian serbian bosnian slovenian slovak bulgarian albanian macedonian"
    " georgian armenian azerbaijani kazakh mongolian nepali nepalese sri-lankan burmese cambodian laotian singaporean"
    " taiwanese syrian lebanese jordanian saudi kuwaiti moroccan algerian tunisian libyan ethiopian somali sudanese"
    " ugandan tanzanian rwandan zambian zimbabwean congolese cameroonian senegalese ivorian liberian namibian"
    " caribbean scandinavian nordic balkan californian texan parisian londoner hawaiian alaskan sicilian neapolitan"
    " catalan basque bavarian aussie yankee jewish muslim christian catholic democratic republican democrat"
)

PLACES = _set(
    "london paris york angeles francisco hollywood chicago boston atlanta toronto vancouver sydney berlin tokyo rome"
    " venice cannes texas california florida georgia america england britain ireland scotland wales france germany"
    " italy spain japan china korea india canada australia mexico brazil russia sweden denmark norway finland"
    " netherlands belgium switzerland austria poland greece turkey israel iran iraq egypt nigeria africa europe asia"
    " manhattan brooklyn queens vegas miami seattle portland denver dallas houston austin detroit philadelphia"
    " washington baltimore nashville memphis orleans sundance broadway dublin edinburgh glasgow manchester"
    " liverpool birmingham melbourne auckland zealand hawaii alaska arizona nevada ohio michigan pennsylvania"
    " virginia carolina jersey massachusetts connecticut colorado oregon utah wisconsin minnesota missouri louisiana"
    " tennessee kentucky alabama mississippi arkansas kansas nebraska iowa indiana illinois oklahoma croatia slovenia"
    " serbia ukraine romania hungary albania lebanon syria afghanistan pakistan thailand vietnam philippines singapore"
    " hong kong taipei osaka kyoto cuba colombia argentina chile peru venezuela jamaica kingdom states"
    " los las san santa new pyongyang moscow beijing shanghai mumbai delhi seoul madrid barcelona lisbon vienna"
    " prague budapest istanbul"
)

PLACE_PREPOSITIONS = _set("in at near around across outside through")
"""Words before the name of a place."""

PLACE_NOUNS = _set(
    "center centre street avenue road boulevard drive lane square park garden gardens university college school academy"
    " hospital airport festival awards award week weekend beach city county hall house theatre theater institute museum"
    " church stadium arena bowl cup prize society council court department bank club hotel island islands river lake"
    " mountain mountains valley bridge station tower heights hills palace castle cathedral bay coast ocean sea north"
    " south east west province district state states country library gallery building plaza mall village town ward"
    " championship championships olympics games league tour conference convention con comic-con expo fest act bill law"
    " amendment committee commission agency administration ministry parliament senate congress force army navy"
    " day night year era century war wars party union association federation organization guild"
    " observatory development ventures partners holdings management properties solutions systems labs agency"
    " kingdom republic empire canyon falls springs creek forest ranch room"
    " amphitheatre amphitheater pavilion auditorium coliseum ballroom casino racetrack speedway stage"
)
"""Last words of places, institutions and events: not people, not works."""


def entries(name: str) -> Iterator[str]:
    """Return the entries of the list ``name`` (the file ``<name>.txt``), trimmed, in its order."""
    # Not pathlib: importing it takes longer than reading all the lists.
    path = os.path.join(os.path.dirname(__file__), f"{name}.txt")  # noqa: PTH118, PTH120
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        for line in file:
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield entry


SHOW_NOUNS = frozenset(
    "series sitcom show miniseries mini-series soap telenovela docuseries dramedy gameshow game-show talk-show anime"
    " reality-show k-drama procedural sketch-show".split()
)
FILM_NOUNS = frozenset(
    "film movie thriller biopic blockbuster rom-com romcom western slasher tearjerker documentary musical sequel"
    " prequel flick feature threequel weepie melodrama actioner whodunit comedy-drama".split()
)
EITHER_NOUNS = frozenset("drama comedy remake reboot adaptation spin-off spinoff spoof parody".split())
FRANCHISE_NOUNS = frozenset("franchise universe saga trilogy multiverse".split())
OTHER_NOUNS = by_word(
    {
        "album": "album albums lp ep mixtape soundtrack",
        "song": "song songs single singles track tracks ballad anthem tune duet",
        "book": "novel novels memoir memoirs autobiography bestseller novella manga book books comic cookbook",
        "play": "musical opera play",
        "game": "game videogame video-game rpg platformer",
        "podcast": "podcast",
    }
)
"""Nouns for works that are not for a screen, with the type each names."""
OTHER_PLURALS: dict[str, str] = by_word(
    {
        "album": "albums lps eps mixtapes",
        "song": "songs singles tracks ballads anthems tunes",
        "book": "books novels memoirs novellas bestsellers",
        "play": "musicals operas",
        "game": "games videogames",
        "podcast": "podcasts",
    }
)
"""Nouns for several of them: what lists of such works follow."""
SCREEN_NOUNS = SHOW_NOUNS | FILM_NOUNS | EITHER_NOUNS
TYPE_NOUNS = SCREEN_NOUNS | FRANCHISE_NOUNS
NOUNS_BEFORE_OF = frozenset(
    "universe season seasons episode episodes finale premiere pilot cast creator creators director star stars host"
    " hosts reboot"
    " remake revival adaptation version sequel spinoff spin-off trailer scene set producer producers showrunner"
    " showrunners writers instalment installment chapter ending screening release production filming run cancellation"
    " renewal co-creator actor actress fan fans".split()
)
RELEASE_VERBS = frozenset("premieres premiered airs aired debuts debuted streams streamed grossed bowed".split())
NOUNS_AFTER_TITLES = frozenset(
    "finale premiere pilot reboot sequel prequel spinoff spin-off remake revival trailer cast fans teaser"
    " script".split()
)
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth final last new upcoming previous next current"
    " debut".split()
)
SEASON_NUMBERS = frozenset("one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x".split())
TITLE_INNER_WORDS = frozenset("of the a in to & vs v de la".split())
NEVER_A_TITLE_ALONE = _set("ww1 ww2 wwi wwii") | (
    STARTERS
    | FUNCTION_WORDS
    | DEMONYMS
    | PLACES
    | frozenset(MONTH_NUMBERS)
    | frozenset(WEEKDAY_NUMBERS)
    | HONORIFICS
    | frozenset(
        "tv hollywood oscar oscars emmy emmys grammy grammys tonys bafta baftas golden globe globes end"
        " academy award awards christmas"
        " halloween american"
        " valentine's broadway bollywood nollywood super sunday facebook twitter instagram tiktok youtube google"
        " internet"
        " west east north south".split()
    )
)


def is_season_number(word: str) -> bool:
    """Return whether a word numbers a season: "2", "two", "II"."""
    return word.isdecimal() or word.lower() in SEASON_NUMBERS


def type_of_noun(noun: str) -> str:
    """Return the type of work a noun in small letters names ("show", "film", "franchise"), "" for any other word."""
    if noun in SHOW_NOUNS:
        return "show"
    if noun in FILM_NOUNS:
        return "film"
    return "franchise" if noun in FRANCHISE_NOUNS else ""


PRONOUN_GENDERS = {
    **dict.fromkeys(("he", "his", "him", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
"""Pronouns of one person, with the gender each tells."""


def gender_of_noun(word: str) -> str | None:
    """Return "m" or "f" for a word in small letters that tells it ("actress", "father"), else ``None``."""
    if word in MALE_WORDS:
        return "m"
    return "f" if word in FEMALE_WORDS else None
