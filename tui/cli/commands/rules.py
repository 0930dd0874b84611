"""`pullquote rules`: what is done by itself with articles that answer a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.paths import config_file
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.tui.cli.commands.options import global_options, listing_group
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import name_cell, print_rows

if TYPE_CHECKING:
    from pullquote.cache.core.rules import Rule, RuleOutcome


@listing_group(
    "list",
    help="""List and run the rules of config.toml. A rule has a query, and says what is done with each article that
    answers it: read, star, later (the reading list), tag, mute (left out of lists), notify. It is done once, when the
    article arrives; `run` does it with all articles that are here. Without a command, list the rules.

    \b
    In config.toml (`pullquote config path` says where):
      [[rules]]
      name = "Awards"
      query = "oscars OR emmys"
      tag = ["awards", "to review"]
      later = true""",
    short_help="List and run rules: what is done with articles by itself.",
)
def rules() -> None:
    """Group the commands for rules."""


@rules.command("list", help="List the rules with what each does, in the order in which they are run.")
@global_options
def listing(options: Options) -> None:
    """List rules."""
    if not print_rows(options.settings().rules, tables.RULES, options, line=_line):
        _say_none(options)


@rules.command(
    help="""Run the rules on all articles that are here, in one step that undo takes back; say what each did.

    \b
    Examples:
      pullquote rules run --dry-run          only say what would be done
      pullquote rules run"""
)
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be done.")
@global_options
def run(options: Options, dry_run: bool) -> None:
    """Run rules."""
    with options.open_library(write=not dry_run) as library:
        if not library.settings.rules:
            _say_none(options)
            return
        outcomes = library.run_rules(dry_run=dry_run)
    print_rows(outcomes, tables.OUTCOMES, options, line=lambda outcome: _outcome(outcome, dry_run))
    if not dry_run and any(outcome.changed for outcome in outcomes):
        options.say("`pullquote undo` takes it back.")


def _line(rule: Rule) -> str:
    rest = f" {clean_line(', '.join(rule.actions))}"
    return name_cell(rule.title, 40, rest) + rest


def _outcome(outcome: RuleOutcome, dry_run: bool) -> str:
    matched = counted(outcome.matched, "article")
    changed = f"{outcome.changed:,} {'would change' if dry_run else 'changed'}"
    rest = f" {matched} found, {changed}: {clean_line(', '.join(outcome.rule.actions))}"
    return name_cell(outcome.rule.title, 40, rest) + rest


def _say_none(options: Options) -> None:
    options.say(
        f"There are no rules yet. `pullquote rules --help` shows how to write one in {config_file(options.config)}."
    )
