"""Completion in bash, zsh and fish: the script each of them reads, and the answers to what the scripts ask.

A script hands over the command line up to the cursor, and gets one completion a line: its type (``plain``, or ``file``
and ``dir``, which the shell completes itself), the word it makes of the one being typed, and what it means, between
tabs. Of click we take how a command line is understood; its own scripts break words at colons, blanks and commas, which
names and queries are full of.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import Any

from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.cli.fast_path import COMPLETION_VARIABLE
from pullquote.tui.cli.output import write

LINE_VARIABLE = "COMP_WORDS"
BREAKS_VARIABLE = "COMP_WORDBREAKS"
_UNSAFE = re.compile(r"[^\w@%+=:,./-]", re.ASCII)
_ASSIGNED = re.compile(r"--[\w-]+=")

_BASH = """\
%(complete_func)s() {
    local line="${COMP_LINE:0:COMP_POINT}" type word meaning
    COMPREPLY=()
    while IFS=$'\\t' read -r type word meaning; do
        case $type in
            dir) compopt -o dirnames 2>/dev/null ;;
            file) compopt -o default 2>/dev/null ;;
            plain) COMPREPLY+=("$word") ;;
        esac
        [[ $type == plain && $word == *: ]] && compopt -o nospace 2>/dev/null
    done < <(COMP_WORDS="$line" COMP_WORDBREAKS="$COMP_WORDBREAKS" %(complete_var)s=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null || complete -F %(complete_func)s %(prog_name)s
"""
_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local line type word meaning
    local -a found open
    for line in "${(@f)$(COMP_WORDS="${words[1,CURRENT]}" %(complete_var)s=zsh_complete ${~words[1]} 2>/dev/null)}"; do
        type="${line%%%%$'\\t'*}" line="${line#*$'\\t'}"
        word="${line%%%%$'\\t'*}" meaning="${line#*$'\\t'}"
        case $type in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            plain)
                if [[ $word == *: ]]; then
                    open+=("${word//:/\\\\:}${meaning:+:$meaning}")
                else
                    found+=("${word//:/\\\\:}${meaning:+:$meaning}")
                fi ;;
        esac
    done
    (( $#found )) && _describe -V '%(prog_name)s' found -U
    (( $#open )) && _describe -V '%(prog_name)s' open -U -S ''
}

if [[ $funcstack[1] == %(complete_func)s ]]; then  # read as the file of this name, to complete at once
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
_FISH = """\
function %(complete_func)s
    set -l program (commandline -po)[1]
    for line in (COMP_WORDS=(commandline -cp | string collect) %(complete_var)s=fish_complete $program 2>/dev/null)
        set -l item (string split -m 2 \\t -- $line)
        switch $item[1]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
            case plain
                printf '%%s\\t%%s\\n' $item[2] $item[3]
        end
    end
end

complete --command %(prog_name)s --no-files --keep-order --arguments "(%(complete_func)s)"
"""


class _Shell(ShellComplete):
    """What the three have in common."""

    typed = ""
    """The word before the cursor, without its quotes."""
    before = ""
    """The part of it that completions lack: the option in ``--option=value``."""

    @property
    def func_name(self) -> str:
        """The name of the script's function: in zsh that of the file it is read from."""
        return "_pullquote"

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one being typed, without the program's name, and that one.

        It is the word that a further letter would belong to.
        """
        *words, typed = split_arg_string(os.environ.get(LINE_VARIABLE, "") + "x")
        self.typed = typed[:-1]
        if assigned := _ASSIGNED.match(self.typed):
            self.before = assigned[0]
        return words[1:], self.typed

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a completion as a line for the script."""
        word = self.word(self.before + clean_line(str(item.value)))
        return f"{item.type}\t{word}\t{clean_line(item.help or '')}"

    def word(self, word: str) -> str:
        """Return ``word`` as the shell is to take it."""
        return word


class Bash(_Shell):
    """Bash takes a word as it is to stand on the line, without what stands before the last break of words."""

    name = "bash"
    source_template = _BASH

    def word(self, word: str) -> str:
        """Escape ``word`` unless a quote is open, and leave out what readline takes for words of their own."""
        breaks = os.environ.get(BREAKS_VARIABLE, ":=")
        kept = max((self.typed.rfind(sign) + 1 for sign in ":=" if sign in breaks), default=0)
        if word.startswith(self.typed[:kept]):
            word = word[kept:]
        try:
            shlex.split(os.environ.get(LINE_VARIABLE, ""))
        except ValueError:  # a quote is open
            return word
        return _UNSAFE.sub(r"\\\g<0>", word)


class Zsh(_Shell):
    """Zsh quotes by itself."""

    name = "zsh"
    source_template = _ZSH


class Fish(_Shell):
    """Fish quotes by itself."""

    name = "fish"
    source_template = _FISH


SHELLS: dict[str, type[_Shell]] = {shell.name: shell for shell in (Bash, Zsh, Fish)}


def script(shell: str) -> str:
    """Return the completion script of ``shell``."""
    return _shell(shell).source()


def answer(instruction: str) -> int:
    """Answer a script that has set ``COMPLETION_VARIABLE`` to ``instruction``; return the exit code.

    ``bash_complete`` asks for completions, ``bash_source`` for the script itself.
    """
    shell, _, wish = instruction.partition("_")
    if shell not in SHELLS or wish not in ("source", "complete"):
        return 2
    if wish == "source":
        write(script(shell))
    elif found := _shell(shell).complete():
        write(f"{found}\n")
    return 0


def _shell(name: str) -> _Shell:
    from pullquote.tui.cli.commands import cli  # here, because that module imports this one

    return SHELLS[name](cli, {}, "pullquote", COMPLETION_VARIABLE)
