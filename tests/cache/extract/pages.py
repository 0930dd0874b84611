"""Made-up pages in the shapes that real outlets use."""

from __future__ import annotations

SENTENCE = (
    "The second season of {title} picks up where the harbour story ended, and its makers say that the town itself "
    "becomes a character this time, with more room for the people who were only seen in passing before."
)
PARAGRAPHS = tuple(
    SENTENCE.format(title=title) + f" It was number {number} on a list that grew longer every week of the shoot."
    for number, title in enumerate(("Harbour Lights", "Night Ferry", "The Glass Coast", "Tin Kings", "Low Water"), 1)
)


def page(body: str, *, head: str = "", title: str = "Harbour Lights Returns For A Second Season") -> str:
    """Return a page with a headline, a navigation and a footer around ``body``."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | The Daily Reel</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/tv'>TV</a></nav>"
        f"<main><article><h1>{title}</h1><div class='article-body'>{body}</div></article></main>"
        "<footer><p>Copyright The Daily Reel. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(*extra: str, at: int = 2) -> str:
    """Return five body paragraphs with ``extra`` markup after the paragraph number ``at``."""
    out = [f"<p>{text}</p>" for text in PARAGRAPHS]
    out[at:at] = list(extra)
    return "".join(out)
