"""Whether anything is known against a package that the dashboard runs on: `make audit`.

Asks the package index for advisories about each package of requirements.txt, by pip-audit. Where it
cannot be reached nothing is audited, and that is said: no advisory is not the same as no answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests.paths import ROOT

_COMMAND = ["-m", "pip_audit", "--requirement=requirements.txt", "--disable-pip"]
_OPTIONS = ["--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=5"]
NOT_REACHED = "The package index's advisories cannot be reached from here: nothing was audited."


def main() -> int:
    """Exit status 1 where something is known against a package."""
    done = subprocess.run(
        [sys.executable, *_COMMAND, *_OPTIONS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        if "ConnectionError" not in done.stderr and "Timeout" not in done.stderr:
            print(done.stderr, file=sys.stderr)
            return 1
        report = {"dependencies": []}
    said, status = verdict(report["dependencies"])
    print(said)
    return status


def verdict(packages: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """What pip-audit's list of packages comes to, in words, and the exit status."""
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return NOT_REACHED, 0
    known = [
        f"{package['name']} {package['version']}: {each['id']}, mended in "
        f"{', '.join(each['fix_versions']) or 'no version yet'}"
        for package in asked
        for each in package["vulns"]
    ]
    if known:
        return "\n".join(known), 1
    left = len(packages) - len(asked)
    beside = f"; of {left} nothing could be learnt" if left else ""
    return f"Nothing is known against {len(asked)} packages{beside}.", 0


if __name__ == "__main__":
    sys.exit(main())
