"""Taking a measure and its baseline in turns, so that a busy machine slows both alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Seconds of the thing measured and of its baseline, one of each a round."""

    measured: tuple[float, ...]
    baseline: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times the baseline the measure takes, at the median."""
        return statistics.median(self.measured) / statistics.median(self.baseline)

    def line(self, measured: str, baseline: str) -> str:
        """One line to print."""
        return (
            f"{measured}: {statistics.median(self.measured):.2f} s "
            f"({min(self.measured):.2f} to {max(self.measured):.2f}), "
            f"{self.ratio:.2f} × {baseline} {statistics.median(self.baseline):.2f} s"
        )


def in_turns(measure: Callable[[], float], baseline: Callable[[], float], rounds: int) -> Pair:
    """Measure and baseline `rounds` times each, after one round of each that does not count."""
    measure()
    baseline()
    pairs = [(measure(), baseline()) for _ in range(rounds)]
    return Pair(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))
