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

from pullquote.cache.core.errors import SettingsError
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
        self._known: dict[str, Login] | None = None

    def of(self, url: str) -> Login | None:
        """Return the login for the origin of an address."""
        return self._all().get(str(origin_of(url)))

    def keep(self, url: str, login: Login) -> None:
        """Keep a login for the origin of an address, in place of an older one."""
        origin = origin_of(url)
        if origin is None:
            raise SettingsError("The password cannot be kept: the address it is for names no server.")
        known = self._all() | {str(origin): login}
        lines = [_HEAD]
        for place, one in sorted(known.items()):
            lines.append(f"\n[{_text(place)}]\nname = {_text(one.name)}\npassword = {_text(one.password)}\n")
        draft = self._path.with_name(f".{FILE}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                file.write("".join(lines).encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise SettingsError(f"The password cannot be kept in {self._path}: {error.strerror}.") from error
        self._known = known

    def _all(self) -> dict[str, Login]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _read(self) -> dict[str, Login]:
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
            raise SettingsError(f"Cannot read {self._path}: {error.strerror}.") from error
        import tomllib  # lazy: most users keep no login

        try:
            found = tomllib.loads(data.decode())
            return {
                str(origin): Login(str(one["name"]), str(one["password"]))
                for place, one in found.items()
                if (origin := origin_of(place))
            }
        except (ValueError, TypeError, LookupError):  # their words would show what stands in the file
            raise SettingsError(
                f'{self._path} cannot be read: it takes tables such as ["https://site.example"] with name and password.'
            ) from None


def _text(value: str) -> str:
    """Write a TOML string; what JSON leaves as it is and TOML does not allow is escaped."""
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
