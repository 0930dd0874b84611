"""config.toml: typed, documented, and with errors that name the line."""

from pathlib import Path

import click
import pytest

from pullquote.cache.core.errors import SettingsError
from pullquote.cache.core.order import Order
from pullquote.cache.core.settings import Settings, describe
from pullquote.tui.cli.commands import articles

FILE = Path("config.toml")


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "absent.toml") == Settings()


def test_a_file_may_hold_only_some_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[reading]\nwidth = 66\n[keys]\n"article.star" = "f,*"\n', encoding="utf-8")
    settings = Settings.load(path)
    assert settings.reading.width == 66
    assert settings.keys == {"article.star": "f,*"}
    assert settings.refresh == Settings().refresh


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[reading]\n\nwidth = 7\n", "config.toml, line 3: `reading.width` takes a whole number, 40 to 120"),
        ("[refresh]\nparallel = 'a'\n", "config.toml, line 2: `refresh.parallel` takes a whole number, 1 to 64"),
        ("refresh.parallel = 900\n", "config.toml, line 1: `refresh.parallel` takes"),
        ("[reading]\nwidht = 60\n", "config.toml, line 2: there is no key `reading.widht`"),
        ("[bogus]\n", "config.toml, line 1: there is no key `bogus`"),
        ("[list]\norder = 'sideways'\n", "newest | oldest"),
        ("[keys]\nquit = 3\n", "takes keys as text"),
        ("x = [\n", "not valid TOML"),
        ("[reading]\nwidth = 80\nwidth = 81", "not valid TOML: A key is set twice (at its end, line 3)."),
    ],
)
def test_errors_name_file_line_and_key(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.parse(text, FILE)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"), [("[reading]\nwidth = 66\nmotion = false\n", 3), ("reading.motion = 'x'\nreading.width = 66", 1)]
)
def test_a_key_that_means_nothing_any_more_is_read_over_with_a_word(text: str, line: int) -> None:
    settings = Settings.parse(text, FILE)
    assert settings.reading.width == 66
    assert settings.notices == (
        f"config.toml, line {line}: `reading.motion` means nothing any more; you can remove it.",
    )
    assert "reading.motion" not in {key.name for key in describe(settings)}


@pytest.mark.parametrize("text", ["notices = ['x']\n", "site_rules = '/x'\n"])
def test_what_a_file_does_not_hold_cannot_be_set_in_it(text: str) -> None:
    with pytest.raises(SettingsError, match="there is no key"):
        Settings.parse(text, FILE)


@pytest.mark.parametrize("order", list(Order))
def test_every_order_of_the_list_is_a_setting_an_option_and_has_its_words(order: Order) -> None:
    assert Settings.parse(f'[list]\norder = "{order}"\n', FILE).list.order is order
    (option,) = (parameter for parameter in articles.list.params if parameter.name == "order")
    assert isinstance(option, click.Option)
    assert isinstance(option.type, click.Choice)
    assert order.value in option.type.choices
    assert order.words in str(option.help)
    (key,) = (key for key in describe(Settings()) if key.name == "list.order")
    assert order.value in key.takes.split(" | ")


def test_bytes_that_are_not_text_are_an_error_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="Mend or remove"):
        Settings.load(path)


def test_a_path_that_leads_through_a_file_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(SettingsError) as caught:
        Settings.load(tmp_path / "home" / "pullquote" / "config.toml")
    assert str(caught.value) == (
        f"{tmp_path / 'home'} is a file, not a folder. Name another with --config or $PULLQUOTE_CONFIG."
    )


def test_every_key_is_documented() -> None:
    keys = describe(Settings())
    assert len(keys) > 20
    assert all(key.meaning.endswith(".") for key in keys)
    assert len({key.name for key in keys}) == len(keys)


@pytest.mark.parametrize(("old", "new"), [("true", "auto"), ("false", "none")])
def test_an_older_key_for_pictures_is_read_and_its_successor_named(tmp_path: Path, old: str, new: str) -> None:
    settings = Settings.parse(f"[reading]\nwidth = 66\npictures = {old}\n", tmp_path / "config.toml")
    assert settings.reading.images == new
    (notice,) = settings.notices
    assert f'images = "{new}"' in notice
    assert "line 3" in notice
    both = Settings.parse(f'[reading]\npictures = {old}\nimages = "blocks"\n', tmp_path / "config.toml")
    assert both.reading.images == "blocks"
