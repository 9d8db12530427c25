"""What we write, opened in LibreOffice: as PDF, with every word's place on its page.

`.ci/machine` installs LibreOffice where that is possible. Without it (or without letters as wide as
Arial) the tests are skipped, but fail where CI=true.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

_SECONDS: Final = 300
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word and where it stands, in points from the page's left and top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covered(self, other: Word) -> float:
        """Which share of the smaller of the two words' boxes the other covers."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        if wide <= 0 or tall <= 0:
            return 0.0
        return wide * tall / max(min(self._area, other._area), 1e-9)

    @property
    def _area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True)
class Page:
    """A page's size in points and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Everything on it, in the order in which it was drawn."""
        return " ".join(word.text for word in self.words)

    def outside(self) -> list[str]:
        """Words that do not lie whole on the page."""
        return [
            word.text for word in self.words
            if word.left < 0 or word.top < 0
            or word.right > self.width or word.bottom > self.height
        ]  # fmt: skip

    def overlapping(self, share: float = 0.25) -> list[tuple[str, str]]:
        """Words that cover each other by more than a share of the smaller one's box."""
        words = sorted(self.words, key=lambda word: word.top)
        found = []
        for at, word in enumerate(words):
            for other in words[at + 1 :]:
                if other.top > word.bottom:
                    break
                if word.covered(other) > share:
                    found.append((word.text, other.text))
        return found


def needed() -> None:
    """Skip the test where there is no LibreOffice; fail instead where CI=true."""
    missing = [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]
    if not missing and "Liberation" not in _letters():
        missing = ["Liberation Sans, as wide as Arial"]
    if not missing:
        return
    said = f"not installed here: {', '.join(missing)} (make machine installs it on Debian)"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


def _letters() -> str:
    if shutil.which("fc-match") is None:
        return ""
    done = subprocess.run(["fc-match", "Arial"], capture_output=True, text=True, check=False)
    return done.stdout


def as_pdf(file: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it. Fails the test where it takes no such file, or takes more
    than five minutes."""
    done = subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(file),
        ],
        capture_output=True, text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    made = folder / f"{file.stem}.pdf"
    assert made.exists(), done.stdout + done.stderr
    return made


def pages(pdf: Path) -> list[Page]:
    """The PDF's pages with their words. Upright words count as their letters do."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, timeout=_SECONDS,
        check=True,
    )  # fmt: skip
    # The text may hold signs that XML may not.
    tree = ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", done.stdout))
    return [
        Page(
            float(page.get("width", 0)),
            float(page.get("height", 0)),
            tuple(
                Word(
                    word.text or "",
                    *(float(word.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax")),
                )
                for word in page.iter(f"{_XHTML}word")
            ),
        )
        for page in tree.iter(f"{_XHTML}page")
    ]
