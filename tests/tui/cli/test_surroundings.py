"""Whatever the program is handed or stands in: a right sentence, the right exit code, no traceback and no escape."""

from __future__ import annotations

import errno
import gc
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from pullquote.tui.__main__ import main

from ...waiting import WAIT

ESCAPE = "\x1b]0;OWNED\x07\x1b[31m\x9b2J\u202e"
PROGRAM = [sys.executable, "-m", "pullquote.tui"]
TYPED = [
    ["config", "get", ESCAPE],
    ["config", "set", ESCAPE, "1"],
    ["config", "set", "reading.width", ESCAPE],
    ["config", "set", "keys", ESCAPE],
    ["list", "--fields", ESCAPE],
    ["list", "--format", ESCAPE],
    ["list", "--order", ESCAPE],
    ["list", "-n", ESCAPE],
    ["list", f"--{ESCAPE}"],
    ["list", f"is:{ESCAPE}"],
    ["search", "--explain", ESCAPE],
    ["show", ESCAPE],
    ["show", "1", "--links", ESCAPE],
    ["open", ESCAPE],
    [ESCAPE],
    ["manual", ESCAPE],
    ["completion", ESCAPE],
    ["star", ESCAPE],
    ["follow", ESCAPE],
    ["refresh", ESCAPE],
    ["feeds", ESCAPE],
    ["feeds", "remove", ESCAPE],
    ["feeds", "import", ESCAPE],
    ["feeds", "add", ESCAPE],
    ["feeds", "export", f"/nowhere/{ESCAPE}"],
    ["add", ESCAPE],
    ["extract", ESCAPE],
    ["extract", "--files-from", ESCAPE],
    ["export", "-o", f"/proc/{ESCAPE}"],
    ["export", "-o", "-", "--name", ESCAPE],
    ["--library", f"/proc/{ESCAPE}", "list"],
    ["--library", f"/proc/{ESCAPE}", "doctor"],
    ["--config", f"/proc/self/status/{ESCAPE}", "config", "check"],
    ["--config", f"/nowhere/{ESCAPE}", "config", "check"],
    ["--config", f"/nowhere/{ESCAPE}", "config", "path"],
    ["--config", f"/nowhere/{ESCAPE}", "paths"],
]
IN_VARIABLES = ["FORMAT", "WIDTH", "COLOR", "OFFLINE", "QUIET", "LIBRARY", "CONFIG", "CACHE"]


@pytest.fixture(autouse=True)
def place(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, beside a library that holds the sample edition."""
    shutil.copytree(sample_edition, hermetic / "library")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(
    arguments: list[str] | list[bytes], *, shell: str = '"$@"', drop: str = "", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program within a line of shell, in which ``"$@"`` is the program and its arguments."""
    environment = {name: value for name, value in os.environ.items() if name not in drop.split()}
    return subprocess.run(
        ["bash", "-c", shell, "bash", *PROGRAM, *arguments],
        env={**environment, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=WAIT,
        check=False,
    )


def assert_clean(done: subprocess.CompletedProcess[bytes]) -> None:
    """Nothing that a terminal would act on, and no traceback."""
    for stream in (done.stdout, done.stderr):
        text = stream.decode("utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), text
        assert "Traceback" not in text


@pytest.mark.parametrize("arguments", TYPED, ids=lambda arguments: " ".join(arguments).replace(ESCAPE, "X"))
def test_c01_a_users_own_words_are_cleaned(arguments: list[str]) -> None:
    assert_clean(run(arguments, PULLQUOTE_OFFLINE="1"))


@pytest.mark.parametrize("name", IN_VARIABLES)
@pytest.mark.parametrize("arguments", [["list"], ["paths"], ["quotes"], ["config", "path"]], ids=" ".join)
def test_c01_what_a_variable_holds_is_cleaned(arguments: list[str], name: str) -> None:
    assert_clean(run(arguments, **{f"PULLQUOTE_{name}": f"/proc/{ESCAPE}"}))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([b"show", b"\xff\xfe"], 1),
        ([b"list", b"\xff\xfe"], 2),
        ([b"\xff"], 2),
        ([b"config", b"get", b"\xff"], 2),
        ([b"config", b"set", b"open.browser", b"\xff"], 2),
        ([b"extract", b"/nowhere/\xff"], 1),
        ([b"--library", b"/proc/\xff", b"list"], 6),
    ],
)
def test_arguments_that_are_no_utf_8(arguments: list[bytes], code: int) -> None:
    done = run(arguments)
    assert_clean(done)
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("value", ["99999999999", "9" * 30, "9" * 5000, "-5", "0", "wide", ""])
@pytest.mark.parametrize("arguments", [["list", "--format", "text"], ["quotes", "--format", "text"], ["--help"]])
def test_any_size_of_the_terminal(arguments: list[str], value: str, name: str) -> None:
    done = run(arguments, **{name: value})
    assert (done.returncode, done.stderr) == (0, b"")
    assert max(map(len, done.stdout.decode().splitlines())) <= 1000


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-n"],
        ["search", "the", "-n"],
        ["quotes", "-n"],
        ["people", "-n"],
        ["show", "1", "--width"],
        ["feeds", "set", "1", "--interval"],
        ["feeds", "set", "1", "--keep-days"],
        ["config", "set", "keep.days"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000], ids=["20 digits", "5000 digits"])
def test_a_number_beyond_all_bounds(arguments: list[str], number: str) -> None:
    done = run([*arguments, number])
    assert_clean(done)
    assert done.returncode in (1, 2)
    assert done.stderr


@pytest.mark.parametrize("command", ["config check", "config set reading.width 66", "refresh", "list --order oldest"])
@pytest.mark.parametrize("config", ["/dev/zero", "/dev/full", "pipe", "folder", "large", "/dev/stdin"])
def test_a_config_that_is_no_file(config: str, command: str, place: Path) -> None:
    os.mkfifo(place / "pipe")
    (place / "folder").mkdir()
    with (place / "large").open("wb") as large:
        large.truncate(1 << 40)
    done = run(["--config", config, *command.split()], shell='"$@" < /dev/zero')
    if command == "list --order oldest":
        return  # which asks no setting
    assert_clean(done)
    assert done.returncode == 1
    assert done.stderr.startswith(f"pullquote: Cannot read {config}: it is ".encode())
    assert done.stderr.count(b"\n") == 1


def test_a_device_is_never_replaced_by_a_file(place: Path) -> None:
    (place / "config.toml").symlink_to("elsewhere.toml")
    (place / "elsewhere.toml").write_text("[reading]\n")
    assert run(["--config", "config.toml", "config", "set", "reading.width", "66"]).returncode == 0
    assert (place / "config.toml").is_symlink()
    assert "66" in (place / "elsewhere.toml").read_text()
    os.mkfifo(place / "pipe")
    done = run(["feeds", "export", "pipe"], shell='"$@" & cat pipe; wait $!')
    assert (done.returncode, done.stdout[:5]) == (0, b"<?xml")
    assert (place / "pipe").is_fifo()


@pytest.mark.parametrize("arguments", [["feeds", "import"], ["add"], ["extract"], ["open"]], ids=" ".join)
@pytest.mark.parametrize("source", ["/dev/zero", "-"])
def test_an_endless_source_is_given_up(arguments: list[str], source: str) -> None:
    done = run([*arguments, source], shell='"$@" < /dev/zero')
    assert_clean(done)
    assert done.returncode == 1
    assert b"larger than 32 MB" in done.stderr


@pytest.mark.parametrize("value", ["/nowhere/ca.pem", "/etc/passwd", "/dev/null"])
@pytest.mark.parametrize("arguments", [["extract"], ["add"], ["feeds", "add"]], ids=" ".join)
def test_certificates_that_cannot_be_read(arguments: list[str], value: str) -> None:
    done = run([*arguments, "https://127.0.0.1:9/"], SSL_CERT_FILE=value)
    assert_clean(done)
    assert done.returncode == 1
    assert b"$SSL_CERT_FILE" in done.stderr


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy"])
def test_a_proxy_in_the_environment_is_not_asked(name: str) -> None:
    done = run(["extract", "http://127.0.0.1:9/"], **{name: "::garbage"})
    assert (done.returncode, done.stderr) == (1, b"pullquote: 127.0.0.1 refused the connection.\n")


@pytest.mark.parametrize("arguments", [["list"], ["show", "1"], ["star", "1"], ["refresh", "--force"]])
def test_few_open_files(arguments: list[str], hermetic: Path) -> None:
    subprocess.run([*PROGRAM, "feeds", "import", "--starter", "-q"], check=True, timeout=WAIT)
    done = run(arguments, shell='ulimit -n 12; "$@"')
    assert_clean(done)
    if arguments[0] == "refresh":
        assert done.returncode in (1, 3, 6)
        assert b"Too many files are open" in done.stderr
    else:
        assert done.returncode == 0 or b"Too many files are open" in done.stderr


@pytest.mark.parametrize("files", range(9, 13))
def test_too_few_open_files_are_said_wherever_they_are_met(files: int) -> None:
    subprocess.run([*PROGRAM, "feeds", "import", "--starter", "-q"], check=True, timeout=WAIT)
    done = run(["refresh", "--force"], shell=f'ulimit -n {files}; "$@"')
    assert_clean(done)
    assert b"Too many files are open" in done.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "not enough memory"),
        (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), "not enough memory"),
        (ExceptionGroup("", [ValueError(), MemoryError()]), "not enough memory"),
        (RuntimeError("can't start new thread"), "no further process or thread"),
        (OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)), "no further process or thread"),
        (OSError(errno.EAGAIN, "write could not complete without blocking"), "Cannot write the answer"),
        (ImportError(f"x.so: cannot open shared object file: {os.strerror(errno.EMFILE)}"), "Too many files are open"),
    ],
    ids=str,
)
def test_a_limit_of_the_system_is_one_sentence(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def met() -> NoReturn:
        raise error

    monkeypatch.setattr("pullquote.tui.__main__._run", met)
    monkeypatch.setattr("pullquote.tui.cli.messages.silence", lambda _: None)
    monkeypatch.setattr(gc, "disable", lambda: None)
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert (left.value.code, said.count("\n")) == (1, 1)
    assert said.startswith("pullquote: ")
    assert words in said


@pytest.mark.parametrize(
    ("shell", "variables", "code"),
    [
        ('unset HOME; "$@"', {}, 0),
        ('export HOME=/proc/nowhere; "$@"', {}, 6),
        ('export HOME=/dev/null; "$@"', {}, 6),
        ('"$@"', {"LANG": "C", "LC_ALL": "C"}, 0),
        ('"$@"', {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, 0),
        ('mkdir gone; cd gone; rmdir ../gone; "$@"', {}, 0),
        ('"$@" <&-', {}, 0),
        ('"$@" >&-', {}, 1),
        ('"$@" 2>&-', {}, 0),
        ('"$@" <&- >&- 2>&-', {}, 1),
        ('"$@" > /dev/full', {}, 1),
        ('"$@" 2> /dev/full', {}, 0),
        ('"$@" | true; exit ${PIPESTATUS[0]}', {}, None),
    ],
)
@pytest.mark.parametrize("arguments", [["list"], ["quotes"], ["show", "-"], ["feeds", "list"]], ids=" ".join)
def test_streams_folders_and_encodings(
    arguments: list[str], shell: str, variables: dict[str, str], code: int | None, hermetic: Path
) -> None:
    drop = "PULLQUOTE_LIBRARY PULLQUOTE_CONFIG PULLQUOTE_CACHE XDG_DATA_HOME" if "HOME" in shell else ""
    if drop:  # nothing of the user who runs the tests is touched
        variables = {"XDG_DATA_HOME": str(hermetic / "data")} if "unset" in shell else {}
    done = run(arguments, shell=shell, drop=drop, **variables)
    assert_clean(done)
    written = code is None or done.returncode == code or (done.returncode == 0 and "/dev/full" in shell)
    assert written, (done.returncode, done.stderr)
    assert done.returncode in (0, 1, 6, 141)
    assert done.stderr.count(b"\n") <= 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nonsense"], 2), (["show", "999"], 1), (["list", "--fields", "x"], 2), (["star", "1"], 0)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
@pytest.mark.parametrize("stderr", ["2>&-", "2> /dev/full", "2> >(true)"])
def test_a_stderr_that_takes_nothing_changes_no_exit_code(arguments: list[str], code: int, stderr: str) -> None:
    assert run(arguments, shell=f'"$@" {stderr}').returncode == code


def test_lines_of_a_pipe_that_are_no_utf_8() -> None:
    feed = shlex.quote(r"\xff\n1\n")
    done = run(["show", "-"], shell=f'printf {feed} | "$@"')
    assert_clean(done)
    assert done.returncode == 3
    done = run(["extract", "--files-from", "-", "--jsonl"], shell=f'printf {feed} | "$@"')
    assert_clean(done)
    assert done.stdout.count(b"error") == 2


def test_a_home_nobody_has() -> None:
    done = run(["--library", "~nobody-of-this-name/x", "list"])
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"~nobody-of-this-name" in done.stderr
    assert_clean(done)
