"""How an address is asked: whom a request goes to, what ``Host`` says and what is asked for (RFC 9112, RFC 3986)."""

from __future__ import annotations

import pytest

from pullquote.cache.fetch.target import parse_target


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("http://a.example", ("a.example", 80, "a.example", "/")),
        ("https://a.example", ("a.example", 443, "a.example", "/")),
        ("https://A.Example:443/Feed", ("a.example", 443, "a.example", "/Feed")),
        ("http://a.example:8080/x?y#z", ("a.example", 8080, "a.example:8080", "/x?y")),
        ("http://a.example?", ("a.example", 80, "a.example", "/?")),
        ("http://a.example:/x", ("a.example", 80, "a.example", "/x")),
        ("http://[::1]:81/x", ("::1", 81, "[::1]:81", "/x")),
        ("http://bücher.example/ä b?ö=<1>", ("xn--bcher-kva.example", 80, "xn--bcher-kva.example",
                                              "/%C3%A4%20b?%C3%B6=%3C1%3E")),
        ("http://a.example/%41%zz/{x}?{x}", ("a.example", 80, "a.example", "/%41%zz/%7Bx%7D?{x}")),
        ("http://a.example/./b/../..", ("a.example", 80, "a.example", "/")),
        ("http://a.example/./b/../c", ("a.example", 80, "a.example", "/c")),
        ("http://a.example/../../b", ("a.example", 80, "a.example", "/b")),
        ("http://a.example/.well-known/x...y", ("a.example", 80, "a.example", "/.well-known/x...y")),
    ],
)  # fmt: skip
def test_an_address_is_asked_as_every_server_reads_it(address, where):
    found = parse_target(address)
    assert (found.host, found.port, found.authority, found.path) == where


def test_a_login_in_an_address_is_no_part_of_what_is_asked():
    found = parse_target("http://ada:open%20sesame@a.example/x")
    assert (found.login, found.whole) == (("ada", "open sesame"), "http://a.example/x")


@pytest.mark.parametrize(
    "address",
    ["", "a.example", "ftp://a.example/", "http://", "http://:80/", "http://a.example:x/", "http://a.example:99999/",
     "http://1.2.3.999/", "http://[::g]/", "http://[::1", "http://a.example/\r\nX: y", "http://a.example/\x7f",
     "http://a.example/" + "x" * 65_536],
)  # fmt: skip
def test_what_is_no_address_is_not_asked(address):
    with pytest.raises(ValueError):
        parse_target(address)
