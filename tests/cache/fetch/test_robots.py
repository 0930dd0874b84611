"""robots.txt after RFC 9309 (H38)."""

from __future__ import annotations

import pytest

from pullquote.cache.fetch.robots import read_robots, robots_address, robots_of

HOST = "https://outlet.example"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /x*y*z$", "/xaybz", False),
        ("User-agent: *\nDisallow: /x*y*z$", "/xayzbz", False),
        ("User-agent: *\nDisallow: /?s=", "/?s=word", False),
        ("user-agent: Pullquote\ndisallow: /\n\nuser-agent: *\ndisallow:", "/x", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /x # why", "/x", False),
        (
            "User-agent: *\nCrawl-delay: 5\nDisallow: /x\nSitemap: https://x.example/\nUser-agent: other\nDisallow: /",
            "/y",
            True,
        ),
        ("Disallow: /x", "/x", True),
        ("\ufeffUser-agent: *\r\nDisallow: /caf%C3%A9", "/café", False),
    ],
)
def test_h38_rules(rules, path, allowed):
    assert read_robots(rules.encode()).allows(HOST + path) is allowed


def test_h38_no_file_allows_all_and_a_broken_server_nothing():
    assert robots_of(404, b"").allows(HOST + "/x")
    assert not robots_of(503, b"").allows(HOST + "/x")
    assert not robots_of(429, b"").allows(HOST + "/x")


def test_h38_stars_cannot_be_made_slow():
    rules = "User-agent: *\nDisallow: /" + "*a" * 900 + "$"
    assert read_robots(rules.encode()).allows(HOST + "/" + "a" * 3_000 + "b")


def test_where_it_is():
    assert robots_address("https://outlet.example:8443/a/b?c") == "https://outlet.example:8443/robots.txt"
