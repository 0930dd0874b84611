"""What may be imported by whom, seen in a running interpreter; the static contracts stand in pyproject.toml."""

import ast
import importlib.util
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Paragraph
from pullquote.cache.library import Library

from .waiting import WAIT

CACHE = Path(__file__).parents[1] / "cache"
READING = (
    "pullquote.cache.extract",
    "pullquote.cache.feeds",
    "pullquote.cache.annotate",
    "pullquote.cache.workers.analyze",
    "pullquote.cache.workers.own_server",
    "pullquote.cache.catalogue.reading",
    "pullquote.cache.sync.reading",
)
"""What reads foreign text: it runs in worker processes."""
IN_A_WORKER = (
    "extract",
    "feeds",
    "annotate",
    "catalogue",
    "workers/analyze.py",
    "workers/own_server.py",
    "workers/worker.py",
)
PARSERS = {
    *("json.decode", "json.loads", "json.load", "msgpack.decode", "Value.parse", "tomllib.loads", "plistlib.loads"),
    *("etree.fromstring", "ElementTree.fromstring", "html.fromstring", "email.message_from_bytes", "pickle.loads"),
    *("csv.reader", "csv.DictReader", "Image.open", "zipfile.ZipFile"),
}
"""Calls that take bytes apart."""
ASKING = ("ingest", "fetch", "sync", "library.py", "workers/pool.py", "workers/thumbnails.py")
"""The rooms that hold what came over the network."""
PARSED_THERE = {
    # What we wrote ourselves.
    ("fetch/http_cache.py", "msgpack.decode"),
    ("sync/greader.py", "json.decode"),  # its own cursor
    ("workers/pool.py", "msgpack.decode"),  # what a worker said
}
OUTSIDE_WORKERS = {
    # Linear in what they get, each with a test in cache/feeds/test_linear.py; they parse nothing.
    ("pullquote.cache.ingest.adding.sources", "pullquote.cache.feeds", "may_be_feed"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.discovery", "customary"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.opml", "write_opml"),
    # Over what comes with Pullquote, and over nothing else.
    ("pullquote.cache.ingest.adding.bundled", "pullquote.cache.annotate", "annotate"),
    ("pullquote.cache.ingest.adding.bundled", "pullquote.cache.feeds.opml", "read_opml"),
    # Numbers and values, not functions.
    ("pullquote.cache.ingest.reannotate", "pullquote.cache.workers.analyze", "ANALYSIS_VERSION"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.discovery", "MOST_DECLARED"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.discovery", "MOST_REQUESTS"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.opml", "Subscription"),
    ("pullquote.cache.ingest.adding.subscribe", "pullquote.cache.feeds.opml", "Subscriptions"),
    ("pullquote.cache.workers.pool", "pullquote.cache.feeds.discovery", "FeedLinks"),
    ("pullquote.cache.workers.pool", "pullquote.cache.feeds.opml", "Subscriptions"),
    ("pullquote.cache.workers.pool", "pullquote.cache.sync.reading", "RESULTS"),
}
"""(who, from where, what): all that processes other than a worker take from the rooms that read foreign text."""
HEAVY = ("textual", "rich", "httpx", "httpcore", "trafilatura", "lxml", "feedparser", "selectolax")


def loaded_by(code: str) -> set[str]:
    """Run ``code`` in a fresh interpreter and give the top-level names it left loaded."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join({{m.partition('.')[0] for m in sys.modules}}))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=WAIT,
    )
    return set(run.stdout.split())


def test_c06_foreign_text_is_read_in_workers_only() -> None:
    taken = set()
    for path in (*CACHE.rglob("*.py"), *(CACHE.parent / "tui").rglob("*.py")):
        if any(path.is_relative_to(CACHE / room) for room in IN_A_WORKER):
            continue
        module = ".".join(("pullquote", *path.relative_to(CACHE.parent).with_suffix("").parts))
        for source, name in imported(ast.parse(path.read_text())):
            if any(f"{source}.{name}.".startswith(f"{room}.") for room in READING):
                taken.add((module, source, name))
    assert taken == OUTSIDE_WORKERS


def test_c06_who_asks_a_server_takes_no_answer_apart() -> None:
    """In ``sync`` the functions of a dialect's ``READ`` may: a worker alone calls them."""
    found = set()
    for room in ASKING:
        place = CACHE / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = path.relative_to(CACHE).as_posix()
            found |= {
                (name, call) for call in parsers_called(ast.parse(path.read_text()), but_by=read_in_a_worker(path))
            }
    assert found == PARSED_THERE


def parsers_called(module: ast.Module, *, but_by: set[str]) -> Iterator[str]:
    """Yield the ``PARSERS`` a module calls, in other functions than some."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef) and node.name in but_by:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = ".".join(ast.unparse(node.func).split(".")[-2:])
            if call in PARSERS:
                yield call
        waiting += ast.iter_child_nodes(node)


def read_in_a_worker(path: Path) -> set[str]:
    """Return the functions of a dialect that read answers: those of ``READ``, and what only they call."""
    if path.parent.name != "sync":
        return set()
    module = ast.parse(path.read_text())
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    calls = {
        name: {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & {*functions}
        for name, node in functions.items()
    }
    read = {
        value.id
        for node in module.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "READ" and isinstance(node.value, ast.Dict)
        for value in node.value.values
        if isinstance(value, ast.Name)
    }
    others = [node for node in module.body if isinstance(node, ast.ClassDef)]
    asking = {n.id for node in others for n in ast.walk(node) if isinstance(n, ast.Name)} & {*functions}
    waiting = sorted(read)
    while waiting:
        more = calls[waiting.pop()] - read
        read |= more
        waiting += sorted(more)
    return read - asking


def imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (from where, what) of each import that runs, wherever it stands."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                waiting += node.orelse
            case ast.ImportFrom():
                assert not node.level, "imports are absolute, so that this test sees them"
                yield from ((str(node.module), name.name) for name in node.names)
            case ast.Import():
                yield from ((name.name, "") for name in node.names)
            case _:
                waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize(
    "module",
    [
        "pullquote.cache.core.article",
        "pullquote.cache.library",
        "pullquote.cache.annotate",
        "pullquote.cache.extract",
        "pullquote.cache.store",
        "pullquote.cache.export.text",
        "pullquote.cache.ingest.adding.bundled",
        "pullquote.tui.actions",
    ],
)
def test_reading_rooms_import_nothing_heavy(module: str) -> None:
    assert not loaded_by(f"import {module}") & set(HEAVY)


@pytest.mark.parametrize(
    "module",
    [
        "fetch",
        "feeds",
        "ingest.refresh.round",
        "ingest.adding.sources",
        "workers.pool",
        "workers.analyze",
        "extract",
        "annotate",
    ],
)
def test_the_cache_never_imports_the_terminal(module: str) -> None:
    assert not loaded_by(f"import pullquote.cache.{module}") & {"textual", "rich", "click"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["list"],
        ["search", "word"],
        ["quotes"],
        ["people"],
        ["shows"],
        ["releases"],
        ["feeds", "list"],
        ["keys"],
        ["paths"],
        ["mcp"],
        ["sync", "status"],
        ["config", "get", "--all"],
    ],
    ids=" ".join,
)
def test_piped_commands_import_no_app_and_no_network(arguments: list[str], tmp_path: object) -> None:
    code = (
        "import sys, io, contextlib\n"
        "sys.stdin = open('/dev/null')\n"
        f"sys.argv = ['pullquote', '--library', {str(tmp_path)!r}, *{arguments!r}]\n"
        "from pullquote.tui.__main__ import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    try:\n"
        "        main()\n"
        "    except SystemExit as end:\n"
        "        assert not end.code, end.code\n"
    )
    assert not loaded_by(code) & set(HEAVY)


def test_the_first_frame_is_drawn_with_what_python_has_loaded() -> None:
    ours = "pullquote.tui.__main__, pullquote.tui.first_frame"
    assert loaded_by(f"import {ours}") - loaded_by("import runpy, errno, gc") <= {"pullquote", "time", "__future__"}


PUT_OFF = {
    "asyncio", "click", "dataclasses", "importlib.util", "inspect", "ipaddress", "json", "locale", "logging",
    "msgspec._json_schema", "msgspec.inspect", "platform", "pullquote.cache.core.calendar",
    "pullquote.cache.core.edition", "pullquote.cache.core.following.followed", "pullquote.cache.core.names.lists",
    "pullquote.cache.export.tables", "shutil", "subprocess", "tempfile", "textwrap", "tomllib", "typing_extensions",
    "zoneinfo",
}  # fmt: skip
"""What the quick commands do without; each takes from a half to thirty milliseconds."""


@pytest.mark.parametrize(
    ("arguments", "most"), [(["show", "1"], 50), (["list", "-n", "20"], 58), (["search", "lamps"], 58)], ids=str
)
def test_the_quick_commands_load_few_modules_and_none_of_those_put_off(
    arguments: list[str], most: int, tmp_path: Path
) -> None:
    with Library.open(tmp_path) as library:
        words = (Paragraph("Lamps of the lane."),)
        library.keep(Article(url="https://x.example/1", title="Lamps", blocks=words, rules=1))
    code = (
        "import sys\n"
        "bare = {*sys.modules}\n"
        f"sys.argv = ['pullquote', '--library', {str(tmp_path)!r}, *{arguments!r}]\n"
        "from pullquote.tui.__main__ import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print(*({*sys.modules} - bare), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=WAIT)
    assert "Lamps" in done.stdout
    loaded = set(done.stderr.split())
    assert not loaded & PUT_OFF
    assert len([name for name in loaded if name.startswith("pullquote")]) <= most


def test_what_is_put_off_is_there_when_it_is_asked_for() -> None:
    code = (
        "import pullquote.cache, platform, msgspec.json, typing, urllib.parse\n"
        "print(platform.python_version())\n"
        "print(urllib.parse.urlsplit('http://[::1]/').path)\n"
        "try: urllib.parse.urlsplit('http://[nowhere]/')\n"
        "except ValueError: print('refused')\n"
        "print(msgspec.json.schema(int), msgspec.inspect.type_info(int).__class__.__name__)\n"
        "print(typing.ForwardRef('int').__forward_arg__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=WAIT)
    assert done.stdout.splitlines() == [platform.python_version(), "/", "refused", "{'type': 'integer'} IntType", "int"]


def test_the_app_loads_no_network_and_no_parser() -> None:
    assert not loaded_by("import pullquote.tui.app") & (set(HEAVY) - {"textual", "rich"})


def test_msgspec_loads_without_typing_extensions_which_stays_importable() -> None:
    assert "typing_extensions" not in loaded_by("import pullquote.cache")
    assert "typing_extensions" in loaded_by("import pullquote.cache, typing_extensions, msgspec")


def test_httpx_loads_without_its_command_line_and_rich() -> None:
    assert not loaded_by("import pullquote.cache.fetch, httpx") & {"rich", "click"}


def test_the_http_library_is_loaded_without_trio_which_may_be_loaded_afterwards(tmp_path: Path) -> None:
    (tmp_path / "trio.py").write_text("")
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
    assert "trio" not in loaded_by(f"{path}import pullquote.cache.fetch.transport")
    assert "trio" in loaded_by(f"{path}import pullquote.cache.fetch.transport, trio")
    assert "trio" in loaded_by(f"{path}import trio; import pullquote.cache.fetch.transport")


def test_a_missing_sniffio_is_searched_for_once_and_an_installed_one_is_used(tmp_path: Path) -> None:
    def found(path: str = "") -> str:
        code = (
            f"import sys\nsys.path.insert(0, {path!r})\nimport pullquote.cache.fetch.transport\n"
            "try: import sniffio; print(sniffio.__file__)\n"
            "except ImportError: print(sys.modules.get('sniffio', 'searched for each time'))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=WAIT)
        return done.stdout.strip()

    if importlib.util.find_spec("sniffio") is None:
        assert found() == "None"
    (tmp_path / "sniffio.py").write_text("")
    assert found(str(tmp_path)) == str(tmp_path / "sniffio.py")


def test_only_one_module_edits_the_table_of_modules() -> None:
    root = Path(__file__).parent.parent
    sources = [file for room in ("cache", "tui") for file in (root / room).rglob("*.py")]
    editing = re.compile(r"sys\.modules(\[[^]]*\] *=[^=]|\.(setdefault|pop|update))|del sys\.modules")
    assert [file.name for file in sources if editing.search(file.read_text("utf-8"))] == ["import_shortcuts.py"]


def test_one_module_knows_the_http_library() -> None:
    root = Path(__file__).parent.parent
    sources = [file for room in ("cache", "tui") for file in (root / room).rglob("*.py")]
    importing = re.compile(r"^\s*(?:import|from)\s+(?:httpx|httpcore|h11|anyio)\b", re.MULTILINE)
    assert [file.name for file in sources if importing.search(file.read_text("utf-8"))] == ["transport.py"]
