"""From how many shortfalls on a cell of the themes by statement is a step deeper."""

from __future__ import annotations

import re

import polars as pl
import pytest
import streamlit as st

from components.charts.rules import SHADES
from components.widgets.exhibits.heat_map import theme_grid


def test_one_two_and_four_shortfalls_are_each_a_step_deeper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(st, "html", drawn.append)
    shortfalls = [0, 1, 2, 3, 4, 9]
    frame = pl.DataFrame(
        {
            "theme": "audit",
            "theme_name": "Audit",
            "short_name": [f"Statement {number}" for number in shortfalls],
            "findings": 10,
            "shortfall": shortfalls,
            "strength": 1,
        }
    )
    theme_grid(frame, label="Themes by statement", measures={"audit": (1, 3)})
    grounds = re.findall(r'style="background:(#\w+)"', drawn[0])
    assert [SHADES.index(ground) for ground in grounds] == [0, 1, 2, 2, 3, 3]
    assert "1 of 3</span>" in drawn[0]
