"""Running the command line as people do, and short report pages to give it."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from unittest.mock import patch

from data_access.command_line.main import main
from data_access.settings import settings
from tests.paths import ROOT
from tests.sampling import FULL


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line it said on standard error. AssertionError if that is not so."""
        assert self.status == 2, f"status {self.status}: {self.out}{self.err}"
        assert self.err.endswith("\n")
        assert "Traceback" not in self.out + self.err
        [line] = self.err.splitlines()
        return line

    @property
    def said(self) -> str:
        """What it wrote on standard output. AssertionError unless all went well."""
        assert (self.status, self.err) == (0, ""), f"status {self.status}: {self.err}"
        return self.out


Run = Callable[..., Done]


def run_apart(*arguments: object, **environment: str) -> Done:
    """`python -m data_access …` in a process of its own; `environment` on top of ours, without
    the settings of whoever runs the tests."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DASHBOARD_DATA_FOLDER", "DASHBOARD_USER"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "data_access", *map(str, arguments)],
        cwd=ROOT,
        env={**ours, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def run_here(*arguments: object, **environment: str) -> Done:
    """The same command in this process, which saves starting one: about a second."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, environment),
        patch("sys.stdin", io.StringIO()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        settings.cache_clear()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
    settings.cache_clear()
    return Done(status, out.getvalue(), err.getvalue())


# FULL=1 starts a process for every command.
run: Run = run_apart if FULL else run_here


def well(*arguments: object) -> str:
    """What a command that goes well writes on standard output."""
    return run(*arguments).said


def page(
    *paragraphs: str,
    name: str = "Learning, improvement and innovation",
    score: int | None = 3,
    commitment: str = "We learn from what happened.",
    published: str = "",
) -> str:
    """A statement page in Markdown; every paragraph is a few sentences. `published`: a day as the
    page would print it."""
    parts = [f"# {name}"]
    parts += [f"Score: {score}"] if score is not None else []
    parts += [f"Published: {published}"] if published else []
    parts += ["## The local authority commitment", commitment]
    parts += ["## Key findings for this quality statement", "### What we saw", *paragraphs]
    return "\n\n".join(parts) + "\n"
