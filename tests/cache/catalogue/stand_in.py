"""Stand-ins for TVmaze, Wikidata, MusicBrainz and TMDB on this machine: made-up content in their shapes, with faults.

``python -m tests.cache.catalogue.stand_in`` runs them until Ctrl-C, and prints the setting that leads to them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pullquote.cache.core.catalogue import Provider

from ..conftest import Reply, Seen
from .world import MADE_UP, Artist, Json, World

WINDOWS: dict[Provider, tuple[int, float]] = {
    "tvmaze": (20, 10.0),
    "wikidata": (200, 60.0),
    "musicbrainz": (1, 1.0),
    "tmdb": (40, 1.0),
}
"""The published limits: so many requests in so many seconds; one more is answered with 429."""


@dataclass
class Fault:
    """Answers in place of the usual ones, in their order, to requests whose address contains ``part``."""

    part: str
    answers: list[Reply]


class StandIn:
    """One server a service. ``limited`` answers 429 over the published limits, by ``clock`` (seconds).

    ``index`` pages of shows are those of ``world``, 250 ids a page, as TVmaze's ``/shows?page=N``.
    """

    def __init__(
        self, world: World = MADE_UP, *, limited: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.world = world
        self.connections = 0
        self.requests: dict[Provider, list[Seen]] = {provider: [] for provider in WINDOWS}
        self._clock = clock
        self._limited = limited
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._servers = {provider: self._server(provider) for provider in WINDOWS}
        self._threads = [
            threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True) for one in self._servers.values()
        ]
        for thread in self._threads:
            thread.start()

    def url(self, provider: Provider) -> str:
        """Return the address at which a service is played."""
        return f"http://127.0.0.1:{self._servers[provider].server_address[1]}"

    @property
    def mirrors(self) -> str:
        """The value of the setting ``catalogue.mirrors`` that leads here."""
        return " ".join(f"{provider}={self.url(provider)}" for provider in WINDOWS)

    def fault(self, part: str, *answers: Reply) -> None:
        """Answer the next requests whose address contains ``part`` with these, then as usual."""
        self._faults.append(Fault(part, list(answers)))

    def paths(self, provider: Provider) -> list[str]:
        """Return what was asked of a service, in order."""
        return [unquote(seen.path) for seen in self.requests[provider]]

    @property
    def asked(self) -> int:
        """How many requests came, to all of them."""
        return sum(map(len, self.requests.values()))

    def close(self) -> None:
        """End the servers."""
        self._stop.set()
        for server, thread in zip(self._servers.values(), self._threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()

    def _server(self, provider: Provider) -> ThreadingHTTPServer:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def do_GET(self) -> None:
                seen = Seen(self.path, list(self.headers.items()), outer._clock())
                with outer._lock:
                    before = list(outer.requests[provider])
                    outer.requests[provider].append(seen)
                    reply = outer._fault(self.path) or outer._limit(provider, before, seen)
                reply = reply or outer._answer(provider, seen)
                with contextlib.suppress(OSError):
                    outer._send(self, reply)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self) -> Any:
                outer.connections += 1
                return super().get_request()

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        return Server(("127.0.0.1", 0), Handler)

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if self._stop.wait(reply.delay):
            return
        handler.send_response_only(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.status != 304:
            handler.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        handler.end_headers()
        for byte in reply.body if reply.drip else ():
            if self._stop.wait(reply.drip):
                return
            handler.wfile.write(bytes([byte]))
        if not reply.drip:
            handler.wfile.write(reply.body)
        if reply.length is not None and reply.length > len(reply.body):
            handler.close_connection = True

    def _fault(self, path: str) -> Reply | None:
        for fault in self._faults:
            if fault.answers and fault.part in unquote(path):
                return fault.answers.pop(0)
        return None

    def _limit(self, provider: Provider, before: list[Seen], seen: Seen) -> Reply | None:
        most, window = WINDOWS[provider]
        recent = sum(seen.at - one.at < window for one in before[-most:])
        if self._limited and recent >= most:
            return Reply(429, {"Retry-After": "10"}, b'{"name":"Too Many Requests","status":429}')
        return None

    def _answer(self, provider: Provider, seen: Seen) -> Reply:
        parts = urlsplit(seen.path)
        asked = parse_qs(parts.query)
        play = {
            "tvmaze": self._tvmaze,
            "wikidata": self._wikidata,
            "musicbrainz": self._musicbrainz,
            "tmdb": self._tmdb,
        }
        if provider == "tmdb" and seen["Authorization"]:
            asked["api_key"] = [str(seen["Authorization"]).removeprefix("Bearer ")]
        found = play[provider](parts.path, asked)
        if isinstance(found, Reply):
            return found
        if found is None:
            return Reply(404, {"Content-Type": "application/json"}, b'{"name":"Not Found","status":404}')
        body = json.dumps(found).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"Content-Type": "application/json; charset=UTF-8", "ETag": etag}
        return Reply(304, headers) if seen["If-None-Match"] == etag else Reply(200, headers, body)

    def _tvmaze(self, path: str, asked: dict[str, list[str]]) -> Json:
        shows, people = self.world.shows, self.world.people
        if path == "/search/shows":
            wanted = asked["q"][0]
            return [{"score": 1.2, "show": one.json()} for one in shows if _alike(wanted, one.name, *one.aka)]
        if path == "/search/people":
            return [{"score": 1.2, "person": one.json()} for one in people if _alike(asked["q"][0], one.name)]
        if path == "/shows":
            page = int(asked.get("page", ["0"])[0])
            found = [one.json() for one in shows if one.id // 250 == page]
            return found if found or page <= max((one.id for one in shows), default=0) // 250 else None
        if match := re.fullmatch(r"/shows/(\d+)", path):
            embeds = [*asked.get("embed[]", ()), *asked.get("embed", ())]
            return next((one.embedded(embeds) for one in shows if one.id == int(match[1])), None)
        if match := re.fullmatch(r"/people/(\d+)/castcredits", path):
            return [
                {
                    "self": False,
                    "voice": False,
                    "_links": {"show": {"href": f"https://api.tvmaze.com/shows/{show.id}", "name": show.name}},
                    "_embedded": {"show": show.json(), "character": {"id": 1, "name": role}},
                }
                for show in shows
                for person, role in show.cast
                if person.id == int(match[1])
            ]
        if match := re.fullmatch(r"/people/(\d+)/crewcredits", path):
            return [
                {"type": kind, "_links": {}, "_embedded": {"show": show.json()}}
                for show in shows
                for person, kind in show.crew
                if person.id == int(match[1])
            ]
        if match := re.fullmatch(r"/people/(\d+)", path):
            return next((one.json() for one in people if one.id == int(match[1])), None)
        return None

    def _wikidata(self, path: str, asked: dict[str, list[str]]) -> Json:
        if path != "/w/api.php" or asked.get("format") != ["json"]:
            return None
        if asked.get("action") == ["wbgetentities"]:
            ids, props = asked["ids"][0].split("|"), asked["props"][0].split("|")
            if len(ids) > 50:
                return {"error": {"code": "toomanyvalues", "info": "Too many values"}}
            items = {one.id: one for one in self.world.items}
            return {
                "entities": {
                    one: items[one].json(props) if one in items else {"id": one, "missing": ""} for one in ids
                },
                "success": 1,
            }
        text = asked["srsearch"][0]
        claims = [one.split("=") for one in re.findall(r"P\d+=Q\d+", text)]
        title = " ".join(re.findall(r'"([^"]*)"', text))
        found = [
            one
            for one in self.world.items
            if any(value in one.values(name) for name, value in claims)
            and (not title or any(title.casefold() in name.casefold() for name in (one.label, *one.aka)))
        ]
        most = int(asked.get("srlimit", ["10"])[0])
        return {
            "batchcomplete": "",
            "query": {
                "searchinfo": {"totalhits": len(found)},
                "search": [{"ns": 0, "title": one.id, "pageid": 1, "snippet": ""} for one in found[:most]],
            },
        }

    def _musicbrainz(self, path: str, asked: dict[str, list[str]]) -> Json:
        artists = self.world.artists
        inc = re.split(r"[ +]", asked.get("inc", [""])[0])
        query = asked.get("query", [""])[0]
        named = re.findall(r'(\w+):"((?:[^"\\]|\\.)*)"', query)
        words = {name: re.sub(r"\\(.)", r"\1", value) for name, value in named}
        if path == "/ws/2/artist":
            found = [one for one in artists if _alike(words.get("artist", ""), one.name, *one.aka)]
            return {"count": len(found), "artists": [{"score": 100, **one.json(["aliases"])} for one in found]}
        if path == "/ws/2/release-group" and "artist" in asked:
            artist = next((one for one in artists if one.id == asked["artist"][0]), None)
            listed = [artist.release_group(one) for one in artist.albums] if artist else []
            return {"release-group-count": len(listed), "release-group-offset": 0, "release-groups": listed}
        if path == "/ws/2/release-group":
            both = [
                (artist, album)
                for artist in artists
                for album in artist.albums
                if _alike(words.get("releasegroup", ""), album.title)
            ]
            listed = [{"score": 100, **artist.release_group(album)} for artist, album in both]
            return {"count": len(listed), "release-groups": listed}
        if match := re.fullmatch(r"/ws/2/artist/([0-9a-f-]+)", path):
            return next((one.json(inc) for one in artists if one.id == match[1]), None)
        if match := re.fullmatch(r"/ws/2/release-group/([0-9a-f-]+)", path):
            return next((_group(one, match[1]) for one in artists if _group(one, match[1])), None)
        return None

    def _tmdb(self, path: str, asked: dict[str, list[str]]) -> Json:
        if asked.get("api_key") != [KEY]:
            body = b'{"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."}'
            return Reply(401, {"Content-Type": "application/json"}, body)
        films = [one for one in self.world.items if "Q11424" in one.values("P31")]
        if path == "/3/search/movie":
            wanted = asked["query"][0]
            return {"page": 1, "results": [_film(one) for one in films if _alike(wanted, one.label, *one.aka)]}
        if path in ("/3/search/tv", "/3/search/person"):
            return {"page": 1, "results": []}
        if match := re.fullmatch(r"/3/movie/(\d+)", path):
            item = next((one for one in films if one.id == f"Q{match[1]}"), None)
            return _whole_film(item, self.world) if item else None
        return None


KEY = "0123456789abcdef0123456789abcdef"
"""The key that the stand-in of TMDB takes, as v3 or as v4."""


def _group(artist: Artist, key: str) -> Json:
    return next((artist.release_group(one) for one in artist.albums if one.id == key), None)


def _film(item: Any) -> Json:
    return {
        "id": int(item.id[1:]),
        "title": item.label,
        "original_title": item.label,
        "original_language": "en",
        "release_date": (item.values("P577") or ("",))[0][1:11],
        "overview": item.description,
        "genre_ids": [53],
        "popularity": 1.0,
    }


def _whole_film(item: Any, world: World) -> Json:
    names = {one.id: one.label for one in world.items}
    cast = [
        {"id": int(key[1:]), "name": names[key], "character": names.get(role, role), "order": at}
        for at, (key, role) in enumerate(item.claims.get("P161", ()))
    ]
    crew = [{"id": int(key[1:]), "name": names[key], "job": "Director"} for key in item.values("P57")]
    return {
        **_film(item),
        "status": "Released",
        "imdb_id": (item.values("P345") or (None,))[0],
        "genres": [{"id": 53, "name": "Thriller"}],
        "production_companies": [{"id": 1, "name": names[key]} for key in item.values("P272")],
        "production_countries": [{"iso_3166_1": "IE", "name": "Ireland"}],
        "credits": {"cast": cast, "crew": crew},
        "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": one, "type": ""} for one in item.aka]},
    }


def _alike(wanted: str, *names: str) -> bool:
    """Return whether a search would find one of the names: every word of the shorter one stands in the other."""
    words = set(re.findall(r"\w+", wanted.casefold()))
    return any(
        words <= (there := set(re.findall(r"\w+", name.casefold()))) or there <= words for name in names if words
    )


@contextmanager
def standing_in(
    world: World = MADE_UP, *, limited: bool = False, clock: Callable[[], float] = time.monotonic
) -> Iterator[StandIn]:
    """Play the services until the end of the block."""
    stand_in = StandIn(world, limited=limited, clock=clock)
    try:
        yield stand_in
    finally:
        stand_in.close()


if __name__ == "__main__":
    with standing_in() as playing:
        print(f'[catalogue]\nuse = "on"\nmirrors = "{playing.mirrors}"\ntmdb_key = "{KEY}"')
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
