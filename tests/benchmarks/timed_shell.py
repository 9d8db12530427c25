"""Runs the dashboard's shell and writes how long it took: one line a run, with the page, seconds,
and seconds of computing (which other programs on the machine do not lengthen)."""

import os
import time
from functools import cache
from pathlib import Path
from types import CodeType
from urllib.parse import urlsplit

import streamlit as st

from tests.paths import ROOT


@cache
def shell() -> CodeType:
    """The shell's script, compiled once, as Streamlit keeps it."""
    file = ROOT / "components" / "web" / "shell.py"
    return compile(file.read_text(encoding="utf-8"), str(file), "exec")


started, computed = time.perf_counter(), time.thread_time()
try:
    exec(shell(), {"__name__": "__main__"})
finally:
    taken, worked = time.perf_counter() - started, time.thread_time() - computed
    page = urlsplit(str(st.context.url)).path.strip("/")
    with Path(os.environ["BENCH_TIMES"]).open("a", encoding="utf-8") as times:
        times.write(f"{page or 'overview'} {taken:.6f} {worked:.6f}\n")
