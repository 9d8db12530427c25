"""One process that reads files, as the server sees it.

It is started before anything is loaded here that takes time, so that both load at once: hence the
imports within functions.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import exp
from pathlib import Path

import psutil

from data_access.errors import DataError
from data_access.importing.own_process.limits import MEBIBYTE, Allowed

Progress = Callable[[float, str], object]

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "data_access.importing.own_process.child"
_LOOK = 0.1  # seconds between two looks at a reader that says nothing
_SECRETS = ("DATABASE_URL",)  # a file that takes a reader over shall find no way to the store


class ReadingFaultError(DataError):
    """A file could not be read because of a mistake of ours; the log says where."""


class GoneError(Exception):
    """The reader had ended before it was asked, as idle ones do."""


class _Ended:
    """The reader's last word: its output has ended."""


class Reader:
    """A process that reads one file at a time. Its memory and time are watched, and it is ended
    when it takes too much, or when `progress` raises: so somebody cancels, or leaves."""

    def __init__(self, allowed: Allowed) -> None:
        self.held: tuple[str, ...] = ()
        self._allowed = allowed
        self._ready = False
        self._well = True  # whether it has answered all it was asked
        self._started = time.monotonic()
        self._base = 0  # bytes it had when it was ready
        self._computed_before = 0.0
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, and a module of ours
            [sys.executable, "-m", _CHILD, *allowed.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    @property
    def grown(self) -> int:
        """Bytes it has beyond those it had when it was ready."""
        try:
            return int(psutil.Process(self.number).memory_info().rss) - self._base
        except psutil.Error:
            return 0

    @property
    def computed(self) -> float:
        """Seconds it has computed since it was asked."""
        try:
            times = psutil.Process(self.number).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system) - self._computed_before

    def ask(self, message: object, name: str, progress: Progress) -> object:
        """The answer to a message about a file of a name.

        Raises what the reader found wrong with the file, as it found it; DataError where it took
        too much or broke off; GoneError if it had ended before; and whatever `progress` raises.
        """
        try:
            return self._answer(message, name, progress)
        except BaseException as error:
            if not (isinstance(error, DataError) and self._well):
                self.kill()
            raise

    def _answer(self, message: object, name: str, progress: Progress) -> object:
        from data_access.importing.own_process.messages import Ready, Told, size_of

        self._well = False
        self._computed_before += self.computed
        threading.Thread(target=self._send, args=(message,), daemon=True).start()
        begun = time.monotonic() if self._ready else 0.0
        told, since = Told(0.0, 0.02, f"Opening {name}"), time.monotonic()
        heard, share = False, 0.0
        expected = 1 + size_of(message) / (10 * MEBIBYTE)
        while True:
            try:
                said = self._answers.get(timeout=_LOOK)
            except queue.Empty:
                said = None
            now = time.monotonic()
            if isinstance(said, Ready):
                self._ready, begun = True, begun or now
                self._base = self._base if self.held else self._memory()
            elif isinstance(said, Told):
                told, since, heard = said, now, True
            elif isinstance(said, _Ended):
                if not self._ready:
                    raise ReadingFaultError(_does_not_start(name))
                if not heard:
                    raise GoneError
                # Libraries that get no more memory give up so.
                aborted = self._process.wait() == -signal.SIGABRT
                raise DataError(_too_large(name) if aborted else _broke_off(name))
            elif said is not None:
                return self._finished(said, name)
            self._look(name, begun, self._allowed.seconds_for(size_of(message)))
            # A step of unknown length comes ever nearer to its end and does not reach it.
            within = 1 - exp(-(now - since) / expected)
            share = max(share, told.share + (told.until - told.share) * within)
            progress(share, told.what)

    def _finished(self, said: object, name: str) -> object:
        from data_access.importing.own_process.messages import Done, Fault, Refused, TooMuch

        if isinstance(said, Done | Refused):
            self.held, self._well = said.held, True
            if isinstance(said, Refused):
                raise said.error
            return said.value
        if isinstance(said, TooMuch):
            raise DataError(_too_large(name))
        if isinstance(said, Fault):
            places = "".join(f"\n  {place}" for place in said.places)
            logging.getLogger(__name__).error("reading a file met a %s at%s", said.kind, places)
        raise ReadingFaultError(
            f"{name} could not be read because of a fault in this program. Tell whoever looks "
            "after the dashboard; the log says where it was."
        )

    def _look(self, name: str, begun: float, seconds: float) -> None:
        """DataError where it takes too much."""
        now = time.monotonic()
        if not begun:
            if now - self._started > self._allowed.start:
                raise ReadingFaultError(_does_not_start(name))
            return
        taken, hardly = now - begun, self.computed < seconds / 2
        if taken > seconds * (self._allowed.busy if hardly else 1):
            raise DataError(
                f"{name} takes longer to read than the {seconds:.0f} seconds that are safe: leave "
                "only what is needed in it and bring it again."
            )
        if self._memory() - self._base > self._allowed.memory:
            raise DataError(_too_large(name))

    def _memory(self) -> int:
        try:
            return int(psutil.Process(self.number).memory_info().rss)
        except psutil.Error:  # it has just ended, which its output will tell
            return self._base

    def _send(self, message: object) -> None:
        from data_access.importing.own_process.messages import send

        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended, which its output tells
            send(self._process.stdin, message)

    def _listen(self) -> None:
        from data_access.importing.own_process.messages import receive

        assert self._process.stdout is not None
        try:
            while True:
                self._answers.put(receive(self._process.stdout))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._answers.put(_Ended())
        self._process.wait()

    def let_go(self) -> None:
        """Let it end: at once if it has nothing to do."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()

    def end(self, seconds: float = 1.0) -> None:
        """Let it end, and end it if it does not."""
        self.let_go()
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()


def _does_not_start(name: str) -> str:
    return f"{name} could not be read: the program that reads files does not start."


def _broke_off(name: str) -> str:
    return (
        f"{name} cannot be read: reading it broke off, as happens with damaged files. Open it, "
        "save it anew, and bring it again."
    )


def _too_large(name: str) -> str:
    return (
        f"{name} takes more memory to read than is safe: leave only what is needed in it and bring "
        "it again."
    )
