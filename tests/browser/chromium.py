"""Finding a Chromium to drive, fetching one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

# The one without a window of its own first: it draws the same, with a fifth less of the processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


class NoChromiumError(RuntimeError):
    """There is none and none could be fetched."""


@cache
def chromium() -> str:
    """The path of a Chromium that exists.

    In this order: the CHROMIUM environment variable, one on the path, Playwright's own,
    Playwright's fetched now, and on Debian as root the system's package.

    Raises:
        NoChromiumError: none of these worked; the message says what was tried.
    """
    for path in _installed():
        if path and Path(path).is_file():
            return path
    tried = []
    for name, command in _ways_to_fetch():
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for path in _installed():
            if path and Path(path).is_file():
                return path
        tried.append(f"{name}: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    raise NoChromiumError(
        "No Chromium was found. Install one, or set CHROMIUM to its path. Tried "
        + "; ".join(tried or ["nothing to fetch one with"])
    )


def _installed() -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    for name in NAMES:
        yield shutil.which(name)
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _ways_to_fetch() -> Iterator[tuple[str, list[str]]]:
    yield "Playwright", [sys.executable, "-m", "playwright", "install", "chromium"]
    debian = Path("/etc/debian_version").exists() and shutil.which("apt-get")
    if debian and hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "apt-get update", ["apt-get", "update", "-qq"]
        yield "apt-get", ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
