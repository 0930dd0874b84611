"""Addresses: one origin, one host, one answer to a port that cannot be."""

from __future__ import annotations

import pytest

from pullquote.cache.core.servers.credentials import Login, Logins
from pullquote.cache.core.urls import (
    UrlOrigin,
    absolute_url,
    address_key,
    base_address,
    host_of,
    origin_of,
    same_origin,
    site_of,
)

BAD = [
    "https://site.example:99999/a",
    "https://site.example:port/a",
    "https://[::1/a",
    "https:///a",
    "",
    "ftp://a.example",
]


@pytest.mark.parametrize(
    ("url", "origin", "host"),
    [
        ("https://Site.Example/a", UrlOrigin("https", "site.example", 443), "site.example"),
        ("HTTPS://site.example:443/b", UrlOrigin("https", "site.example", 443), "site.example"),
        ("http://site.example:8080/", UrlOrigin("http", "site.example", 8080), "site.example:8080"),
        ("https://site.example:80", UrlOrigin("https", "site.example", 80), "site.example:80"),
        ("http://name:word@site.example/", UrlOrigin("http", "site.example", 80), "site.example"),
        ("http://[::1]:8080/", UrlOrigin("http", "::1", 8080), "[::1]:8080"),
    ],
)
def test_the_origin_and_host_of_an_address(url: str, origin: UrlOrigin, host: str) -> None:
    assert origin_of(url) == origin
    assert host_of(url) == host


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_has_no_origin_and_shares_none(url: str) -> None:
    assert origin_of(url) is None
    assert host_of(url) == ""
    assert not same_origin(url, url)


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_has_no_login(url: str, tmp_path) -> None:
    logins = Logins(tmp_path)
    logins.keep("https://site.example/", Login("ada", "quill"))
    assert logins.of(url) is None


def test_an_origin_is_written_with_its_port() -> None:
    assert str(origin_of("https://site.example/a?b")) == "https://site.example:443"
    assert str(origin_of("http://[::1]/")) == "http://[::1]:80"


def test_the_site_is_the_host_as_people_write_it() -> None:
    assert site_of("https://www.site.example:8080/a") == "site.example"
    assert site_of("https://[::1/a") == site_of(None) == site_of("nothing") == ""


def test_a_link_is_resolved_and_only_http_is_kept() -> None:
    assert absolute_url("../b", "https://site.example/a/c") == "https://site.example/b"
    assert absolute_url("//site.example/b", None) == "https://site.example/b"
    assert absolute_url("//site.example/b", "http://site.example/") == "http://site.example/b"
    for nothing in ("#part", "javascript:x()", "mailto:a@b.example", "ftp://site.example/", "", None, "x" * 9_000):
        assert absolute_url(nothing, "https://site.example/") is None


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (["/deep/"], "https://site.example/deep/"),
        ([None, "javascript:x()", "https://other.example/"], "https://other.example/"),
        ([], "https://site.example/a"),
        (["https://other.example:99999/"], "https://site.example/a"),
    ],
)
def test_the_base_of_a_page_is_what_it_declares_else_its_own_address(declared, expected) -> None:
    assert base_address(declared, "https://site.example/a") == expected


def test_one_article_has_one_key_however_its_address_is_written() -> None:
    key = address_key("https://www.site.example/a/?utm_source=x#top")
    assert key == address_key("http://site.example/a") is not None
    assert key != address_key("http://site.example/b")
    for campaign in (
        "at_medium=RSS&at_campaign=x",
        "mtm_source=x",
        "source=rss",
        "CMP=rss_home",
        "rss=1",
        "gclid=1",
    ):
        assert address_key(f"https://site.example/a?{campaign}") == key
    for other in ("id=2", "topic=atomic", "q=rssfeeds", "source=2", "page=2&utm_source=x"):
        assert address_key(f"https://site.example/a?{other}") != key
    assert address_key("https://site.example/") is None
    assert address_key("https://[::1/a") is None


def test_a_plain_address_has_the_key_of_the_same_one_written_otherwise():
    for plain, odd in (
        ("https://www.site.example/a/b/?id=1&utm_source=x#top", "HTTPS://www.site.example/a/b/?id=1&utm_source=x#top"),
        ("http://site.example?a=1", "http://reader@site.example?a=1"),
        ("http://site.example/a?b=1?c#d?e", "HTTP://SITE.example/a?b=1?c#d?e"),
        ("http://site.example/", "HTTP://site.example//"),
    ):
        assert address_key(plain) == address_key(odd)
