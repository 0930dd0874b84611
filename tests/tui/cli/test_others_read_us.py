"""Other people's programs read what we write: sfeed our rows, a JSON Schema validator our articles."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

PROGRAM = [sys.executable, "-m", "pullquote.tui"]
PAGES = Path(__file__).parents[4] / "shared" / "corpus" / "pages"


@pytest.fixture(autouse=True)
def library(hermetic: Path, sample_edition: Path) -> None:
    shutil.copytree(sample_edition, hermetic / "library")


def run(*arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [*PROGRAM, *arguments], input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(run("schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_accepts_every_sample(validator: jsonschema.Draft202012Validator) -> None:
    lines = run("export", "-o", "-", "--jsonl").splitlines()
    assert len(lines) == 6
    for line in lines:
        validator.validate(json.loads(line))


def test_the_schema_refuses_what_is_no_article(validator: jsonschema.Draft202012Validator) -> None:
    assert not validator.is_valid({"schema": 1, "title": 3})
    assert not validator.is_valid({"blocks": [{"type": "nonsense"}]})


@pytest.mark.slow
@pytest.mark.skipif(not PAGES.is_dir(), reason="the corpus is not beside the checkout")
def test_the_schema_accepts_every_article_of_the_corpus(
    validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    answers = [json.loads(line) for line in run("extract", "--files-from", "-", "--jsonl", stdin=_jobs()).splitlines()]
    assert len(answers) > 200
    articles = [answer for answer in answers if "error" not in answer]
    assert len(articles) > 0.98 * len(answers)
    for article in articles:
        validator.validate(article)


def _jobs() -> str:
    def lines() -> Iterator[str]:
        for line in (PAGES / "truth.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield f"{PAGES / record['html']}\t{record['url'] or ''}\n"

    return "".join(lines())


@pytest.mark.skipif(not shutil.which("sfeed_plain"), reason="sfeed is not installed")
def test_sfeed_plain_reads_our_rows() -> None:
    read = subprocess.run(
        ["sfeed_plain"], input=run("list"), capture_output=True, text=True, encoding="utf-8", check=True
    )
    lines = read.stdout.splitlines()
    assert len(lines) == 6
    assert any("Harbour Lights Season 2" in line and "https://samples.example/" in line for line in lines)
