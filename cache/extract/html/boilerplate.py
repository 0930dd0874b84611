"""What stands among the paragraphs of a page and is not the article.

Lines: NEXT and RELATED, "More in …", source and picture credits, sign-ups, tip lines, corrections. They are
recognized by what they say, for publishers set most of them as plain paragraphs.

Boxes: elements whose class and id names tell what is in them. Publishers name them in English and in full:
``related-posts``, ``newsletter-signup``. A name only counts below the article's own container, where
"related" cannot mean the article.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from pullquote.cache.extract.html.labels import find_appended_label, find_label
from pullquote.cache.extract.html.tree import Node, classes


class LineKind(Enum):
    """What a line of boilerplate is."""

    NEXT = "next"
    RELATED = "related"
    MORE = "more"  # a heading over other stories: "More in TV News"
    SOURCE = "source"
    CREDIT = "credit"
    NOTE = "note"
    NOISE = "noise"
    RATING = "rating"


class BoilerplateLine(Struct, frozen=True):
    """A recognized line: its kind and what remains of it without its label."""

    kind: LineKind
    rest: str


class BoxKind(Enum):
    """What a named element holds."""

    RELATED = "related"
    NOTE = "note"
    AD = "ad"
    SHARE = "share"
    CAPTION = "caption"
    META = "meta"
    TAGS = "tags"
    SOURCE = "source"
    VERDICT = "verdict"
    ASIDE = "aside"
    HIDDEN = "hidden"
    COMMENTS = "comments"


BOILERPLATE_BOXES = frozenset(
    (
        BoxKind.RELATED,
        BoxKind.NOTE,
        BoxKind.AD,
        BoxKind.SHARE,
        BoxKind.TAGS,
        BoxKind.COMMENTS,
        BoxKind.META,
        BoxKind.SOURCE,
    )
)
"""Boxes with nothing of the article in them."""


class Box(Struct, frozen=True, eq=False):
    """A named element around a block: what it holds, and the element."""

    kind: BoxKind
    node: Node


_COLON = r"\s*(?:[:»>›→|]+|[-–—](?=\s))\s*"
_NEXT = re.compile(
    rf"^\W*(?:NEXT(?:\s+(?:UP|PAGE|STORY|ARTICLE))?|Next(?: up| story| article)?|Up next|"
    rf"UP NEXT){_COLON}(?P<rest>\S.*)$",
    re.S,
)
_RELATED = re.compile(
    r"^\W*(?P<label>(?:related|recommended|must[- ]read|most[- ]read|most popular|trending(?: now)?|read(?: more|"
    r" next| also| here)?|also read|see also|see more|"
    r"more(?: on this| here| like this| from [\w .&']{2,30}| on [\w .&']{2,30})?|also on [\w .&']{2,30}|don['’]t miss|"
    r"you (?:may|"
    r"might) (?:also )?(?:like|enjoy)|"
    r"further reading|click (?:here|through)|in case you missed it|icymi|check (?:this )?out|editor['’]s pick|"
    r"flashback|exclusive video|"
    r"watch(?: now| next| below| this| more| also)?|video|listen(?: now)?|photos?|pics|pictures|gallery|in pics|"
    r"slideshow|hear more)"
    r"(?:[- ](?:articles?|story|stories|videos?|photos?|galler(?:y|ies)|links?|content|posts?|news|coverage|"
    r"reading|pics|in [\w &]{2,30}))?)"
    rf"(?:\s*[\])]{_COLON}|\s*[\])]\s*|{_COLON})(?P<rest>\S.*)$",
    re.S | re.I,
)
# These labels mean "another story" with or without a link behind them.
_SURELY_RELATED = re.compile(
    r"^(?:related|recommended|must[- ]read|most[- ]read|most popular|trending|read (?:more|next|also)|also read|"
    r"see also|don['’]t miss|"
    r"you (?:may|might)|further reading|in case you missed it|icymi)",
    re.I,
)
_MEDIUM = re.compile(r"\b(videos?|photos?|pics|pictures|gallery|galleries|slideshow)\Z", re.I)
_MORE = re.compile(
    r"^\W*(?:more (?:in|from|on|about) (?:[A-Z][\w.&'’ -]{1,40})|more (?:stories|news|like this|coverage|to read|"
    r"articles|reviews|posts|episodes|recaps|interviews|features|videos|galleries|releases)(?: [\w ]{0,30})?|"
    r"related(?: (?:story|article|stories|articles|content|news|posts|topics|coverage|links|video|videos|reading|"
    r"items|galleries))?|"
    r"recommended(?: (?:for you|stories|articles|videos|reading))?|(?:most|currently) (?:read|popular|viewed|"
    r"shared|recent|commented)(?: (?:in|on|stories|articles|news)\b[\w ]{0,30})?|"
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|also (?:read|on(?: [\w.]+){1,4}|see)|see also|"
    r"read (?:more|next|also|this next|more (?:about|on|from)[\w &'’]{0,40})|"
    r"trending(?: (?:now|stories|videos|news))?|popular(?: (?:now|stories|on [\w ]+|posts|articles))?|"
    r"(?:latest|recent|other) (?:posts|articles|stories) by [\w.’' -]{2,60}(?: \((?:see|view) all\))?|"
    r"latest (?:news|stories|videos|articles|in [\w ]+)|"
    r"top stories|what to (?:read|watch) next|up next|next up|editor['’]?s['’]? picks?|don['’]t miss(?: (?:this|"
    r"these))?|in case you missed it|"
    r"from (?:around|our|the) (?:the web|partners?|network)|around the web|you['’]ll also like|more to explore|"
    r"sponsored(?: (?:stories|content|links))?|"
    r"promoted (?:stories|content|links)|by taboola|featured (?:video|stories|news)|tags?|filed under|topics|"
    r"comments?|leave a (?:reply|comment)|"
    r"(?:view|show|post a|add a|join the) (?:comments?|conversation|discussion)|about the author)\s*[:»>›….]*\s*$",
    re.I,
)
_SOURCE = re.compile(
    r"^\W{0,3}(?:sources?|via|h/t|hat tip|story source|news source|original source)\s*(?::\s*|"
    r"\s-\s)(?P<rest>\S.{0,118})$",
    re.I,
)
_VIA = re.compile(r"^\W{0,3}(?P<rest>(?:\[|\()?(?:via|h/t)\s+[A-Z@][^.!?]{1,60}?(?:\]|\))?)\W*$")
_CREDIT = re.compile(
    r"^\W{0,3}(?:(?:main|lead|header|top|cover|feature[d]?|hero|article|social)\s+)?(?:pictures?|photos?|images?|"
    r"pics?|photo credits?|image credits?|"
    r"picture credits?|photography|image source|photo source|credits?)\s*(?::|\bby\b|\bcourtesy\b|\bvia\b|"
    r"©)\s*(?P<rest>\S.{0,158})$",
    re.I,
)
_NOTE = re.compile(
    r"^\W*(?:sign[- ]?up (?:for|to|here|now)|subscribe (?:to|now|here|today)|get (?:the latest|our|more|"
    r"all the)\b.{0,80}(?:inbox|newsletters?|email|updates|letters?\b)|"
    r"if you (?:enjoy(?:ed)?|liked?|loved?) .{0,80}\b(?:subscri|support|donat|becom|join|shar)|"
    r"(?:[¡!]?ap[uú]nta|suscr[ií]b[ae]|rec[ií]b[ae](?:lo)?\b|inscr[ií][bv]|abonn|inscrivez|recevez|"
    r"melden sie sich|iscriviti|ricevi|assin|receb|zapisz|подпи[шс]|meld je|"
    r"schrijf je|prenumerer|anmäl|tilmeld|meld deg).{0,80}"
    r"(?:newsletter|bolet[ií]n|infolettre|bulletin|rundbrief|nieuwsbrief|nyhets?brev|рассылк|канал)|"
    r"(?:why )?(?:you(?:['’]re| are) (?:receiving|getting)|did i get) this\b|unsubscribe\b|"
    r"(?:view|read) this (?:e-?mail|newsletter|issue) (?:in|on)\b|"
    r"was this (?:e-?mail|newsletter|letter) forwarded\b|manage (?:your )?(?:e-?mail )?(?:preferences|subscription)|"
    r"follow (?:us|me|him|her|the author|@\w+|[\w.’' -]{2,50}) (?:on|at|via|@)|like us on|find us on|join (?:us|"
    r"our|the conversation on)|download (?:our|the) .{0,30}app|"
    r"(?:have|got) (?:a |an |any )?(?:tips?|news tip|story|questions?|comments?|something to say)\b.{0,30}\?|"
    r"want (?:more|to (?:get|read|receive|stay))\b.{0,120}(?:newsletter|sign up|subscribe|follow|inbox)|"
    r"never miss a|stay (?:up[- ]to[- ]date|tuned (?:to|for more)|in the know)|"
    r"to (?:get|receive|read|keep up with|stay).{0,80}(?:newsletter|subscribe|sign up|inbox)|for (?:more|"
    r"the latest|all the latest).{0,120}(?:sign up|subscribe|newsletter|follow us|visit |click here|check out our)|"
    r"corrections?\b.{0,40}:|clarifications?\s*:|editor['’]?s['’]? note\s*:|(?:this|"
    r"an earlier version of this) (?:article|story|post|piece) (?:has been|was|originally|first|previously)|"
    r"a (?:version|correction)\b.{0,60}(?:appear|made)|an earlier version|\*?\s*this (?:article|story|post|"
    r"interview|review) (?:appears|appeared|originally|was (?:originally|first)|first)|"
    r"(?:reporting|additional reporting|editing|written|words|interview) by\b.{0,80}$|"
    r"(?:with )?(?:additional )?(?:reporting|files) (?:by|from)|with [A-Z][\w .]{2,20} wires?\W*$|"
    r"[\w.’', -]{3,80} (?:contributed (?:to|reporting)|can be (?:reached|contacted|found|followed)|"
    r"may be (?:reached|contacted)|tweets at|is on twitter)|"
    r"(?:copyright|©|\(c\))\s*\d{0,4}|.{0,60}all rights reserved|(?:tweet|e-?mail|contact|write to) (?:us|me|him|"
    r"her|the (?:author|writer|reporter))\b|"
    r"(?:send|share|submit) (?:us )?(?:your|a|any) (?:tips?|stor(?:y|ies)|comments|thoughts)|"
    r"let us know\b.{0,80}(?:comments?|below)|tell us\b.{0,80}(?:comments?|below)|"
    r"write to [\w.’' -]{3,40} at \S+@|(?:watch|read|see|view|check out) (?:the )?(?:full|original) (?:story|"
    r"article|interview|post) (?:at|on|here)|"
    r"(?:this|the) (?:article|story|content|post) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|"
    r"reserved for|exclusive to) .{0,30}(?:subscribers|members)|"
    r"(?:[^\n]{0,200}[.!:,] )?(?:we (?:(?:may|might|can|will) (?:also )?)?|i (?:may|might) (?:also )?)"
    r"(?:earn|receive|get) (?:an? )?(?:\w+ ){0,2}commissions?\b|"
    r"(?:affiliate )?disclosures?\s*:|"
    r"stay informed with|(?:deal )?(?:prices?|pricing)\b.{0,40}\bsubject to change|"
    r"(?:when|if) you (?:buy|purchase|click)\b.{0,120}commission|"
    r"(?:all )?products? (?:featured|recommended)|"
    r"by (?:signing up|subscribing|submitting|clicking|(?:providing|entering) (?:your|an?) (?:\w+ ){0,2}"
    r"(?:number|address))|you can unsubscribe|your (?:email|"
    r"privacy)\b.{0,60}(?:address|policy|required)|read more about:|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3} is (?:an?|the|our)\b.{3,200}\b(?:e-?mail|twitter|follow|contact|reach)"
    r"\b.{0,20}[:@].{3,120}$|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3} (?:covers|writes|reports)\b.{3,160}[.!] (?:(?:you can )?(?:reach|"
    r"contact|e-?mail|follow)|(?:she|he|they) can be reached)\b.{3,120}$)",
    re.I | re.S,
)
_NOISE = re.compile(
    r"^\W*(?:advertisements?(?:\W+(?:please )?(?:continue|article|story|scroll|keep|content)\b.{0,40})?|sponsored|ad|"
    r"(?:listen to|hear|play) (?:this|the) (?:article|story|post|audio).{0,16}|"
    r"story continues(?: below)?.{0,40}|article continues (?:below|after).{0,40}|"
    r"(?:this )?(?:article|story|post) continues.{0,40}|continue reading(?: below)?.{0,60}|"
    r"scroll (?:down )?(?:to|for) (?:continue|more|(?:the )?(?:videos?|photos?|pictures|gallery)).{0,60}|"
    r"(?:\d{1,3}[- ]min(?:ute)?s?[- ](?:read|de lectur[ae]|lesezeit|lezen|di lettura|de leitura|czytania)|"
    r"(?:temps de lecture|lesezeit|tiempo de lectura|tempo d[ie] lett?ura|tempo de leitura|(?:estimated )?reading time|"
    r"read time|leestijd|czas czytania|время чтения)\s*:?.{0,20})|(?:print(?:er)?[- ]friendly(?: version| page)?)|"
    r"keep scrolling.{0,60}|loading(?: the)?(?: player| video|"
    r" comments?)?(?:\.{3}|…)?|share(?: this)?(?: (?:article|story|post|on))?.{0,30}|(?:tweet|pin it|e-?mail|print|"
    r"facebook|twitter|whatsapp|copy link|"
    r"flipboard|linkedin|reddit|pinterest)|read (?:article|more|full article|the full story)|(?:play|watch) video|"
    r"view gallery(?: \d+ (?:images|photos))?|view (?:image|photo) in gallery|\d+ (?:comments?|shares?|images?|"
    r"photos?)|(?:click|tap) to (?:play|expand|enlarge).{0,40}|"
    r"close|skip (?:ad|to (?:the )?(?:main )?(?:content|article|navigation)|advertisement)|"
    r"getty(?: images)?|this (?:content|video|browser|is a modal).{0,80}|"
    r".{0,30}not (?:supported|available)\b.{0,60}|related|back to top|top|next|previous|prev|"
    r"(?:back|return) to (?:the |our )?(?:front|home|main) ?page|"
    r"(?:(?:image|photo|picture|slide)\s)?\d{1,3} (?:of|von|sur) \d{1,3}|"
    r"(?:view|enter|exit) full ?screen|\[/?(?:gallery|caption|audio|video|playlist|embed)\b[^\[\]]{0,200}\]|"
    r"(?:today['’]s|the) best .{2,40} deals(?: (?:today|right now|this week))?|"
    r"(?:article|story|page) tools|most (?:e-?)?mailed(?: articles| stories)?|please wait while (?:we|your|the).{0,80}|"
    r"(?:filed|posted) (?:in|under)\s*:.{0,120}|"
    r"skip past .{3,40}|pin (?:it |this )?for later|read later|text size|embedded frame|see full bio|"
    r"(?:table of )?contents|jump to(?: (?:a )?section)?:?|in this (?:article|story|post|guide|review)|"
    r"(?:e-?mail|print) this (?:story|article|page)(?: to a friend)?|"
    r"\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d(?::\d\d)?|"
    r"0 seconds of.{0,400}|video player (?:is )?loading.{0,200}|view (?:this post|on) (?:on )?instagram|"
    r"a post shared by.{0,120}|see (?:it|more) on.{0,30})\W*$",
    re.I | re.S,
)
_RATING = re.compile(
    r"^\W*(?P<label>(?:our |final |overall |the )?(?:rating|grade|score|verdict|stars?|bottom line))\s*(?::|–|—|-|"
    r"is)\s*(?P<rest>\S.{0,60})$",
    re.I,
)
_STARS = re.compile(
    r"^\W*(?P<rest>[★☆⭐✭✮½]{2,7}|\d(?:\.\d|½)?\s*out of\s*(?:5|10|4)(?:\s*stars?)?|"
    r"\d(?:\.\d|½)?\s*/\s*(?:5|10|4)\s*stars?|\d(?:\.\d|½)?\s*/\s*(?:5|10)|\d(?:\.\d|½)\s*/\s*4|\d(?:\.5|"
    r"½)? stars?(?: out of \d+)?)\W*$",
    re.I,
)
_APPENDED = re.compile(
    r"(?:(?<=[.!?”\"’)\]…])\s*|\n\s*|^\s*)(?P<line>(?:RELATED|READ MORE|READ NEXT|READ ALSO|SEE ALSO|ALSO READ|"
    r"NEXT|MUST READ|DON['’]T MISS|MORE|WATCH|Related|Read more|Read More|See also)"
    r"(?: (?:STORY|STORIES|VIDEO|VIDEOS|ARTICLE|PHOTOS|GALLERY|ON [A-Z ]+|FROM [A-Z ]+))?\s*:\s*\S.{8,200})$",
    re.S,
)
_END = re.compile(
    r"^\W*(?:discuss this .{0,40}forums?|(?:filed|posted) (?:in|under)\b.{0,120}|tags\s*:.{0,200}|"
    r"tagged(?: (?:with|as|in))?\s*:.{0,200}|you(?:['’]re| are) (?:receiving|getting) this\b.{0,200}|"
    r"unsubscribe\b.{0,60})\W*$",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"^\W*(?:(?:together|in partnership) with|(?:presented|sponsored|brought to you|supported) by|"
    r"a (?:message|word) from|(?:from )?(?:our|today['’]s) (?:sponsors?|partners?)|"
    r"this (?:week['’]s )?(?:issue|newsletter|letter|edition) is (?:\w+ ){1,3}by|"
    r"(?:sponsored|partner|paid) (?:post|content|message|section)\W*$|"
    r"(?:sponsored?|anzeige|werbung|publicité|publicidad|pubblicità|reklama|advertentie|annonse?|реклама|広告|광고|广告|廣告)\W*$)",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·\n]\s*")
_BUTTON = re.compile(
    r"^\W*(?:(?:watch|shop|buy|stream|listen|(?:pre-?)?order|book|rent|download|subscribe|join|sign up|learn|"
    r"find out|get|see|check|view|compare)\b.{0,24}\b(?:now|today|more|tickets|prices?|deals?)(?: here)?|"
    r"(?:buy|shop|order) here)\W*$",
    re.IGNORECASE,
)
_MAX_BUTTON = 5  # words
_MAX_CHARACTERS = 1_000
_MIN_LINKED = 0.4
_MIN_LISTED = 0.8
_SENTENCE = re.compile(r"[.;,]\W*$", re.MULTILINE)
_MIN_BRACKETED = 0.7  # the brackets stand outside the link
_BOX_NAMES: tuple[tuple[BoxKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(names))
    for kind, names in (
        (BoxKind.COMMENTS, r"(?:^|[ _-])(?:comments?|disqus\w*|respond|replies)(?:$|[ _-])"),
        (
            BoxKind.AD,
            (
                r"(?:^|[ _-])(?:ads?|adverts?|advertisements?|advertising|sponsor(?:ed)?|promoted|dfp|gpt|adslot|"
                r"ad-?unit"
                r"|taboola\w*|outbrain\w*|zergnet\w*|affiliates?|commerce|shop(?:ping)?|buy-?(?:now|box|"
                r"button))(?:$|[ _-])"
            ),
        ),
        (
            BoxKind.RELATED,
            (
                r"related|recirc|read-?(?:more|next|also)|also-?(?:like|read|see)|(?:^|[ _-])more-?(?:from|stor|"
                r"news|in|on|like)"
                r"|recommend|most-?(?:read|popular|viewed|recent|shared)|trending|popular|see-?also|up-?next|"
                r"next-?(?:post|article|up|story)"
                r"|prev-?next|post-?nav|you-?may|you-?might|in-?case-?you|editors?-?picks?|inline-?(?:promo|"
                r"article|story)|teaser"
                r"|latest-?(?:news|stor|post)|top-?stor|carousel-?(?:related|stor)|story-?(?:package|promo|link)|"
                r"promo(?:$|[ _-])"
                r"|onward|further-?reading|in-?article-?(?:link|promo|related)|linked-?(?:stories|articles)|"
                r"rich-?link|readmore"
            ),
        ),
        (
            BoxKind.NOTE,
            (
                r"newsletter|sign-?up|subscri(?:be|ption)|e?mail-?(?:form|capture|alert)|tip-?(?:box|line|us)|"
                r"corrections?(?:$|[ _-])"
                r"|disclaimer|disclosure|author-?(?:bio|info|box|card|desc|about)|about-?(?:the-?)?author|(?:^|"
                r"[ _-])bio(?:$|[ _-])"
                r"|contributor-?(?:bio|note)|endnote|end-?note|editor-?note|paywall|regwall|(?:^|[ _-])cta(?:$|"
                r"[ _-])|app-?promo"
                r"|(?:^|[ _-])(?:polls?|quiz|survey)(?:$|[ _-])|consent|cookie|gdpr|donat(?:e|ion)|membership|copyright"
            ),
        ),
        (
            BoxKind.SHARE,
            (
                r"(?:^|[ _-])(?:share|sharing|social|addthis|sharedaddy|toolbar|breadcrumbs?|print|pagination|pager|"
                r"page-?links|page-?nav)(?:$|[ _-])|share-?(?:bar|button|tool|link)|social-?(?:share|media|link|icon|"
                r"follow)"
            ),
        ),
        (
            BoxKind.TAGS,
            r"(?:^|[ _-])(?:tags?|topics?|keywords?|categories|tag-?list|post-?tags|filed-?under)(?:$|[ _-])",
        ),
        (BoxKind.CAPTION, r"(?:image|photo|picture|media|video|img)-?_*(?:source|credit)"),
        (BoxKind.SOURCE, r"article-?_*sources?(?:$|[ _-])|(?:^|[ _-])(?:sources?|via)(?:$|[ _-])|sources?-?list"),
        (BoxKind.CAPTION, r"caption|credit(?!-?card)|cutline|photo-?by|image-?source"),
        (
            BoxKind.META,
            (
                r"by-?line|dateline|timestamp|(?:^|[ _-])(?:post|entry|article)-?_*(?:meta|info|date)(?:$|[ _-])|"
                r"pub-?date|published|(?:^|[ _-])(?:author|date|time|kicker|eyebrow)(?:$|[ _-])"
            ),
        ),
        (
            BoxKind.VERDICT,
            (
                r"(?:^|[ _-])(?:verdict|review[-_]?(?:box|score|summary|verdict|table)|score-?(?:box|card)|"
                r"rating(?:s|-?box)?|info-?box|fact-?box|(?:game|film|movie|album|show)[-_]?info|credits-?box|"
                r"pros-?(?:and-?)?cons|at-?a-?glance)(?:$|[ _-])"
            ),
        ),
    )
)


def match_line(text: str, *, linked: float = 0.0, late: bool = False) -> BoilerplateLine | None:
    """Return what line of boilerplate a paragraph is, or ``None`` for the article's own words.

    ``linked`` is the share of the text that is link text; ``late`` says that it stands near the end.
    """
    if len(text) > _MAX_CHARACTERS:
        return None
    words = len(text.split())
    if words > 90:
        return None
    if words <= 25 and (parts := _BARS.split(text)) != [text] and all(_NOISE.match(part) for part in parts):
        return BoilerplateLine(LineKind.NOISE, "")  # what there is to press, in one row
    if words <= 40 and (line := _match_short_line(text, words, linked=linked, late=late)):
        return line
    if linked > _MIN_LISTED and words <= _MAX_BUTTON and _BUTTON.match(text):
        return BoilerplateLine(LineKind.NOISE, "")
    if linked > _MIN_LISTED and text.count("\n") > 1 and not _SENTENCE.search(text):
        return BoilerplateLine(LineKind.RELATED, text)  # a row of links, one below the other
    is_bracketed = text[:1] == "[" and text[-1:] == "]"
    if (
        4 <= words <= 25
        and linked > (_MIN_BRACKETED if is_bracketed else 0.9)
        and not re.search(r"[.;,]\W*$", text)
        and not _is_quotation(text)
    ):
        return BoilerplateLine(LineKind.RELATED, text.strip("[] ") if is_bracketed else text)
    if (late or words <= 45) and _NOTE.match(text):
        return BoilerplateLine(LineKind.NOTE, text)
    return None


def _match_short_line(text: str, words: int, *, linked: float, late: bool) -> BoilerplateLine | None:
    """Return what a line of at most 40 words is by its label or as a whole, the narrowest patterns first."""
    if words <= 30 and (match := _NEXT.match(text)):
        return BoilerplateLine(LineKind.NEXT, match["rest"].strip())
    if _NOISE.match(text):
        return BoilerplateLine(LineKind.NOISE, "")
    if _MORE.match(text):
        return BoilerplateLine(LineKind.MORE, text)
    if (match := _RELATED.match(text)) and (_SURELY_RELATED.match(match["label"]) or linked > _MIN_LINKED):
        return BoilerplateLine(LineKind.RELATED, _with_medium(match["label"], match["rest"].strip()))
    if line := _match_label(text, linked=linked):
        return line
    if match := _SOURCE.match(text):
        return BoilerplateLine(LineKind.SOURCE, match["rest"].strip(" .[]()"))
    if late and (match := _VIA.match(text)):
        name = re.sub(r"^\W*(?:via|h/t)\s+", "", match["rest"])
        return BoilerplateLine(LineKind.SOURCE, name.strip(" .[]()"))
    if words <= 25 and (match := _CREDIT.match(text)):
        return BoilerplateLine(LineKind.CREDIT, match["rest"].strip())
    rating = _RATING.match(text) if words <= 10 else None
    if match := rating or _STARS.match(text):
        return BoilerplateLine(LineKind.RATING, match["rest"].strip())
    return None


def _match_label(text: str, *, linked: float) -> BoilerplateLine | None:
    """Return what a line is that starts with a label of another language: a pointer, or a heading over some."""
    label = find_label(text)
    if label is None:
        return None
    rest = text[label.end :].strip()
    if not rest:
        return BoilerplateLine(LineKind.MORE, text)
    if linked > _MIN_LINKED or (label.is_parted and label.is_sure):
        return BoilerplateLine(LineKind.RELATED, rest if "(" in rest else rest.rstrip(" )]"))
    return None


def _with_medium(label: str, rest: str) -> str:
    """Return what a related line points to, with "Video: " or "Photos: " before it where its label said so."""
    medium = _MEDIUM.search(label)
    return f"{medium[1].capitalize()}: {rest}" if medium else rest


def _is_quotation(text: str) -> bool:
    """Return whether a line as a whole stands in quotation marks: then somebody said it, whatever it links to."""
    return text.strip()[:1] in '“"' and text.strip()[-1:] in '”"'


def is_sponsor_line(text: str) -> bool:
    """Return whether a line says that what follows is paid for: "Together with …", "Anzeige"."""
    return len(text) <= 80 and not text.rstrip().endswith((".", ",", ";")) and _SPONSOR.match(text) is not None


def is_end_line(text: str) -> bool:
    """Return whether a line stands where an article is over: what it was filed under."""
    return len(text) <= 240 and _END.match(text) is not None


def find_appended_line(text: str) -> int | None:
    """Return where a related line begins that is appended to a paragraph, or ``None``."""
    start = max(0, len(text) - 300)
    if ":" not in text[start:] and "：" not in text[start:]:
        return None
    match = _APPENDED.search(text, start)
    place = match.start("line") if match else find_appended_label(text, start)
    return place or None


def box_kind_of(node: Node) -> BoxKind | None:
    """Return what an element holds by its names or tag, or ``None``."""
    name = classes(node)
    if "-" in node.tag:  # a custom element says what it is by its tag
        name = f"{node.tag} {name}"
    kind = box_kind_by_name(name) if not name.isspace() else None
    if kind is None and (node.get("itemprop") or "").startswith("date"):
        return BoxKind.META
    if kind is None and node.tag in ("aside", "footer"):
        return BoxKind.ASIDE
    return kind


@lru_cache(maxsize=20_000)
def box_kind_by_name(name: str) -> BoxKind | None:
    """Return what class and id names say of an element, or ``None``."""
    if "embed" in name:
        return None  # a wrapper of something that lives elsewhere, whatever else it is called
    dashed = re.sub(r"__+", "-", name)
    return next((kind for kind, pattern in _BOX_NAMES if pattern.search(dashed)), None)
