"""Names and passwords for servers that want one, kept apart from all else (H43, C13).

They stand in ``logins.toml`` beside the library, readable by its owner only, by the origin they are for, and are sent
to that origin alone (H32). No address that is kept, printed or exported holds one; nor does the library's file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from pullquote.cache.core.errors import SettingsError, unless_too_many
from pullquote.cache.core.paths import one_writer, put_in_place
from pullquote.cache.core.urls import origin_of

FILE = "logins.toml"
_USER_INFO = re.compile(r"^\s*((?:feed:(?://)?)?https?://)([^/?#\s]*)@", re.IGNORECASE)
_HEAD = "# Names and passwords for servers, by the start of their addresses. Only you may read this file.\n"


class Login(NamedTuple):
    """A name and a password; neither is shown where it is printed by mistake."""

    name: str
    password: str

    def __repr__(self) -> str:
        return "Login(…)"


class AccountLogin(NamedTuple):
    """Who signs in to an account. ``command`` prints the password where that is empty: no file of ours has it then."""

    name: str
    password: str
    command: str = ""

    def __repr__(self) -> str:
        return "AccountLogin(…)"


def parted(address: str) -> tuple[str, Login | None]:
    """Return an address without the name and password in it, and those."""
    found = _USER_INFO.match(address)
    if found is None:
        return address, None
    name, _, password = found[2].partition(":")
    bare = found[1] + address[found.end() :]
    return bare, Login(unquote(name), unquote(password)) if found[2].strip(":") else None


class Logins:
    """The logins of one library; the file is read when the first is asked for. Methods raise ``SettingsError``."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known: dict[str, AccountLogin] | None = None

    def of(self, url: str) -> Login | None:
        """Return the login for the origin of an address."""
        kept = self._all().get(str(origin_of(url)))
        return Login(kept.name, kept.password) if kept else None

    def keep(self, url: str, login: Login) -> None:
        """Keep a login for the origin of an address, in place of an older one."""
        origin = origin_of(url)
        if origin is None:
            raise SettingsError("The password cannot be kept: the address it is for names no server.")
        self._change(str(origin), AccountLogin(*login))

    def of_account(self, key: str) -> AccountLogin | None:
        """Return the login of an account by its key (``account_key``)."""
        return self._all().get(key)

    def keep_account(self, key: str, login: AccountLogin | None) -> None:
        """Keep the login of an account, in place of an older one; ``None`` forgets it."""
        self._change(key, login)

    def _change(self, key: str, login: AccountLogin | None) -> None:
        """Write the file with one login changed: as it is now, as others may have kept some in it since it was read."""
        with one_writer(self._path):
            known = {place: one for place, one in self._read().items() if place != key}
            self._write(known | ({key: login} if login else {}))

    def _write(self, known: dict[str, AccountLogin]) -> None:
        lines = [_HEAD]
        for place, one in sorted(known.items()):
            lines.append(f"\n[{_text(place)}]\nname = {_text(one.name)}\npassword = {_text(one.password)}\n")
            if one.command:
                lines.append(f"command = {_text(one.command)}\n")
        try:
            put_in_place(self._path, "".join(lines).encode())
        except OSError as error:
            raise SettingsError(f"The password cannot be kept in {self._path}: {error.strerror}.") from error
        self._known = known

    def _all(self) -> dict[str, AccountLogin]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _read(self) -> dict[str, AccountLogin]:
        try:
            with self._path.open("rb") as file:
                if os.fstat(file.fileno()).st_mode & 0o077:
                    raise SettingsError(
                        f"{self._path} holds passwords and others may read it. Close it to them: chmod 600 {self._path}"
                    )
                data = file.read(1 << 20)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SettingsError(unless_too_many(f"Cannot read {self._path}: {error.strerror}.", error)) from error
        import tomllib  # lazy: most users keep no login

        try:
            found = tomllib.loads(data.decode())
            return {
                key: AccountLogin(str(one["name"]), str(one["password"]), str(one.get("command", "")))
                for place, one in found.items()
                if (key := _key(place))
            }
        except (ValueError, TypeError, LookupError):  # their words would show what stands in the file
            raise SettingsError(
                f'{self._path} cannot be read: it takes tables such as ["https://site.example"] with name and password.'
            ) from None


def account_key(dialect: str, url: str, user: str) -> str:
    """Return under what the login of an account is kept."""
    return f"{dialect} {user} {url}"


def _key(place: str) -> str | None:
    """Return the origin that a table is for, or the key of its account; ``None`` for neither."""
    if " " in place:
        return place
    return str(origin) if (origin := origin_of(place)) else None


def _text(value: str) -> str:
    """Write a TOML string; what JSON leaves as it is and TOML does not allow is escaped."""
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
