"""What the dashboard runs on is what was chosen, to the last file, and what is known is said."""

from __future__ import annotations

import re

from tests.audit_packages import NOT_REACHED, verdict
from tests.paths import ROOT

CHOSEN = ("requirements.in", "requirements-dev.in")
WRITTEN = ("requirements.txt", "requirements-dev.txt")
_PIN = re.compile(r"(?P<name>[\w-]+)(\[[\w,-]+\])?==(?P<version>[\w.]+)(?: ; [^\\]+)?")
MAKE = "write it anew with `make requirements`"


def pins(name: str) -> dict[str, str]:
    """The version of each package in a file."""
    found = (_PIN.match(line) for line in (ROOT / name).read_text("utf-8").splitlines())
    return {match["name"]: match["version"] for match in found if match}


def test_every_package_is_pinned_and_each_of_its_files_by_digest() -> None:
    for name in WRITTEN:
        text = (ROOT / name).read_text("utf-8")
        entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.M).strip())
        assert len(entries) > 60
        for entry in entries:
            line, *digests = [part.strip().removesuffix(" \\") for part in entry.split("\n")]
            assert _PIN.fullmatch(line), line
            assert digests, f"{line} has no digest: {MAKE}"
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in digests), line


def test_what_is_chosen_is_what_is_installed() -> None:
    chosen, chosen_for_tests = (pins(name) for name in CHOSEN)
    runs, tests = (pins(name) for name in WRITTEN)
    assert chosen.items() <= runs.items(), MAKE
    assert chosen_for_tests.items() <= tests.items(), MAKE
    assert runs.items() <= tests.items(), f"tests run on other packages: {MAKE}"
    for name in CHOSEN:
        loose = [
            line
            for line in (ROOT / name).read_text("utf-8").splitlines()
            if line and not line.startswith(("#", "-r ")) and not _PIN.fullmatch(line)
        ]
        assert loose == []


def test_an_audit_that_learnt_nothing_does_not_say_that_all_is_well() -> None:
    sound = {"name": "one", "version": "1.0", "vulns": []}
    unknown = {"name": "two", "skip_reason": "not found"}
    assert verdict([]) == verdict([unknown]) == (NOT_REACHED, 0)
    assert verdict([sound, unknown]) == (
        "Nothing is known against 1 packages; of 1 nothing could be learnt.",
        0,
    )
    bad = {**sound, "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    assert verdict([sound, bad]) == ("one 1.0: PYSEC-1, mended in 1.1", 1)
