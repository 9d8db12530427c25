"""The memory a process has had at its peak."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def peak_memory() -> int:
    """Megabytes this process has had at its peak since its program started.

    As Linux counts them for the program itself: what `getrusage` tells includes the memory of
    whoever started the process, up to the moment it became a program of its own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (2**20 if sys.platform == "darwin" else 1024)
