"""What a person reads when a library fails: ``python tests/bench/faults.py`` (D5 to D8).

Does each harm to a library of the sample edition, runs the real program on it, and prints its exit code and its
words, then those of ``pullquote doctor`` where that helps. As root it takes the part of another user too, which
needs a Python that everybody may run.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pullquote.cache.library import Library
from pullquote.cache.store.database import Database

PAGE = 4_096


def run(folder: Path, *arguments: str, home: Path | None = None, **how: Any) -> None:
    """Run the program on the library in ``folder``, or on that of a ``home``, and print what it says."""
    environment = os.environ | {"PULLQUOTE_LIBRARY": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PULLQUOTE_CONFIG"] = str(folder.parent / "config.toml")  # one's own may be closed to others
    if home:
        environment = {key: value for key, value in environment.items() if not key.startswith(("PULLQUOTE_", "XDG_"))}
        environment |= {"HOME": str(home)}
    command = [sys.executable, "-m", "pullquote.tui", *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/", **how)
    except PermissionError:
        print(f"  {arguments[0]:7} this Python cannot be run by another user")
        return
    said = (done.stderr.strip() or done.stdout.strip()).replace(str(folder), "LIBRARY")
    print(f"  {arguments[0]:7} {done.returncode}  " + "\n             ".join(said.splitlines()[:4]))


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def scatter(path: Path) -> None:
    for page in range(6, path.stat().st_size // PAGE, 3):
        overwrite(path, page * PAGE, os.urandom(PAGE))


def other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE bookmarks (a)")
    conn.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA user_version = 99")
    conn.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARMS: dict[str, Callable[[Path], object]] = {
    "a text file in its place": lambda path: path.write_text("Dear diary"),
    "its header overwritten": lambda path: overwrite(path, 0, os.urandom(100)),
    "cut in half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "the page of its schema overwritten": lambda path: overwrite(path, 100, os.urandom(PAGE - 100)),
    "pages of data overwritten": scatter,
    "emptied": lambda path: os.truncate(path, 0),
    "another program's database": other_program,
    "nothing but zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "written by a later Pullquote": newer,
    "a folder in its place": a_folder,
}


def filled(folder: Path) -> Path:
    with Library.open(folder) as library:
        library.samples()
        library.star(library.ids()[:1])
        return library.path


KILLED = """
import os, pathlib, sqlite3, sys
from pullquote.cache.library import Library
from pullquote.cache.store import migrate
migrations = pathlib.Path(sys.argv[1])
for file in migrate.MIGRATIONS.iterdir():
    (migrations / file.name).write_text(file.read_text())
migrate.MIGRATIONS, migrate.VERSION = migrations, migrate.VERSION + 1
steps = "".join(f"CREATE TABLE more{n} (a TEXT) STRICT;\\n" for n in range(300))
(migrations / f"{migrate.VERSION:04d}.sql").write_text(steps)
if "kill" in sys.argv:
    execute = migrate.statements
    def cut(number):
        for at, statement in enumerate(execute(number)):
            if at == 150:
                os.kill(os.getpid(), 9)
            yield statement
    migrate.statements = cut
with Library.open() as library:
    version = library.database.read().execute("PRAGMA user_version").fetchone()[0]
    print(f"schema {version}, {library.count()} articles, {library.count('is:starred')} starred")
"""


def migrate_and_kill(folder: Path, top: Path) -> None:
    """Kill a migration after half of its statements, look at the library with the old program, then with the new."""
    migrations = top / "migrations"
    migrations.mkdir()
    environment = os.environ | {"PULLQUOTE_LIBRARY": str(folder)}
    for word, arguments in (("new", ["kill"]), ("old", []), ("new", ["go on"])):
        if word == "old":
            run(folder, "list", "--fields", "title", "-n", "1")
            continue
        command = [sys.executable, "-c", KILLED, str(migrations), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")
        print(f"  {arguments[0]:7} {done.returncode}  {(done.stderr or done.stdout).strip()}")


def limit(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        top.chmod(0o755)
        for number, (harm, do) in enumerate(HARMS.items()):
            print(harm)
            folder = top / str(number)
            do(filled(folder))
            run(folder, "list", "--fields", "title")
            run(folder, "doctor")
        page = top / "page.txt"
        page.write_text("A Long Story\n\n" + "Word after word of it. " * 20_000)
        page.chmod(0o644)

        print("the disk is full")
        folder = top / "full"
        filled(folder)
        run(folder, "add", str(page), preexec_fn=limit(20_000))

        print("another program holds the library")
        folder = top / "held"
        path = filled(folder)
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute("BEGIN IMMEDIATE")
        run(folder, "star", "1")
        conn.close()

        print("another Pullquote holds the library")
        database = Database.open(path, word="pullquote refresh")
        with database.write():
            run(folder, "star", "1")
            run(folder, "list", "--fields", "title")
        database.close()

        if os.geteuid() == 0:
            nobody = {"user": 65534, "group": 65534, "extra_groups": []}
            folder = top / "theirs"
            path = filled(folder)
            print("a file of somebody else")
            run(folder, "list", "--fields", "title", **nobody)
            print("a folder and a file that may only be read")
            folder.chmod(0o755)
            for file in folder.rglob("*"):
                file.chmod(0o755 if file.is_dir() else 0o644)
            run(folder, "list", "--fields", "title", **nobody)
            run(folder, "star", "1", **nobody)
            print("a folder that cannot be made")
            run(top / "none", "add", str(page), **nobody)

        print("a library in a folder with blanks and accents")
        run(top / "Büro von Zoë" / "mit Leerzeichen", "add", str(page))

        print("a home with blanks and accents")
        home = top / "Zoë Müller"
        home.mkdir()
        run(top, "add", str(page), home=home)
        run(top, "list", "--fields", "title", home=home)
        print("            " + ", ".join(str(path.relative_to(home)) for path in home.rglob("library.db")))

        print("no home at all")
        run(top, "list", home=top / "missing")

        print("a migration is killed half-way")
        folder = top / "moving"
        filled(folder)
        migrate_and_kill(folder, top)


if __name__ == "__main__":
    main()
