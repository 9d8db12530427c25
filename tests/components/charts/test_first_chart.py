"""The first chart of a server that has just started, while another run loads what charts need."""

from __future__ import annotations

import subprocess
import sys

from tests.paths import ROOT

# Draws while pandas is half loaded by another thread, as for a reader who chooses again at once.
MEANWHILE = """
import sys, threading, time
import polars as pl
from components.charts.plotly_chart import figure
from components.charts.spec import OpposedBars

assert "pandas" not in sys.modules, "it is loaded too early to try this"
loading = threading.Thread(target=__import__, args=("pandas",))
loading.start()
while "pandas" not in sys.modules:
    time.sleep(0.001)
half = not hasattr(sys.modules["pandas"], "Series")
frame = pl.DataFrame({"name": ["Findings"], "short": [3], "strong": [2]})
drawn, _ = figure(OpposedBars("name", "short", "strong", "Shortfalls", "Strengths", 4), frame)
loading.join()
print("half loaded" if half else "whole", len(drawn.data))
"""


def test_a_chart_is_drawn_while_another_run_loads_pandas() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEANWHILE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-800:]
    assert done.stdout.startswith("half loaded"), done.stdout
