"""How much reading one file may take, and how a reader is held to it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import psutil

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Allowed:
    """What reading one file may take before it is refused.

    memory: bytes beyond what a reader has before it reads. seconds: for a file of a few megabytes;
    a larger one gets as many more for each megabyte as `seconds_per_megabyte` says. On a busy
    machine, where it hardly gets to compute, it may take `busy` times as long. start: seconds in
    which a reader has to be ready. idle: seconds after which one that nobody asks ends.
    """

    memory: int = 1024 * MEBIBYTE
    seconds: float = 18.0
    seconds_per_megabyte: float = 1.0
    busy: float = 4.0
    start: float = 60.0
    idle: float = 300.0

    @classmethod
    def from_arguments(cls, arguments: Sequence[str]) -> Allowed:
        """From a process's arguments, as `arguments` gives them."""
        memory, *seconds = arguments
        return cls(int(memory), *(float(each) for each in seconds))

    @property
    def arguments(self) -> tuple[str, ...]:
        """As arguments of a process."""
        return tuple(str(value) for value in astuple(self))

    def seconds_for(self, size: int) -> float:
        """How long a file of so many bytes may take."""
        return self.seconds + max(0.0, size / MEBIBYTE - 5) * self.seconds_per_megabyte


def give_way() -> None:
    """Let pages go before files: they are what people wait for."""
    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(3)


def hold_memory(more: int) -> None:
    """Let this process take no more than so many bytes beyond what it has, where the system can
    hold it to that (Linux). Elsewhere, and for what this does not count, the server looks on."""
    if sys.platform != "linux":
        return
    import resource

    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    has = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
    with contextlib.suppress(ValueError, OSError):
        # What is asked for and not used counts too, and libraries ask for much: 2 GB for a million
        # rows that take 0.7. So this only stops what grows faster than the server can look.
        resource.setrlimit(resource.RLIMIT_DATA, (has + 3 * more, resource.RLIM_INFINITY))


def hold_time(seconds: float) -> None:
    """Let this process compute no longer than so many seconds from now, even when nobody looks on
    any more (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
