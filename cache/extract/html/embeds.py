"""Embeds: posts, videos and players that live elsewhere. One block each, with provider and address.

Providers are known by the element a site's own embed code uses (``blockquote.twitter-tweet``,
``amp-youtube``) or by the host of an ``iframe``.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from pullquote.cache.core.article import Embed
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_text
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node, classes, text_of

_HOSTS: tuple[tuple[str, str], ...] = (
    ("youtube.com", "youtube"),
    ("youtube-nocookie.com", "youtube"),
    ("youtu.be", "youtube"),
    ("vimeo.com", "vimeo"),
    ("instagram.com", "instagram"),
    ("twitter.com", "twitter"),
    ("x.com", "twitter"),
    ("tiktok.com", "tiktok"),
    ("spotify.com", "spotify"),
    ("facebook.com", "facebook"),
    ("fb.watch", "facebook"),
    ("threads.net", "threads"),
    ("threads.com", "threads"),
    ("bsky.app", "bluesky"),
    ("reddit.com", "reddit"),
    ("redditmedia.com", "reddit"),
    ("soundcloud.com", "soundcloud"),
    ("music.apple.com", "apple music"),
    ("podcasts.apple.com", "apple podcasts"),
    ("bandcamp.com", "bandcamp"),
    ("dailymotion.com", "dailymotion"),
    ("twitch.tv", "twitch"),
    ("giphy.com", "giphy"),
    ("imgur.com", "imgur"),
    ("tumblr.com", "tumblr"),
    ("pinterest.com", "pinterest"),
    ("scribd.com", "scribd"),
    ("documentcloud.org", "documentcloud"),
    ("megaphone.fm", "podcast"),
    ("omny.fm", "podcast"),
    ("acast.com", "podcast"),
    ("simplecast.com", "podcast"),
    ("art19.com", "podcast"),
    ("jwplatform.com", "video"),
    ("jwplayer.com", "video"),
    ("brightcove.net", "video"),
    ("brightcove.com", "video"),
    ("kaltura.com", "video"),
    ("ooyala.com", "video"),
    ("streamable.com", "video"),
    ("wistia.com", "video"),
    ("wistia.net", "video"),
    ("vevo.com", "video"),
    ("hulu.com", "video"),
    ("funnyordie.com", "video"),
    ("ustream.tv", "video"),
    ("vine.co", "vine"),
)
_POSTS: tuple[tuple[str, str], ...] = (
    ("twitter-tweet", "twitter"),
    ("twitter-video", "twitter"),
    ("instagram-media", "instagram"),
    ("tiktok-embed", "tiktok"),
    ("reddit-card", "reddit"),
    ("reddit-embed", "reddit"),
    ("text-post-media", "threads"),
    ("bluesky-embed", "bluesky"),
    ("fb-post", "facebook"),
    ("fb-video", "facebook"),
    ("imgur-embed", "imgur"),
    ("tumblr-post", "tumblr"),
    ("embedly-card", "link"),
    ("wp-embedded-content", "link"),
)
_AMP = {
    "amp-youtube": ("youtube", "data-videoid", "https://www.youtube.com/watch?v="),
    "amp-twitter": ("twitter", "data-tweetid", "https://twitter.com/i/status/"),
    "amp-instagram": ("instagram", "data-shortcode", "https://www.instagram.com/p/"),
    "amp-vimeo": ("vimeo", "data-videoid", "https://vimeo.com/"),
    "amp-tiktok": ("tiktok", "data-src", "https://www.tiktok.com/embed/v2/"),
    "amp-dailymotion": ("dailymotion", "data-videoid", "https://www.dailymotion.com/video/"),
    "amp-soundcloud": ("soundcloud", "data-trackid", "https://api.soundcloud.com/tracks/"),
    "amp-facebook": ("facebook", "data-href", ""),
    "amp-reddit": ("reddit", "data-src", ""),
    "amp-brightcove": ("video", "src", ""),
    "amp-jwplayer": ("video", "src", ""),
    "amp-video": ("video", "src", ""),
    "amp-iframe": ("page", "src", ""),
    "lite-youtube": ("youtube", "videoid", "https://www.youtube.com/watch?v="),
    "lite-vimeo": ("vimeo", "videoid", "https://vimeo.com/"),
}
_AD_FRAME = re.compile(
    r"doubleclick|googlesyndication|adserver|amazon-adsystem|facebook\.com/plugins/(?:like|page|share|follow|subscribe)"
    r"|platform\.twitter\.com/widgets/(?:tweet_button|follow)|googletagmanager|recaptcha|disqus|newsletter|signup|"
    r"subscribe"
    r"|mailchimp|addthis|consent|taboola|outbrain|about:blank|/ads?/|poll|piano\.io",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:^|[ _-])(?:jw-?player|video-?js|brightcove|video-?(?:player|embed|container|wrapper)|jwplayer\w*|"
    r"player-?video|vjs-\w+)(?:$|[ _-])"
)
_BUTTON = re.compile(r"view (?:(?:this|more) )?(?:(?:post|posts|profile) )?on \w{1,20}", re.IGNORECASE)
_ADDRESSES = ("cite", "data-instgrm-permalink", "data-text-post-permalink", "data-href")
_FRAMES = ("data-src", "data-lazy-src", "data-url", "data-iframe-src", "data-embed-src", "data-original", "src")


def embed_of(node: Node, tag: str, base: str | None) -> Embed | None:
    """Return the embed an element is, or ``None``."""
    name = classes(node)
    if tag in ("blockquote", "div", "figure", "section", "aside"):
        for part, site in _POSTS:
            if part in name:
                return _post(node, site, base)
    if tag in _AMP:
        return _amp(node, tag, base)
    if tag in ("iframe", "embed"):
        return _frame(node, base)
    if tag in ("video", "audio"):
        return _media(node, tag, base)
    if tag == "blockquote" and (provider := provider_of(node.get("cite"))) and provider != "youtube":
        return _post(node, provider, base)
    if tag == "div":
        return _placeholder(node, name, base)
    return None


def embed_inside(figure: Node, base: str | None) -> Embed | None:
    """Return the embed a figure only wraps, with the figure's caption as what it says."""
    for tag in ("iframe", "video", "audio", *_AMP):
        for inner in figure.iter(tag):
            if embed := embed_of(inner, tag, base):
                caption = figure.find(".//figcaption")
                words = clean_line(text_of(caption), 500) if caption is not None else ""
                return Embed(embed.provider, embed.url, embed.text or words or None)
    for inner in figure.iter("div"):
        if embed := embed_of(inner, "div", base):
            return embed
    return None


def provider_of(url: str | None) -> str | None:
    """Return the provider an address belongs to, or ``None``."""
    if not url:
        return None
    try:
        host = (urlsplit(url if "//" in url else "//" + url).hostname or "").lower()
    except ValueError:
        return None
    return next((name for end, name in _HOSTS if host == end or host.endswith("." + end)), None)


def _amp(node: Node, tag: str, base: str | None) -> Embed:
    """Return the embed of an AMP element, which holds an id or an address in an attribute."""
    known, attribute, prefix = _AMP[tag]
    value = node.get(attribute) or ""
    url = clean_address(prefix + value) if prefix else absolute_url(value, base)
    return Embed(provider_of(url) or known, url)


def _post(node: Node, provider: str, base: str | None) -> Embed:
    """Return a post in its site's own embed code: the last link is the post, the text what it says."""
    url = absolute_url(next((address for name in _ADDRESSES if (address := node.get(name))), None), base)
    if url is None:
        links = [absolute_url(a.get("href"), base) for a in node.iter("a")]
        posts = [
            link
            for link in links
            if link and re.search(r"/status(?:es)?/|/p/|/reel/|/video/|/post/|/comments/|/posts/", link)
        ]
        url = posts[-1] if posts else next((link for link in reversed(links) if link), None)
    frame = node.find(".//iframe") if url is None else None
    if frame is not None and (framed := _frame(frame, base)):
        return framed
    text = clean_text("\n".join(line for line in _lines(node) if line and not _BUTTON.fullmatch(line)), 2_000)
    return Embed(provider, url, text or None)


def _lines(node: Node) -> list[str]:
    """Return the paragraphs of a post and, as the last line, who wrote it and when."""
    paragraphs = node.findall(".//p")
    if not paragraphs:
        return [text_of(node)]
    rest = "".join(p.tail or "" for p in paragraphs).strip()
    after = [text_of(a) for a in node.findall("./a")]
    return [*(text_of(p) for p in paragraphs), " ".join([rest, *after]).strip()]


def _frame(node: Node, base: str | None) -> Embed | None:
    """Return the embed of a frame, ``None`` for an advertisement or a tracking pixel."""
    raw = next(
        (
            value
            for name in _FRAMES
            if (value := node.get(name)) and not value.startswith(("about:", "data:", "javascript:"))
        ),
        None,
    )
    url = absolute_url(raw, base)
    if url is None or _AD_FRAME.search(url):
        return None
    for name in ("width", "height"):
        if (node.get(name) or "").strip() in ("0", "1", "0px", "1px"):
            return None
    if post := _framed_post(url):
        return post
    provider = provider_of(url)
    if provider is None:
        inner = _wrapped(url)
        provider = provider_of(inner)
        if provider and inner:
            return Embed(provider, clean_address(inner))
    title = clean_line(node.get("title") or "", 300)
    return Embed(provider or "page", url, title or None)


def _framed_post(url: str) -> Embed | None:
    """Return the post a frame of its site's own shows, by the address a reader opens: of Mastodon, of Twitter."""
    parts = urlsplit(url)
    if re.fullmatch(r"/@[\w.@-]{1,80}/\d{6,24}/embed", parts.path):
        return Embed("mastodon", clean_address(url.partition("?")[0].removesuffix("/embed")))
    number = parse_qs(parts.query).get("id", [""])[0]
    if parts.path.startswith("/embed/Tweet") and provider_of(url) == "twitter" and number.isdecimal():
        return Embed("twitter", f"https://twitter.com/i/status/{number}")
    return None


def _wrapped(url: str) -> str | None:
    """Return the address inside an embed proxy's own (``/embed?url=…``, ``src=…``)."""
    query = parse_qs(urlsplit(url).query)
    for name in ("url", "src", "href", "u"):
        for value in query.get(name, ()):
            if value.startswith(("http:", "https:", "//")):
                return unquote(value)
    return None


def _media(node: Node, tag: str, base: str | None) -> Embed:
    url = absolute_url(node.get("src") or node.get("data-src"), base)
    if url is None:
        source = node.find(".//source")
        url = absolute_url(source.get("src"), base) if source is not None else None
    title = clean_line(node.get("title") or node.get("aria-label") or "", 300)
    return Embed(tag, url, title or None)


def _placeholder(node: Node, name: str, base: str | None) -> Embed | None:
    """Return the embed of a box that a script would fill with a player."""
    video = node.get("data-youtube-id") or node.get("data-yt-id")
    if not video and "youtube" in name:
        video = node.get("data-videoid")
    if video and re.fullmatch(r"[\w-]{6,20}", video):
        return Embed("youtube", f"https://www.youtube.com/watch?v={video}")
    url = absolute_url(node.get("data-oembed-url") or node.get("data-embed-url"), base)
    if url and (provider := provider_of(url)):
        return Embed(provider, url)
    if _PLAYER.search(name) and node.find(".//iframe") is None and not _holds_prose(node):
        video_tag = node.find(".//video")
        return Embed("video", None) if video_tag is None else _media(video_tag, "video", base)
    return None


def _holds_prose(node: Node) -> bool:
    """Return whether paragraphs stand in a box: then it is more than a player, whatever its name."""
    return any(len(text_of(p)) > 80 for p in node.iter("p"))
