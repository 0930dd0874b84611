"""What stands in a newsletter to be pressed: rows of buttons, signs of networks, a poll on the newsletter itself."""

from __future__ import annotations

import re

from pullquote.cache.extract.html.tree import Node, drop, text_of

_BUTTON = re.compile(
    r"\W*(?:(?:un)?like|comments?|\d[\d,.]*|reply|restack|share(?: this)?(?: (?:post|newsletter|e-?mail|issue|story))?|"
    r"share (?:on|to|via) \w+|tweet|forward|e-?mail|print|save|copy link|leave a comment|(?:more|less) like this|"
    r"(?:join|start) (?:a |the )?chat|read (?:it )?in (?:the )?app|open in app|get the app|start writing|"
    r"(?:un)?subscribe(?: now| here| for free)?|sign up(?: now| here)?|upgrade(?: to paid| now)?|"
    r"become a (?:paid |free |founding )?(?:subscriber|member|patron)|give a gift(?: subscription)?|"
    r"get \d+% off.{0,40}|refer a friend|advertise(?: with us)?|manage subscription|follow(?: us)?(?: on \w+)?|"
    r"teilen|gefällt mir|abonnieren|partager|s['’]abonner|compartir|suscribirse)\W*",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    r"\W*(?:(?:follow|like|find|join|visit|share|us|me|on|via|our|the|icon|logo|page|channel|link)\W+)*"
    r"(?:facebook|fb|twitter|tw|x|instagram|ig|youtube|tiktok|linkedin|threads|bluesky|mastodon|pinterest|snapchat|"
    r"whatsapp|reddit|telegram|flipboard|e-?mail|website|web ?site|rss|app store|google play|apple podcasts|spotify|"
    r"substack|medium|discord|twitch|tumblr|letterboxd|patreon|like|comments?|share|restack|powered by .{1,40})"
    r"(?:\W+(?:icon|logo|page|channel|link|button|profile))*\W*",
    re.IGNORECASE,
)
"""What a picture that is a link to a network is called."""
_NETWORK_HOST = re.compile(
    r"//(?:www\.|m\.)?(?:facebook|twitter|x|instagram|youtube|tiktok|linkedin|threads|bsky|pinterest|snapchat|t)\."
    r"(?:com|net|app|me|co)/",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"\W*(?:how (?:did you (?:like|enjoy|find)|(?:do|did) you feel about|(?:did|do) we do|was|would you rate)|"
    r"what (?:did|do) you think (?:of|about)|(?:please )?(?:rate|review)|did you (?:like|enjoy)|was)\b.{0,40}"
    r"\b(?:newsletter|e-?mail|issue|edition|we do|today)\b.{0,30}",
    re.IGNORECASE,
)
_AD = re.compile(r"\W*(?:advertisements?|ad|sponsored|paid (?:post|content)|anzeige|publicité|publicidad)\W*", re.I)
_LONGEST_BUTTON = 60
_LONGEST_ANSWER = 40
_MOST_ANSWERS = 6


def drop_what_is_pressed(root: Node) -> None:
    """Drop rows of nothing but buttons, links that are the sign of a network, and pictures right under "Advertisement".

    A button alone stays: what asks for money around it is known by it later.
    """
    for row in list(root.iter("tr")):
        links = [text for link in row.iter("a") if (text := text_of(link))]
        if links and all(map(_is_button, links)) and len(text_of(row)) <= sum(len(text) + 3 for text in links):
            drop(row)
    announced = False
    for node in list(root.iter("a", "td", "th", "p", "div", "span", "h2", "h3", "h4")):
        if node.tag != "a":
            said = (node.text or "").strip()
            announced = bool(_AD.fullmatch(said)) if said else announced
            continue
        picture, text = node.find(".//img"), text_of(node)
        if picture is not None and not text and (announced or _is_network(node, picture)):
            drop(node)
        announced = announced and not text


def drop_polls(blocks: list[Node]) -> None:
    """Drop the questions of a newsletter how one liked it, with the answers below; ``blocks`` loses them too."""
    for asked in [one for one in blocks if len(text_of(one)) < 2 * _LONGEST_BUTTON and _POLL.fullmatch(text_of(one))]:
        place = blocks.index(asked)
        end = place + 1
        while end < min(len(blocks), place + 1 + _MOST_ANSWERS) and _is_answer(blocks[end]):
            end += 1
        for node in blocks[place:end] if end > place + 1 else ():
            drop(node)
        if end > place + 1:
            del blocks[place:end]


def _is_answer(node: Node) -> bool:
    """Return whether a block is one short link."""
    text = text_of(node)
    return len(text) <= _LONGEST_ANSWER and sum(len(text_of(link)) for link in node.iter("a")) >= len(text) > 0


def _is_button(text: str) -> bool:
    return len(text) < _LONGEST_BUTTON and _BUTTON.fullmatch(text) is not None


def _is_network(link: Node, picture: Node) -> bool:
    said = (picture.get("alt") or picture.get("title") or "")[:100]
    return bool(_NETWORK.fullmatch(said) or (not said and _NETWORK_HOST.search(link.get("href") or "")))
