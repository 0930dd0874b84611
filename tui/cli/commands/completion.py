"""`pullquote completion`, and what completes names, query words, feeds, settings and files on a command line.

Nothing here writes, asks the network or complains: what cannot be read has no completions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click
from click.shell_completion import CompletionItem

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.paths import LIBRARY_FILE, library_folder
from pullquote.cache.core.query import FIELDS
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

if TYPE_CHECKING:
    from pullquote.cache.library import Library

T = TypeVar("T")
_MOST = 20
_SHELLS = ("bash", "zsh", "fish")


@click.command(
    help="""Print the completion script of a shell: commands, options and their values, names, feeds and settings.

    \b
    Examples:
      pullquote completion bash > ~/.local/share/bash-completion/completions/pullquote
      pullquote completion zsh  > ~/.zfunc/_pullquote
      pullquote completion fish > ~/.config/fish/completions/pullquote.fish

    zsh reads ~/.zfunc if ~/.zshrc says `fpath+=~/.zfunc; autoload -U compinit; compinit`. Without a file,
    `eval "$(pullquote completion bash)"` in ~/.bashrc does too, at the cost of a start of Pullquote a shell."""
)
@click.argument("shell", type=click.Choice(_SHELLS))
@global_options
def completion(options: Options, shell: str) -> None:
    """Print a completion script."""
    from pullquote.tui.cli.commands.shells import script  # lazy: what other commands complete does without

    write(script(shell))


def names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a person, show or other entity."""
    return [CompletionItem(name, help=kind) for name, kind in _known(ctx, incomplete)]


def seen_words(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the show that comes first after `pullquote seen`, and the file after its `import`."""
    if ctx.params.get("words"):
        return files(ctx, parameter, incomplete) if ctx.params["words"][0] == "import" else []
    return [CompletionItem(name, help=kind) for name, kind in _known(ctx, incomplete) if kind == "show"]


def guarded_names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a name to guard; with --off, one that is guarded."""
    if not ctx.params.get("off"):
        return names(ctx, parameter, incomplete)
    wanted = incomplete.strip('"').casefold()
    known = [one for one in _ask(ctx, lambda library: library.guard.guards()) if wanted in one.name.casefold()]
    return [CompletionItem(one.name, help=one.type or "") for one in known[:_MOST]]


def query_words(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a word of a query: a field, one of its few values, or the name behind ``person:`` and its like."""
    if not incomplete:
        return []
    typed, colon, value = incomplete.partition(":")
    field = FIELDS.get(typed)
    if colon and field and field.takes == "entity" and not field.of_quotes:
        found = [(name, kind) for name, kind in _known(ctx, value) if not field.types or kind in field.types]
        return [CompletionItem(f"{typed}:{name}", help=kind) for name, kind in found]
    if colon and field and field.takes == "name":
        wanted = value.strip('"').casefold()
        known = [one for one in _ask(ctx, lambda library: library.values(field.name)) if wanted in one.casefold()]
        return [CompletionItem(f"{typed}:{one}", help=field.meaning) for one in known[:_MOST]]
    words = {
        word: meaning
        for field in FIELDS.values()
        if not field.of_quotes
        for word, meaning in (
            {f"{field.name}:{choice}": meaning for choice, meaning in field.choices.items()}
            or {f"{field.name}:": field.meaning}
        ).items()
    }
    return [CompletionItem(word, help=meaning) for word, meaning in words.items() if word.startswith(incomplete)]


def tagged_articles(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the tags that come first after `pullquote tag`, the last of those between commas; then a query."""
    if ctx.info_name != "tag" or ctx.params.get("words"):
        return query_words(ctx, parameter, incomplete)
    before, comma, last = incomplete.rpartition(",")
    minus = "-" if last.startswith("-") else ""
    wanted = last.removeprefix("-").casefold()
    known = [tag for tag in _ask(ctx, lambda library: library.tags()) if wanted in tag.name.casefold()]
    return [
        CompletionItem(f"{before}{comma}{minus}{tag.name}", help=counted(tag.articles, "article"))
        for tag in known[:_MOST]
    ]


def things_to_follow(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a name, or a word of a query."""
    return query_words(ctx, parameter, incomplete) or names(ctx, parameter, incomplete)


def followed_things(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what is followed: a name, or a query as a whole."""
    wanted = incomplete.strip('"').casefold()
    known = [one for one in _ask(ctx, lambda library: library.following.things()) if wanted in one.title.casefold()]
    return [CompletionItem(one.title, help=one.type) for one in known[:_MOST]]


def feeds(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a feed: by its number, or by a part of its title."""
    wanted = incomplete.casefold()
    known = _ask(ctx, lambda library: library.feeds.listed())
    if incomplete.isdecimal():
        return [CompletionItem(str(one.id), help=one.title) for one in known if str(one.id).startswith(incomplete)]
    return [CompletionItem(one.title, help=one.url) for one in known if one.title and wanted in one.title.casefold()]


def folders(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the folder of feeds."""
    known = {one.folder for one in _ask(ctx, lambda library: library.feeds.listed())}
    return [CompletionItem(folder) for folder in sorted(known) if folder and folder.startswith(incomplete)]


def name_sources(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a list of names that was imported."""
    known = _ask(ctx, lambda library: library.names.lists())
    return [CompletionItem(source) for source in known if source.startswith(incomplete)]


def settings_keys(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the key of a setting."""
    from pullquote.cache.core.settings import Settings, describe  # lazy: only `config` completes keys

    return [
        CompletionItem(key.name, help=key.meaning) for key in describe(Settings()) if key.name.startswith(incomplete)
    ]


def settings_values(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the value of the setting whose key is already there, where it takes one of a few."""
    from pullquote.cache.core.settings import Settings, describe  # lazy: only `config` completes values

    takes = next((key.takes for key in describe(Settings()) if key.name == ctx.params.get("key")), "")
    choices = takes.split(" | ") if " | " in takes else []
    return [CompletionItem(choice) for choice in choices if choice.startswith(incomplete) and " " not in choice]


def files(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave the completion of a file's name to the shell."""
    return [CompletionItem(incomplete, type="file")]


def _known(ctx: click.Context, prefix: str) -> list[tuple[str, EntityType]]:
    """Return names of the library and their types."""
    found = _ask(ctx, lambda library: library.names.complete(prefix.strip('"'), _MOST))
    return [(name.name, name.type) for name in found]


def _ask(ctx: click.Context, question: Callable[[Library], list[T]]) -> list[T]:
    """Return what the library answers that the command line names; nothing where it is not there or cannot be read."""
    contexts = (ctx, ctx.parent, ctx.parent.parent if ctx.parent else None)
    named = next((one.params["library"] for one in contexts if one and one.params.get("library")), None)
    try:
        if not (library_folder(named) / LIBRARY_FILE).exists():
            return []  # opening it would make it
        with Options(library=named).open_library() as library:
            return question(library)
    except (PullquoteError, OSError):
        return []
