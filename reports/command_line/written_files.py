"""Files put where somebody asked for them, whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def stem(*words: object) -> str:
    """A file's name from words: "example-borough-quarterly-board-2026-09-30-public"."""
    plain = re.sub(r"[^a-z0-9]+", "-", " ".join(map(str, words)).casefold()).strip("-")
    return plain[:150].rstrip("-") or "pack"


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by name into a folder, which is made if there is none, and return their paths.

    Each is written beside its place and moved there only when all are whole, so that whoever looks
    meanwhile, or after a failure, finds an older file or a whole one. OSError if one cannot be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            number, path = tempfile.mkstemp(prefix=f".{name[:40]}-", suffix=".part", dir=folder)
            waiting[folder / name] = Path(path)
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(path).chmod(0o666 & ~_mask())
        for place, written in waiting.items():
            written.replace(place)
    except BaseException:
        for written in waiting.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
        raise
    return list(waiting)


def _mask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
