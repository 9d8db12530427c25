"""Which pages people looked at lately: once newer records came these are made ready first."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from components.exhibits.view import View
from components.web.services import Screen
from vocabulary.principal import Principal

LATELY_SECONDS: Final = 600.0
MOST: Final = 60
"""Pages that are made ready; what else is asked for is worked out when it is."""
_MOST_NOTED: Final = 600


@dataclass(frozen=True)
class LookedAt:
    """A page as somebody looked at it: whose records and which, and what its address asked for."""

    screen: Screen
    view: View
    query: str


@dataclass
class _Looks:
    principal: Principal
    times: int
    last: float


_looked: Final[OrderedDict[LookedAt, _Looks]] = OrderedDict()
_noting: Final = Lock()


def note(looked: LookedAt, principal: Principal) -> None:
    """Somebody looks at a page."""
    now = time.monotonic()
    with _noting:
        looks = _looked.setdefault(looked, _Looks(principal, 0, now))
        lately = looks.last >= now - LATELY_SECONDS
        looks.principal, looks.times, looks.last = principal, looks.times * lately + 1, now
        _looked.move_to_end(looked)
        if len(_looked) > _MOST_NOTED:
            _looked.popitem(last=False)


def looked_at() -> list[tuple[LookedAt, Principal]]:
    """The pages that were looked at most lately, the most looked at first, and who was the last."""
    until = time.monotonic() - LATELY_SECONDS
    with _noting:
        found = [(each, looks) for each, looks in _looked.items() if looks.last >= until]
    found.sort(key=lambda each: each[1].times, reverse=True)
    return [(each, looks.principal) for each, looks in found[:MOST]]
