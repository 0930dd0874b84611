"""Every test runs in folders of its own: no settings, library or colours of the person at the keyboard.

The order and the number of processes are chosen here, too, so that all of them end together.
"""

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

if sys.dont_write_bytecode:
    # Every program under test would compile all it imports; beside the sources nothing is written all the same.
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of processes: one more than processors, as tests wait for servers, terminals and locks."""
    return (os.cpu_count() or 1) + 1


settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure() -> None:
    """Hear the signals the programs under test are sent: in the background a shell lets its children ignore some."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGTERM):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests marked ``slow`` first: one of them begun last would run alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def hermetic(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home of its own, and point every folder of Pullquote into it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (("LIBRARY", "library"), ("CACHE", "cache"), ("CONFIG", "config/config.toml")):
        monkeypatch.setenv(f"PULLQUOTE_{name}", str(home / folder))
    for name in ("NO_COLOR", "FORCE_COLOR", "PULLQUOTE_OFFLINE", "PULLQUOTE_FORMAT", "PULLQUOTE_WIDTH", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("TZ", "UTC")
    for name, value in (("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")):
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture(scope="session")
def sample_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a library that holds the sample edition; to be copied."""
    from pullquote.cache.core.settings import Settings
    from pullquote.cache.ingest.adding.bundled import edition
    from pullquote.cache.library import Library

    folder = tmp_path_factory.mktemp("sample") / "library"
    with Library.open(folder, settings=Settings()) as library:
        for article in edition():
            library.keep(article, origin="sample", when=article.published)
    return folder
