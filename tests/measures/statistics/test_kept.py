"""What was worked out of a frame is kept as long as the frame, and never given for another."""

from __future__ import annotations

import gc
import weakref

import polars as pl

from measures.statistics.kept import kept_with_frame


def counting() -> tuple[list[object], object]:
    asked: list[object] = []

    @kept_with_frame
    def longer(frame: pl.DataFrame, by: int, *, told: dict[str, int] | None = None) -> pl.DataFrame:
        """The numbers, each larger by so much."""
        asked.append((by, told))
        return frame.with_columns(pl.col("number") + by)

    return asked, longer


def test_the_same_frame_and_equal_values_are_worked_out_once() -> None:
    asked, longer = counting()
    frame = pl.DataFrame({"number": [1, 2]})
    first = longer(frame, 1, told={"a": 1})  # type: ignore[operator]
    assert longer(frame, 1, told={"a": 1}) is first  # type: ignore[operator]
    assert first["number"].to_list() == [2, 3]
    assert longer(frame, 2)["number"].to_list() == [3, 4]  # type: ignore[operator]
    assert longer(frame, 1, told={"a": 2}) is not first  # type: ignore[operator]
    assert len(asked) == 3


def test_an_equal_frame_is_another() -> None:
    asked, longer = counting()
    for number in range(50):  # numbers of frames that went are given again
        frame = pl.DataFrame({"number": [number]})
        assert longer(frame, 1)["number"].to_list() == [number + 1]  # type: ignore[operator]
    assert len(asked) == 50


def test_what_is_kept_goes_with_its_frame_and_is_bounded() -> None:
    _, longer = counting()
    frame = pl.DataFrame({"number": [1]})
    made = [weakref.ref(longer(frame, by)) for by in range(5)]  # type: ignore[operator]
    gc.collect()
    assert [each() is not None for each in made] == [False, False, False, True, True]
    del frame
    gc.collect()
    assert not any(each() is not None for each in made)
