"""What `make lint` runs is run before a commit and in CI, too."""

from __future__ import annotations

import re

from tests.paths import ROOT


def test_every_part_of_lint_is_a_hook_and_a_step_of_ci() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    [parts] = re.findall(r"^LINT := (.+)$", makefile, re.MULTILINE)
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"entry: make -s ([\w-]+)", hooks) == parts.split()
    assert "make -s lint-parts" in (ROOT / ".ci" / "run").read_text("utf-8")
