"""How wide words are, against the letters themselves."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from components.charts.parts import text_px, widest_px
from tests.paths import ROOT

FONT = ROOT / "reports/drawing/font_files/atkinson-hyperlegible-next-regular.ttf"
font = TTFont(FONT)
WIDTHS = {
    chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm
    for code, name in font.getBestCmap().items()
}


@pytest.mark.parametrize("size", [13, 14])
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ()&,.-/'%", max_size=60))
def test_words_are_as_wide_as_the_letters_say(size: int, text: str) -> None:
    truly = sum(WIDTHS[each] for each in text) * size
    assert abs(text_px(text, size) - truly) <= 0.001 * size * len(text) + 0.01


def test_figures_are_as_wide_as_the_widest() -> None:
    widest = max(WIDTHS[digit] for digit in "0123456789")
    for digit in "0123456789":
        assert text_px(digit, 100) == pytest.approx(100 * widest, abs=0.5)


def test_the_widest_line_counts() -> None:
    assert widest_px(["one<br>and quite a long line", "two"], 14) == text_px(
        "and quite a long line", 14
    )
    assert widest_px([], 14) == 0
