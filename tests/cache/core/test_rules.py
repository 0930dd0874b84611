"""Rules in `config.toml`: what they say, and what is said of one that cannot be used, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.cache.core.errors import SettingsError
from pullquote.cache.core.rules import Rule
from pullquote.cache.core.settings import Settings

FILE = Path("/somewhere/config.toml")
TWO = """\
[reading]
width = 66

[[rules]]
name = "Awards"
query = "oscars OR emmys"
tag = ["awards", " to  review "]
later = true

[[rules]]   # noise
query = 'outlet:"The Lantern" -has:quote'
read = true
mute = true
tag = "noise"

[list]
by_day = false
"""


def test_rules_are_read_in_their_order_beside_everything_else() -> None:
    settings = Settings.parse(TWO, FILE)
    assert settings.rules == (
        Rule(name="Awards", query="oscars OR emmys", tag=("awards", "to review"), later=True),
        Rule(query='outlet:"The Lantern" -has:quote', read=True, mute=True, tag=("noise",)),
    )
    assert [rule.title for rule in settings.rules] == ["Awards", 'outlet:"The Lantern" -has:quote']
    assert [rule.actions for rule in settings.rules] == [
        ("later", "tag awards", "tag to review"),
        ("read", "mute", "tag noise"),
    ]
    assert (settings.reading.width, settings.list.by_day) == (66, False)


def test_no_rules_are_none() -> None:
    assert Settings.parse("[list]\nby_day = true\n", FILE).rules == ()
    assert Settings().rules == ()


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("[[rules]]\nquery = 'x'\nstarr = true\n", 3, "did you mean `star`?"),
        ("[[rules]]\nquery = 'x'\nsound = true\n", 3, "a rule has name, query, read"),
        ("[[rules]]\nquery = 'is:unred'\nstar = true\n", 2, "There is no is:unred, did you mean is:unread?"),
        ("[[rules]]\nstar = true\n", 1, "a rule needs a `query`"),
        ("[[rules]]\nquery = '  '\nstar = true\n", 2, "a rule needs a `query`"),
        ("[[rules]]\nquery = 'x'\n", 2, "this rule does nothing; give it one of read, star"),
        ("[[rules]]\nquery = 'x'\nstar = false\n", 2, "this rule does nothing"),
        ("[[rules]]\nquery = 'x'\nstar = 'yes'\n", 3, "`star` of a rule takes true or false"),
        ("[[rules]]\nquery = 3\nstar = true\n", 2, "`query` of a rule takes text"),
        ("[[rules]]\nquery = 'x'\ntag = ['a', '']\n", 3, "`tag` of a rule takes a tag, or a list of tags"),
        ("[[rules]]\nquery = 'x'\ntag = [1]\n", 3, "`tag` of a rule takes"),
        ("rules = 'x'\n", None, "`rules` is a list of tables"),
        ("[rules]\nquery = 'x'\n", None, "each under a line [[rules]]"),
        ("rules = [{query = 'x'}]\n", None, "this rule does nothing"),
    ],
)
@pytest.mark.parametrize("first", ["", TWO])
def test_what_is_wrong_with_a_rule_is_said_with_its_line(wrong: str, line: int | None, said: str, first: str) -> None:
    if first and "[[rules]]" not in wrong:
        pytest.skip("no valid TOML")
    with pytest.raises(SettingsError) as caught:
        Settings.parse(first + wrong, FILE)
    sentence = str(caught.value)
    assert said in sentence
    place = f"{FILE}, line {line + first.count(chr(10))}: " if line else f"{FILE}: "
    assert sentence.startswith(place)
    assert sentence.endswith((".", "?"))
