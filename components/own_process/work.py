"""Having work done in a process of its own: `in_own_process(kind, function, *arguments)`.

Pages of one server share one interpreter, in which one thing computes at a time: whoever writes a
file there for a second has everybody else wait in between. What is asked and what comes back pass
through pipes that nobody else can reach; the function has to be one of a module, and what it is
given plain values, such as exhibits, that hold all they need. There are as many processes as half
of the processors; what is asked for beyond that waits in order (`turns.py`).
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

from components.own_process.turns import Kind, Turn, place_in_words

Result = TypeVar("Result")

MOST: Final = max(1, min(4, (os.cpu_count() or 2) // 2))
"""Processes at a time: at least half of the processors stay with pages."""
SECONDS: Final = 180.0  # that a piece of work may take
_WAIT: Final = 300.0  # seconds for one's turn to come
_LOOK: Final = 0.5  # seconds between two looks at whose turn it is
_IDLE: Final = 300.0  # seconds after which a process that nobody needs ends
_ROOT: Final = Path(__file__).resolve().parents[2]


class NotDoneError(Exception):
    """The work was not done; the sentence says why, and what to do."""


class EndedError(NotDoneError):
    """The process ended over the work: how far it came is not known."""


Progress = Callable[..., object]
"""Is told how far work is; may raise, which ends it."""
Waiting = Callable[[str], object]
"""Is told what somebody waits for, in a sentence; "" once it is their turn. May raise, too."""


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
class Told:
    """How far the work is. It goes on once it was answered: what somebody stops there is undone."""

    values: tuple[Any, ...]


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

    def do(
        self, work: bytes, seconds: float, progress: Progress | None = None
    ) -> Done | Failed | Broken:
        """What comes of a piece of work. EndedError where the process ends over it; what `progress`
        raises ends it."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        late = threading.Timer(seconds, self.end)
        late.daemon = True
        late.start()
        try:
            asked.write(work)
            asked.flush()
            while True:
                said = pickle.load(answers)
                if not isinstance(said, Told):
                    return cast("Done | Failed | Broken", said)
                if progress is not None:
                    progress(*said.values)
                pickle.dump(None, asked)
                asked.flush()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise EndedError(
                "This took too long, or too much memory, and was stopped: ask for less of it at a "
                "time, or try again."
            ) from error
        except BaseException:
            self.end()
            raise
        finally:
            late.cancel()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()


class Pool:
    """Processes for heavy work: started when they are needed, ended when nobody needs them."""

    def __init__(self, most: int = MOST, idle: float = _IDLE, wait: float = _WAIT) -> None:
        self._most, self._idle, self._wait = most, idle, wait
        self._free: list[Worker] = []
        self._busy: dict[Worker, Turn] = {}
        self._waiting: list[Turn] = []
        self._changed = threading.Condition()

    def do(
        self,
        kind: Kind,
        function: Callable[..., Result],
        *arguments: Any,
        seconds: float = SECONDS,
        waiting: Waiting | None = None,
        progress: Progress | None = None,
    ) -> Result:
        """What a function gives for its arguments; raises what it raises. NotDoneError where it
        takes too long, or others' work does.

        Args:
            kind: what others who wait are told that it is.
            function: one of a module; with `progress` it is given one more, by that name.
            arguments: plain values.
            seconds: that it may take.
            waiting: is told what is waited for, several times a second.
            progress: is given what the function tells of how far it is, which waits meanwhile.
        """
        work = pickle.dumps((function, arguments, progress is not None))
        worker = self._taken(Turn(kind), waiting)
        try:
            said = worker.do(work, seconds, progress)
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

    def said_to(self, whose: str) -> str:
        """What somebody who waits is to know, in a sentence; "" where nothing of theirs waits."""
        with self._changed:
            for turn in self._waiting:
                if turn.whose == whose:
                    return self._said(turn)
        return ""

    def _said(self, turn: Turn) -> str:
        return place_in_words(list(self._busy.values()), self._waiting, turn)

    def _taken(self, turn: Turn, waiting: Waiting | None) -> Worker:
        until, told = time.monotonic() + self._wait, False
        with self._changed:
            self._waiting.append(turn)
        try:
            while True:
                with self._changed:
                    worker = self._free_for(turn)
                    if worker is None:
                        self._changed.wait(_LOOK)
                        worker = self._free_for(turn)
                    if worker is not None:
                        self._busy[worker] = turn
                        break
                    said = self._said(turn)
                if time.monotonic() > until:
                    raise NotDoneError(
                        "Others' work took too long for yours to begin: try again in some minutes."
                    )
                if waiting is not None:
                    waiting(said)
                    told = True
        finally:
            with self._changed:
                self._waiting.remove(turn)
                self._changed.notify_all()
        if told and waiting is not None:
            try:
                waiting("")
            except BaseException:
                self._back(worker)
                raise
        return worker

    def _free_for(self, turn: Turn) -> Worker | None:
        """A process for whoever is next; None for others, and while all are busy."""
        self._free = [worker for worker in self._free if worker.alive]
        if self._waiting[0] is not turn:
            return None
        if self._free:
            return self._free.pop()
        return Worker() if len(self._busy) < self._most else None

    def _back(self, worker: Worker) -> None:
        with self._changed:
            self._busy.pop(worker, None)
            if worker.alive:
                worker.since = time.monotonic()
                self._free.append(worker)
                later = threading.Timer(self._idle, self._let_go)
                later.daemon = True
                later.start()
            self._changed.notify_all()

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

in_own_process: Final = _processes.do
"""What a function of a module gives for its arguments, worked out away from the pages."""
said_to: Final = _processes.said_to
"""What somebody whose work waits for others' is to know, in a sentence; "" where none does."""
