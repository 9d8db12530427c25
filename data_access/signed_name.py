"""What the person at this computer is called: as they sign, never by their account.

`DASHBOARD_USER` goes first, then the name they gave once, kept for this computer's user outside
the store, then the full name that the system has for the account. The account's own name ("root",
"admin1") is nobody's.
"""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from platformdirs import user_config_path

from data_access.errors import DataError
from data_access.settings import settings

NOT_GIVEN = "Name not given"
"""Who is recorded where nobody has said."""
LONGEST = 80


def signed_name() -> str | None:
    """The name of who sits at this computer; None where nobody has said."""
    return settings().dashboard_user or _kept() or _full_name()


def as_signed(name: str) -> str:
    """A name as it is recorded. DataError for none, one that is too long, and the account's own."""
    said = "".join(part for part in " ".join(name.split()) if part.isprintable()).strip()
    if not said:
        raise DataError("Write your name as you sign.")
    if len(said) > LONGEST:
        raise DataError(f"A name of at most {LONGEST} characters can be kept.")
    if _is_account(said):
        raise DataError(f"'{said}' is this computer's account: write your own name, as you sign.")
    return said


def keep_name(name: str) -> str:
    """Keep a name for this computer's user, and give it as kept. DataError as `as_signed`."""
    said = as_signed(name)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{said}\n", encoding="utf-8")
    return said


def system_account() -> str:
    """The account that this process runs as, by the system's word: the environment may say
    anything."""
    try:
        return _windows_account() if sys.platform == "win32" else _unix_account()
    except (ImportError, KeyError, OSError, AttributeError):
        return f"number {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def _path() -> Path:
    return user_config_path("adult-social-care-dashboard", appauthor=False) / "your-name.txt"


def _kept() -> str | None:
    try:
        return _path().read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeError):
        return None


def _full_name() -> str | None:
    """The full name that the system knows for the account."""
    try:
        said = _windows_name() if sys.platform == "win32" else _unix_name()
    except (ImportError, KeyError, OSError, AttributeError):  # no user database, as in a container
        return None
    said = " ".join(said.split())[:LONGEST]
    return None if not said or _is_account(said) else said


def _unix_name() -> str:
    import pwd  # not on Windows

    return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0]


def _unix_account() -> str:
    import pwd  # not on Windows

    return pwd.getpwuid(os.getuid()).pw_name


_WINDOWS_ACCOUNT, _WINDOWS_NAME = 2, 3  # of GetUserNameEx: "DOMAIN\\ada", "Ada Brown"


def _windows_account() -> str:
    return _from_windows(_WINDOWS_ACCOUNT)


def _windows_name() -> str:
    return _from_windows(_WINDOWS_NAME)


def _from_windows(form: int) -> str:
    import ctypes  # only there

    buffer = ctypes.create_unicode_buffer(256)
    size = ctypes.c_ulong(len(buffer))
    found = ctypes.windll.secur32.GetUserNameExW(  # type: ignore[attr-defined,unused-ignore]
        form, buffer, ctypes.byref(size)
    )
    return buffer.value if found else ""


def _is_account(name: str) -> bool:
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""
    return name.casefold() in {account.casefold(), "root", "administrator", "user", "debian"}
