"""Heavy work is done elsewhere: what it gives or raises comes back, and whatever becomes of it the
next piece of work is done."""

from __future__ import annotations

import operator
import os
import threading
import time
from collections.abc import Iterator

import pytest

from components.own_process.work import NotDoneError, Pool, in_own_process


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(most=1)
    yield made
    made.end()


def test_work_is_done_in_another_process(pool: Pool) -> None:
    there = pool.do(os.getpid)
    assert there != os.getpid()
    assert pool.do(os.getpid) == there  # which is kept for the next
    assert in_own_process(operator.add, "a", "b") == "ab"


def test_what_work_raises_is_raised(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        pool.do(operator.truediv, 1, 0)


def test_work_that_brings_its_process_down_is_told_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(NotDoneError, match="was stopped"):
        pool.do(os._exit, 1)
    with pytest.raises(NotDoneError, match="was stopped"):
        pool.do(time.sleep, 60, seconds=0.5)
    assert pool.do(operator.add, 1, 2) == 3


def test_others_wait_for_their_turn(pool: Pool) -> None:
    given: list[int] = []
    people = [threading.Thread(target=lambda: given.append(pool.do(os.getpid))) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(given) == 6
    assert len(set(given)) == 1


def test_a_process_that_nobody_needs_ends() -> None:
    pool = Pool(most=1, idle=0.1)
    first = pool.do(os.getpid)
    time.sleep(0.4)
    assert pool.do(os.getpid) != first
    pool.end()
