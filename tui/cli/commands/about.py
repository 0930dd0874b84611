"""`pullquote about`."""

from __future__ import annotations

import click

from pullquote.cache.core.about import About
from pullquote.cache.core.errors import UsageError
from pullquote.cache.export import about as export
from pullquote.tui.cli.commands.completion import names as complete_names
from pullquote.tui.cli.commands.options import GIVEN, Number, global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import refuse_fields, write
from pullquote.tui.services.library.about import about as gather
from pullquote.tui.services.library.about import lacking, named


@click.command(
    help="""Print what is known of works, people and groups: what articles say, and apart from that what catalogues
    say, with their source. NAME is a name, a part of one, or its number.

    \b
    Examples:
      pullquote about "Jessica Jones"
      pullquote about ritter --json | jq '.catalogue[].works[].title'
      pullquote about "Jessica Jones" --format md > jones.md""",
    short_help="Print what is known of a work, person or group.",
)
@click.argument("names", nargs=-1, required=True, type=GIVEN, metavar="NAME...", shell_complete=complete_names)
@click.option("-n", "--limit", type=Number(1), metavar="N", default=10, show_default=True,
              help="At most N quotations and articles of each.")  # fmt: skip
@global_options
def about(options: Options, names: tuple[str, ...], limit: int) -> None:
    """Print what is known of names."""
    form = options.format_for("text")
    if form not in ("text", "md", "json", "jsonl"):
        raise UsageError(f"What is known of a name has no {form} form. Choose text, md, json or jsonl.")
    refuse_fields(options, "What is known of a name")
    with options.open_library() as library:
        found = [gather(library, named(library, name), limit, articles=limit) for name in names]
        use = library.settings.catalogue.use
    if form == "json":
        write(export.about_json(found))
        return
    for place, one in enumerate(found):
        write(_written(one, form, options) if form == "jsonl" or not place else "\n" + _written(one, form, options))
    if form == "text" and len(found) == 1 and (hint := lacking(found[0], use)):
        options.say(hint)


def _written(one: About, form: str, options: Options) -> str:
    if form == "jsonl":
        return export.about_jsonl(one)
    return export.about_markdown(one) if form == "md" else export.about_text(one, width=options.line_width())
