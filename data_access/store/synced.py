"""Folders that a program keeps in step with other computers, and drives of other computers.

What such a program does to a store, in a sentence: it copies the file while it is written, brings
an older one back over it, and makes two of it where two computers wrote. A store is three files
that only mean something together; a copy made in the middle is damaged, and a record that was
entered is gone without a word. A backup may lie there: it is one file that nobody writes to.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from data_access.errors import StoreError

_BY_NAME: Final = {
    "OneDrive": r"onedrive( - .+| .+)?",
    "SharePoint": r"sharepoint.*",
    "Dropbox": r"dropbox( \(.+\))?",
    "Google Drive": r"google ?drive.*|my drive",
    "iCloud": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Box": r"box( sync|-box)?",
    "Nextcloud": r"nextcloud",
    "ownCloud": r"owncloud",
}
_BY_MARK: Final = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".sync_journal.db", ".nextcloudsync.log"),
    "Syncthing": (".stfolder",),
}
_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_OF_ANOTHER_COMPUTER: Final = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afpfs|9p|fuse\.(sshfs|rclone|davfs2?|onedriver?)|davfs2?"
)
_MOUNTS: Final = Path("/proc/mounts")
DRIVE: Final = "another computer's drive"


def kept_in_step_by(path: Path) -> str | None:
    """What keeps a store's folder in step, such as "OneDrive", or `DRIVE`; None where none is
    recognised."""
    folder = path.absolute().parent
    if str(folder).startswith(("\\\\", "//")):
        return DRIVE
    for variable in _VARIABLES:
        root = os.environ.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    return _by_name(folder) or _by_mark(folder) or _by_mount(folder)


def _by_name(folder: PurePath) -> str | None:
    for part in folder.parts:
        for name, pattern in _BY_NAME.items():
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    return None


def _by_mark(folder: Path) -> str | None:
    for each in (folder, *folder.parents):
        for name, marks in _BY_MARK.items():
            if any((each / mark).exists() for mark in marks):
                return name
    return None


def _by_mount(folder: Path) -> str | None:
    """By the kind of drive the folder is on, where the system tells it as Linux does."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    found: tuple[int, str] = (0, "")
    for _, mounted, kind, *_rest in (line.split() for line in lines if line.count(" ") >= 2):
        place = PurePosixPath(mounted.replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= found[0]:
            found = len(place.parts), kind
    return DRIVE if _OF_ANOTHER_COMPUTER.fullmatch(found[1]) else None


def warning_of(path: Path | None) -> str | None:
    """What to say where a store is kept in such a folder; None where all is well."""
    by = kept_in_step_by(path) if path is not None else None
    if by is None:
        return None
    what = (
        "is on another computer's drive. Records can be lost when the connection breaks"
        if by == DRIVE
        else f"is in a folder that {by} keeps in step with other computers. It can bring an older "
        "file back over the newest one, and then what was recorded since is gone"
    )
    return (
        f"The store's file {what}. Keep it on this computer's own disk, and backups of it there "
        "instead. Several people share a store through one server (docs/running.md)."
    )


def refuse_to_make(path: Path) -> None:
    """StoreError for a new store in such a folder."""
    said = warning_of(path)
    if said is not None and not path.exists():
        raise StoreError(f"No store was made. {said}")
