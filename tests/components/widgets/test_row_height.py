"""Sentences can be read whole in a grid."""

from __future__ import annotations

import polars as pl

from components.widgets.row_height import LINE_PX, WRAPS_FROM_PX, row_height

WRAPS_ABOVE_PX = 64  # Streamlit 1.67: 4 rem


def of(*texts: str | None, width: int = 400, least_lines: int = 1) -> int:
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return row_height(frame, {"text": width}, least_lines=least_lines)


def test_rows_are_always_tall_enough_to_wrap() -> None:
    assert of("Short.") == of() == of(None) == WRAPS_FROM_PX > WRAPS_ABOVE_PX


def test_longer_sentences_get_more_room_up_to_a_limit() -> None:
    heights = [of("word " * words) for words in (10, 40, 60, 2000, 4000)]
    assert heights == sorted(heights)
    assert heights[1] < heights[2] < heights[3] == heights[4]


def test_a_narrower_column_needs_taller_rows() -> None:
    assert of("word " * 60, width=200) > of("word " * 60, width=600)


def test_the_longest_text_decides() -> None:
    assert of("Short.", "word " * 60) == of("word " * 60)


def test_room_can_be_asked_for() -> None:
    assert of("Short.", least_lines=6) >= 6 * LINE_PX
