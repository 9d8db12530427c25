"""What the encoder says of a text, in groups: which polarity and category a sentence is of, and
which measure, and whose, a number is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("outputs.json")


@dataclass(frozen=True)
class Outputs:
    """The names of the outputs, by group, in their order."""

    groups: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return sum(map(len, self.groups.values()))

    def slice(self, group: str) -> slice:
        """Where a group's outputs stand among all."""
        start = 0
        for name, names in self.groups.items():
            if name == group:
                return slice(start, start + len(names))
            start += len(names)
        raise KeyError(group)

    def place(self, group: str, name: str) -> int:
        """Where an output stands in its group; the first where it is not in it."""
        names = self.groups[group]
        return names.index(name) if name in names else 0


@lru_cache(maxsize=1)
def outputs() -> Outputs:
    """Those of the encoder that ships."""
    told = json.loads(FILE.read_text("utf-8"))
    return Outputs({group: tuple(names) for group, names in told.items()})
