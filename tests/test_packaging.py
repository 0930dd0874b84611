"""What goes out of the door: a wheel with one package, its stylesheets and its data."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


def test_the_wheel_holds_one_top_level_package(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name and ".data/" not in name}
    assert tops == {"pullquote"}
    assert [name.split("/", 1)[1] for name in names if ".data/" in name] == ["data/share/man/man1/pullquote.1"]
    assert {"pullquote/cache/core/article.py", "pullquote/tui/app.py", "pullquote/cache/ingest/starter.opml"} <= set(
        names
    )
    assert any(name.endswith(".tcss") for name in names)
    assert any(name.startswith("pullquote/cache/store/migrations/") and name.endswith(".sql") for name in names)
    assert {f"pullquote/{part}/py.typed" for part in ("cache", "tui", "styles")} <= set(names)


def test_the_sdist_holds_the_real_folders_and_no_links(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {member.name.split("/", 1)[1] for member in archive if "/" in member.name}
        assert not [member.name for member in archive if member.issym()]
    assert {
        "tui/app.py",
        "cache/core/article.py",
        "styles/__init__.py",
        "tests/test_packaging.py",
        "README.md",
    } <= names
    assert not [name for name in names if name.startswith(".dev")]


def test_only_the_four_folders_stand_at_the_top() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    tops = {path.split("/")[0] for path in tracked.stdout.splitlines() if "/" in path}
    assert {top for top in tops if not top.startswith(".")} == {"tui", "styles", "cache", "tests"}
