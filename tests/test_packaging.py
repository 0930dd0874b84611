"""What goes out of the door, and what a checkout, a zip download and an unpacked sdist install and run."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import pullquote
import pullquote.cache
import pullquote.tui

from .waiting import WAIT

ROOT = Path(__file__).parents[1]
PLAIN_FILES = ("__init__.py", "py.typed")
SAID = "A Headline\n\n“It is a short sentence, but it is mine and I mean it,” Anna Brook said.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=WAIT,
    )
    return folder


def test_the_wheel_holds_one_top_level_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name and ".data/" not in name}
    assert tops == {"pullquote"}
    assert [name.split("/", 1)[1] for name in names if ".data/" in name] == ["data/share/man/man1/pullquote.1"]
    assert {"pullquote/__init__.py", "pullquote/py.typed"} <= set(names)
    assert {"pullquote/cache/core/article.py", "pullquote/tui/app.py"} <= set(names)
    assert "pullquote/cache/ingest/adding/starter.opml" in names
    assert any(name.endswith(".tcss") for name in names)
    assert any(name.startswith("pullquote/cache/store/migrations/") and name.endswith(".sql") for name in names)
    assert {f"pullquote/{part}/py.typed" for part in ("cache", "tui", "styles")} <= set(names)


def test_the_sdist_holds_the_real_folders_and_no_links(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {member.name.split("/", 1)[1] for member in archive if "/" in member.name}
        assert not [member.name for member in archive if member.issym()]
    assert {"tui/app.py", "cache/core/article.py", "styles/__init__.py"} <= names
    assert {"tests/test_packaging.py", "README.md"} <= names
    assert {name for name in names if name.startswith(".dev")} == {f".dev/pullquote/{x}" for x in PLAIN_FILES}


def test_only_the_four_folders_stand_at_the_top() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    tops = {path.split("/")[0] for path in tracked.stdout.splitlines() if "/" in path}
    assert {top for top in tops if not top.startswith(".")} == {"tui", "styles", "cache", "tests"}


def test_what_is_tested_is_this_tree_and_no_other() -> None:
    assert list(pullquote.__path__) == [str(ROOT)]
    assert Path(pullquote.cache.__file__) == ROOT / "cache" / "__init__.py"
    assert Path(pullquote.tui.__file__) == ROOT / "tui" / "__init__.py"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has pip and what Pullquote depends on, and no Pullquote."""
    venv = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, capture_output=True, timeout=WAIT)
    packages, scripts = (
        Path(sysconfig.get_path(kind, "venv", {"base": str(venv), "platbase": str(venv)}))
        for kind in ("purelib", "scripts")
    )
    # Folders named in a .pth file are searched, but .pth files in them are not read: one of those names this checkout.
    packages.joinpath("dependencies.pth").write_text("\n".join(path for path in sys.path if path.endswith("-packages")))
    return scripts / "python"


def install(python: Path, *what: str) -> None:
    """Install without asking an index, over what an earlier test installed."""
    command = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation", *what]
    installed = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    assert installed.returncode == 0, installed.stderr


def assert_runs(python: Path, folder: Path) -> None:
    """Ask the installed program for its version, and for the quotation in a text, which a worker process reads."""
    program = python.parent / "pullquote"
    assert pullquote.cache.__version__ in run([program, "--version"], folder)
    (quote,) = json.loads(run([program, "extract", "-", "--json"], folder, SAID))["quotes"]
    assert quote["speaker"] == "Anna Brook"


def run(command: list[Path | str], folder: Path, given: str = "") -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, input=given, env=environment, capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("way", ["editable", "plain"])
@pytest.mark.parametrize("links", ["missing", "as text files"])
def test_a_download_without_symbolic_links_installs_and_runs(
    python: Path, tmp_path: Path, way: str, links: str
) -> None:
    checkout = tmp_path / "checkout"
    for name in (".dev", "cache", "styles", "tui"):
        shutil.copytree(ROOT / name, checkout / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    for file in (checkout / ".dev" / "pullquote").iterdir():
        if file.is_symlink():
            target = file.readlink()
            file.unlink()
            if links == "as text files":
                file.write_text(str(target))
    install(python, *(["-e"] if way == "editable" else []), str(checkout))
    assert_runs(python, tmp_path)


@pytest.mark.slow
def test_an_unpacked_sdist_installs_runs_and_tests_itself(built: Path, python: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    install(python, "-e", str(unpacked))
    assert_runs(python, tmp_path)
    test = f"{Path(__file__).relative_to(ROOT)}::{test_what_is_tested_is_this_tree_and_no_other.__name__}"
    assert "1 passed" in run([python, "-m", "pytest", "-p", "no:cacheprovider", "-n0", test], unpacked)


def test_a_commit_is_checked_by_the_ruff_of_the_checks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (ruff,) = [line for line in project["optional-dependencies"]["dev"] if line.startswith("ruff")]
    hooks = ROOT / ".pre-commit-config.yaml"
    if not hooks.exists():
        pytest.skip("not a checkout")
    assert hooks.read_text().count(f'"{ruff}"') == hooks.read_text().count("id: ruff")
