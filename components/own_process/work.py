"""Having work done in a process of its own: `in_own_process(function, *arguments)`.

Pages of one server share one interpreter, in which one thing computes at a time: whoever writes a
file there for a second has everybody else wait in between. What is asked and what comes back pass
through pipes that nobody else can reach; the function has to be one of a module, and what it is
given plain values, such as exhibits, that hold all they need.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast

Result = TypeVar("Result")

MOST: Final = max(1, min(4, (os.cpu_count() or 2) // 2))
"""Processes at a time: at least half of the processors stay with pages."""
SECONDS: Final = 180.0  # that a piece of work may take
_WAIT: Final = 120.0  # seconds for a process to become free
_IDLE: Final = 300.0  # seconds after which a process that nobody needs ends
_ROOT: Final = Path(__file__).resolve().parents[2]


class NotDoneError(Exception):
    """The work was not done; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Done:
    """What came of the work."""

    result: Any


@dataclass(frozen=True)
class Failed:
    """What the work raised, and where."""

    error: Exception
    places: tuple[str, ...]


@dataclass(frozen=True)
class Broken:
    """The kind of what the work raised, where that itself cannot be sent; and where it was."""

    kind: str
    places: tuple[str, ...]


class Worker:
    """A process that does one piece of work at a time."""

    def __init__(self) -> None:
        self.since = 0.0  # when it was last free
        self._process = subprocess.Popen(
            [sys.executable, "-m", "components.own_process.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def do(self, work: bytes, seconds: float) -> Done | Failed | Broken:
        """What comes of a piece of work. NotDoneError where the process ends over it."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        late = threading.Timer(seconds, self.end)
        late.daemon = True
        late.start()
        try:
            asked.write(work)
            asked.flush()
            return cast("Done | Failed | Broken", pickle.load(answers))
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise NotDoneError(
                "This took too long, or too much memory, and was stopped: ask for less of it at a "
                "time, or try again."
            ) from error
        finally:
            late.cancel()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()


class Pool:
    """Processes for heavy work: started when they are needed, ended when nobody needs them."""

    def __init__(self, most: int = MOST, idle: float = _IDLE) -> None:
        self._most, self._idle = most, idle
        self._free: list[Worker] = []
        self._busy: set[Worker] = set()
        self._changed = threading.Condition()

    def do(
        self, function: Callable[..., Result], *arguments: Any, seconds: float = SECONDS
    ) -> Result:
        """What a function gives for its arguments; raises what it raises. NotDoneError where it
        takes too long, or others' work does."""
        work = pickle.dumps((function, arguments))
        worker = self._taken()
        try:
            said = worker.do(work, seconds)
        finally:
            self._back(worker)
        if isinstance(said, Done):
            return cast("Result", said.result)
        places = "".join(f"\n  {place}" for place in said.places)
        if isinstance(said, Failed):
            logging.getLogger(__name__).debug("heavy work raised at%s", places)
            raise said.error
        logging.getLogger(__name__).error("heavy work met a %s at%s", said.kind, places)
        raise NotDoneError("This could not be done because of a fault; the log says where.")

    def _taken(self) -> Worker:
        until = time.monotonic() + _WAIT
        with self._changed:
            while True:
                self._free = [worker for worker in self._free if worker.alive]
                if self._free:
                    worker = self._free.pop()
                elif len(self._busy) < self._most:
                    worker = Worker()
                elif time.monotonic() < until:
                    self._changed.wait(1.0)
                    continue
                else:
                    raise NotDoneError("Others' files are being made: try again in a minute.")
                self._busy.add(worker)
                return worker

    def _back(self, worker: Worker) -> None:
        with self._changed:
            self._busy.discard(worker)
            if worker.alive:
                worker.since = time.monotonic()
                self._free.append(worker)
                later = threading.Timer(self._idle, self._let_go)
                later.daemon = True
                later.start()
            self._changed.notify()

    def _let_go(self) -> None:
        """End what has been free for long."""
        with self._changed:
            now = time.monotonic()
            idle = [each for each in self._free if now - each.since >= self._idle]
            self._free = [each for each in self._free if each not in idle]
        for worker in idle:
            worker.end()

    def end(self) -> None:
        """End all of them."""
        with self._changed:
            every = [*self._free, *self._busy]
            self._free = []
        for worker in every:
            with suppress(OSError):
                worker.end()


_processes: Final = Pool()
atexit.register(_processes.end)


def in_own_process(function: Callable[..., Result], *arguments: Any) -> Result:
    """What a function of a module gives for its arguments, worked out away from the pages; raises
    what it raises, and NotDoneError with a sentence where it takes too long."""
    return _processes.do(function, *arguments)
