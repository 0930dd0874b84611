"""Real servers on loopback that accounts are tested against: Miniflux on PostgreSQL, and coldsweat (Fever).

    python -m tests.servers miniflux          start one, print how to sign in, stop with Ctrl-C
    python -m tests.servers --check           say what is missing here

Miniflux is built from the Go module of this folder, coldsweat installed into an environment of its own; both are kept
in the user's cache folder. Where Go, PostgreSQL or the network is missing, ``Missing`` says what.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pullquote-tests"
COLDSWEAT = ("coldsweat==0.10.2", "setuptools<81")
START_SECONDS = 120.0
USER, PASSWORD = "ada", "quill-and-ink-1815"


class Missing(Exception):
    """What a server needs is not here; the sentence says what."""


class Server(NamedTuple):
    """A server that runs: its address, who signs in, and the token of Miniflux's own API."""

    url: str
    user: str
    password: str
    token: str = ""


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def program(name: str, *places: str) -> str:
    """Return the path of a program. Raises ``Missing``."""
    found = shutil.which(name) or next((str(path) for place in places for path in sorted(Path("/").glob(place))), None)
    if found is None:
        raise Missing(f"{name} is not installed.")
    return found


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let no other process build or install in the block."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def miniflux_program() -> Path:
    """Return Miniflux, built where it is not yet. Raises ``Missing``."""
    required = (line.split() for line in (HERE / "go.mod").read_text().splitlines())
    version = next(words[1] for words in required if words[:1] == ["miniflux.app/v2"])
    built = KEPT / f"miniflux-{version}"
    with one_at_a_time():
        if not built.exists():
            go, draft = program("go", "usr/local/go/bin/go"), KEPT / "draft"
            build = [go, "build", "-o", str(draft), "miniflux.app/v2"]
            done = subprocess.run(build, cwd=HERE, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Missing(f"Miniflux could not be built: {done.stderr.strip()[-500:]}")
            draft.replace(built)
    return built


def coldsweat_program() -> Path:
    """Return coldsweat, installed where it is not yet. Raises ``Missing``."""
    home = KEPT / "coldsweat"
    found = home / "bin" / "coldsweat"
    with one_at_a_time():
        if not found.exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
            install = [str(home / "bin" / "pip"), "install", "-q", *COLDSWEAT]
            done = subprocess.run(install, capture_output=True, text=True, check=False)
            if done.returncode:
                shutil.rmtree(home)
                raise Missing(f"coldsweat could not be installed: {done.stderr.strip()[-500:]}")
    return found


def answers(url: str) -> bool:
    """Return whether a server answers at an address, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def wait_for(url: str, process: subprocess.Popen[Any], log: Path) -> None:
    """Wait until a server answers. Raises ``Missing`` where it ends before that."""
    until = time.monotonic() + START_SECONDS
    while not answers(url):
        if process.poll() is not None or time.monotonic() > until:
            raise Missing(f"The server did not start: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.1)


@contextmanager
def running(command: list[str], log: Path, **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run a program until the end of the block; what it says goes into ``log``."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, **how)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _as_user() -> dict[str, Any]:
    """Return how a program that refuses root is run: as the user that PostgreSQL's package makes, else as nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, Path]]:
    """Run a PostgreSQL of its own; yield the words a client connects with, and where its programs are."""
    initdb = program("initdb", "usr/lib/postgresql/*/bin/initdb")
    where = Path(os.path.realpath(initdb)).parent
    data, how = folder / "postgresql", _as_user()
    data.mkdir(mode=0o700)
    if how:
        os.chown(data, how["user"], how["group"])
        folder.chmod(0o755)
    made = subprocess.run(
        [str(where / "initdb"), "-D", str(data), "-U", "miniflux", "--auth=trust", "-E", "UTF8", "--no-sync"],
        capture_output=True, text=True, check=False, cwd="/", **how,
    )  # fmt: skip
    if made.returncode:
        raise Missing(f"PostgreSQL could not be set up: {made.stderr.strip()[-500:]}")
    port = free_port()
    command = [
        str(where / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(data),
        "-c", "fsync=off", "-c", "shared_buffers=32MB",
    ]  # fmt: skip
    words = f"host=127.0.0.1 port={port} user=miniflux dbname=postgres sslmode=disable"
    with running(command, folder / "postgresql.log", cwd="/", **how) as process:
        until = time.monotonic() + START_SECONDS
        ready = [str(where / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        while subprocess.run(ready, check=False).returncode:
            if process.poll() is not None or time.monotonic() > until:
                raise Missing(f"PostgreSQL did not start: {(folder / 'postgresql.log').read_text()[-500:]}")
            time.sleep(0.1)
        yield words, where


@contextmanager
def miniflux() -> Iterator[Server]:
    """Run Miniflux with one user, its own API, Google Reader's and Fever's on. Raises ``Missing``."""
    built = miniflux_program()
    with tempfile.TemporaryDirectory(prefix="pullquote-miniflux-") as name, postgresql(Path(name)) as (words, programs):
        port = free_port()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "DATABASE_URL": words,
            "LISTEN_ADDR": f"127.0.0.1:{port}",
            "RUN_MIGRATIONS": "1",
            "CREATE_ADMIN": "1",
            "ADMIN_USERNAME": USER,
            "ADMIN_PASSWORD": PASSWORD,
            "DISABLE_SCHEDULER_SERVICE": "1",
            "FETCHER_ALLOW_PRIVATE_NETWORKS": "1",
            "INTEGRATION_ALLOW_PRIVATE_NETWORKS": "1",
            "POLLING_PARSING_ERROR_LIMIT": "0",
        }
        url, log = f"http://127.0.0.1:{port}", Path(name) / "miniflux.log"
        with running([str(built)], log, env=environment, cwd=name) as process:
            wait_for(f"{url}/healthcheck", process, log)
            query = (
                "CREATE EXTENSION IF NOT EXISTS pgcrypto; INSERT INTO integrations (user_id) SELECT id FROM users "
                "ON CONFLICT DO NOTHING; UPDATE integrations SET googlereader_enabled = 't', "
                f"googlereader_username = '{USER}', googlereader_password = crypt('{PASSWORD}', gen_salt('bf', 4)), "
                f"fever_enabled = 't', fever_username = '{USER}', "
                f"fever_token = '{hashlib.md5(f'{USER}:{PASSWORD}'.encode()).hexdigest()}'"
            )
            subprocess.run([str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", words, "-c", query], check=True)
            key = asked(f"{url}/v1/api-keys", {"description": secrets.token_hex(4)})
            yield Server(url, USER, PASSWORD, key["token"])


@contextmanager
def coldsweat() -> Iterator[Server]:
    """Run coldsweat with one user. Raises ``Missing``."""
    found = coldsweat_program()
    with tempfile.TemporaryDirectory(prefix="pullquote-coldsweat-") as name:
        port, user = free_port(), "ada@example.com"
        environment = {
            "PATH": f"{found.parent}:{os.environ.get('PATH', '')}",
            "HOME": name,
            "FLASK_DATABASE_URL": f"sqlite:///{name}/coldsweat.db",
            "FLASK_SECRET_KEY": secrets.token_hex(8),
        }
        setup = [str(found), "setup", user, "-p", PASSWORD]
        done = subprocess.run(setup, env=environment, cwd=name, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"coldsweat could not be set up: {done.stderr.strip()[-500:]}")
        log = Path(name) / "coldsweat.log"
        with running([str(found), "run", "-p", str(port)], log, env=environment, cwd=name) as process:
            wait_for(f"http://127.0.0.1:{port}/fever/", process, log)
            yield Server(f"http://127.0.0.1:{port}/fever", user, PASSWORD, name)


def coldsweat_import(server: Server, opml: str) -> None:
    """Subscribe coldsweat to the feeds of a list, and let it fetch them."""
    folder = Path(server.token)  # where it runs
    (folder / "feeds.opml").write_text(opml)
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "FLASK_DATABASE_URL": f"sqlite:///{folder}/coldsweat.db",
        "FLASK_SECRET_KEY": "x",
    }
    command = [str(coldsweat_program()), "import", str(folder / "feeds.opml"), server.user, "-f"]
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)


def asked(url: str, body: Any = None, *, method: str | None = None) -> Any:
    """Ask Miniflux's own API with the user's name and password; return the answer's JSON, ``None`` for no body."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method)
    request.add_header("Authorization", "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text.strip() else None


def missing() -> list[str]:
    """Return what is missing for the servers, in sentences."""
    said = []
    for find in (miniflux_program, lambda: program("initdb", "usr/lib/postgresql/*/bin/initdb"), coldsweat_program):
        try:
            find()
        except Missing as problem:
            said.append(str(problem))
    return said
