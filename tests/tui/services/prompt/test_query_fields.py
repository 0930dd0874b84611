"""The fields of the query language: known to the parser, offered with what they can find, and written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.query import FIELDS, Field, QueryField, Time, parse
from pullquote.cache.core.results import EntityRow
from pullquote.cache.library import Library
from pullquote.tui.cli.commands.completion import query_words
from pullquote.tui.cli.commands.query import QUERY_HELP
from pullquote.tui.services.prompt.completion import complete

README = Path(__file__).parents[4] / "README.md"
OF_LISTS = [field for field in FIELDS.values() if not field.of_quotes]


def named(*kinds: EntityType) -> list[EntityRow]:
    return [EntityRow(id=number, name=f"Quill {kind}", type=kind) for number, kind in enumerate(kinds, 1)]


def offered(line: str, names: Sequence[EntityRow] = (), *, of_quotes: bool = False) -> list[tuple[str, str]]:
    found = complete(line, lambda prefix: names, lambda field: ["The Lantern"], of_quotes=of_quotes)
    return [(completion.label, completion.note) for completion in found]


@pytest.mark.parametrize("field", OF_LISTS, ids=lambda field: field.name)
def test_each_field_is_of_the_language(field: QueryField, tmp_path: Path) -> None:
    for written in field.written:
        (node,) = parse(written).nodes
        assert isinstance(node, Field | Time)
        assert node.name == field.name
        with Library.open(tmp_path) as library:
            assert library.ids(written) is not None
            assert written not in library.explain(written)


@pytest.mark.parametrize("field", OF_LISTS, ids=lambda field: field.name)
def test_each_field_is_offered_by_its_beginning_with_a_note(field: QueryField) -> None:
    assert f"{field.name}:" in dict(offered(field.name[:2]))
    assert dict(offered(field.name))[f"{field.name}:"]


def test_each_value_is_offered_with_what_it_means() -> None:
    assert offered("is:sa") == [("sample", "of the sample edition")]
    for field in OF_LISTS:
        if field.takes == "choice":
            assert dict(offered(f"{field.name}:")) == field.choices


def test_only_names_a_field_can_find_are_offered_behind_it() -> None:
    names = named("person", "show", "film", "franchise", "character", "organization")
    for field in OF_LISTS:
        if field.takes == "entity":
            fitting = [name.name for name in names if not field.types or name.type in field.types]
            assert [label for label, _ in offered(f"{field.name}:qui", names)] == fitting


def test_by_is_offered_for_quotes_and_is_no_field_of_a_list_of_articles() -> None:
    names = named("person", "show")
    assert "by:" in dict(offered("b", of_quotes=True))
    assert [label for label, _ in offered("by:q", names, of_quotes=True)] == ["Quill person"]
    assert "by:" not in dict(offered("b"))
    assert offered("by:q", names) == []
    with pytest.raises(QueryError, match="did you mean person:quill"):
        parse("by:quill")


def test_the_shell_completes_every_field_and_its_values() -> None:
    def completed(word: str) -> dict[str, str | None]:
        context = click.Context(click.Command("list"))
        return {item.value: item.help for item in query_words(context, click.Argument(["query"]), word)}

    assert completed("is:sa") == {"is:sample": "of the sample edition"}
    for field in FIELDS.values():
        assert bool(completed(field.name)) != field.of_quotes


def test_help_and_readme_name_each_field_and_no_other() -> None:
    passage = README.read_text("utf-8").partition("A query is words")[2].partition("\n\n")[0]
    for text, known in ((passage, list(FIELDS.values())), (QUERY_HELP, OF_LISTS)):
        found = dict.fromkeys(re.findall(r"\b([a-z]+):(?=\S)", text))
        assert set(found) == {field.name for field in known}
        choices = set(re.findall(r"\b(?:is|has):[a-z]+", text))
        assert choices == {written for field in known if field.choices for written in field.written}


def test_the_help_fits_a_terminal_of_80_columns() -> None:
    assert max(map(len, QUERY_HELP.splitlines())) < 80
