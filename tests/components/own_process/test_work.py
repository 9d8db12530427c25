"""Heavy work is done elsewhere: what it gives or raises comes back, and whatever becomes of it the
next piece of work is done."""

from __future__ import annotations

import operator
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn

import pytest

from components.own_process.turns import Kind, Turn, asked_by, place_in_words
from components.own_process.work import NotDoneError, Pool, in_own_process


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(most=1)
    yield made
    made.end()


def test_work_is_done_in_another_process(pool: Pool) -> None:
    there = pool.do(Kind.PACK, os.getpid)
    assert there != os.getpid()
    assert pool.do(Kind.PACK, os.getpid) == there  # which is kept for the next
    assert in_own_process(Kind.PACK, operator.add, "a", "b") == "ab"


def test_what_work_raises_is_raised(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        pool.do(Kind.PACK, operator.truediv, 1, 0)


def test_work_that_brings_its_process_down_is_told_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(NotDoneError, match="was stopped"):
        pool.do(Kind.PACK, os._exit, 1)
    with pytest.raises(NotDoneError, match="was stopped"):
        pool.do(Kind.PACK, time.sleep, 60, seconds=0.5)
    assert pool.do(Kind.PACK, operator.add, 1, 2) == 3


def test_others_wait_in_the_order_they_came_and_are_told(pool: Pool) -> None:
    done: list[str] = []
    heard: dict[str, list[str]] = {"second": [], "third": []}

    def second() -> None:
        with asked_by("second"):
            pool.do(Kind.EXPORT, os.getpid, waiting=heard["second"].append)
        done.append("second")

    def third() -> None:
        with asked_by("third"):
            pool.do(Kind.PACK, os.getpid, waiting=heard["third"].append)
        done.append("third")

    people = [threading.Thread(target=pool.do, args=(Kind.PACK, time.sleep, 1.2))]
    for person, before in ((second, 0), (third, 1)):
        people[-1].start()
        until(partial(came, pool, before))
        people.append(threading.Thread(target=person))
    people[-1].start()
    until(lambda: len(pool._waiting) == 2)
    assert pool.said_to("third") == "One pack is under way; one other comes before yours."
    assert pool.said_to("second") == "One pack is under way; yours is next."
    assert pool.said_to("anybody else") == ""
    for each in people:
        each.join()
    assert done == ["second", "third"]
    assert heard["second"][0] == "One pack is under way; yours is next."
    assert heard["second"][-1] == heard["third"][-1] == ""  # their turn came


def came(pool: Pool, waiting: int) -> bool:
    return len(pool._waiting) == waiting and bool(pool._busy)


def until(come: Callable[[], bool]) -> None:
    """Wait until something has come."""
    last = time.monotonic() + 20
    while not come():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_whose_turn_does_not_come_is_told() -> None:
    pool = Pool(most=0, wait=0)
    with pytest.raises(NotDoneError, match="Others' work took too long"):
        pool.do(Kind.PACK, os.getpid)
    assert not pool._waiting


def test_whoever_leaves_while_they_wait_keeps_nobody_waiting() -> None:
    pool = Pool(most=0)

    def leave(said: str) -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.do(Kind.PACK, os.getpid, waiting=leave)
    assert not pool._waiting


@pytest.mark.parametrize(
    ("done", "before", "said"),
    [
        ([Kind.PACK, Kind.PACK], 0, "Two packs are under way; yours is next."),
        (
            [Kind.IMPORT, Kind.PACK, Kind.IMPORT, Kind.PREVIEW],
            2,
            "Two imports, one pack and one preview of an import are under way; two others come "
            "before yours.",
        ),
        ([], 0, "Yours is next."),
    ],
)
def test_a_place_is_told_in_plain_words(done: list[Kind], before: int, said: str) -> None:
    waiting = [Turn(Kind.PACK) for _ in range(before + 2)]
    assert place_in_words([Turn(kind) for kind in done], waiting, waiting[before]) == said


def tells(steps: int, progress: Callable[..., object]) -> int:
    """Work that says how far it is."""
    for step in range(steps):
        progress(step, steps)
    return steps


def test_work_says_how_far_it_is_and_ends_where_somebody_stops_it(pool: Pool) -> None:
    heard: list[tuple[int, int]] = []
    assert pool.do(Kind.IMPORT, tells, 2, progress=lambda *said: heard.append(said)) == 2
    assert heard == [(0, 2), (1, 2)]
    there = pool.do(Kind.IMPORT, os.getpid)

    def stop(*_: int) -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pool.do(Kind.IMPORT, tells, 2, progress=stop)
    assert pool.do(Kind.IMPORT, os.getpid) != there


def test_a_process_that_nobody_needs_ends() -> None:
    pool = Pool(most=1, idle=0.1)
    first = pool.do(Kind.PACK, os.getpid)
    time.sleep(0.4)
    assert pool.do(Kind.PACK, os.getpid) != first
    pool.end()
