"""The signals of the councils that somebody may see: worked out once a council for as long as its
records are the same, and kept as a few figures each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from threading import Lock
from typing import Any, Final

import polars as pl

from components.exhibits.records import Records
from components.exhibits.region.council import council_signals
from components.exhibits.region.records import REGION_SCHEMA, of_region
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.principal import current_principal
from data_access.region.councils import FEWEST, CouncilHere, council_records, councils_here
from data_access.store.database import Store, open_store
from vocabulary.principal import Principal

_INLINE: Final = 3  # councils; more are worked out in a process of their own
_TOGETHER: Final = 6  # councils a piece of such work
_KEPT: Final = 2000  # councils at moments: a few kilobytes each

_Key = tuple[Store, CouncilHere, date]
_kept: Final[OrderedDict[_Key, pl.DataFrame]] = OrderedDict()
_changing: Final = Lock()
_turn: Final = Lock()

Told = Callable[[int, int], None]
"""Is told how many councils of how many are worked out."""


def sees_several() -> bool:
    """Whether whoever is asking may see the records of two councils or more in the store."""
    return len(councils_here(principal=current_principal())) >= FEWEST


def region_in_view(known: Records, view: View, told: Told | None = None) -> Records | None:
    """A council's records with the signals of every council that whoever is asking may see; None
    with fewer than two of them."""
    principal, store = current_principal(), open_store()
    here = councils_here(view.as_at, principal=principal, store=store)
    if len(here) < FEWEST:
        return None
    return of_region(known, _signals(store, here, view, principal, told))


def _signals(
    store: Store,
    here: Sequence[CouncilHere],
    view: View,
    principal: Principal,
    told: Told | None,
) -> pl.DataFrame:
    found = {each: _found((store, each, view.today)) for each in here}
    if any(frame is None for frame in found.values()):
        with _turn:  # after a start several people may want the same at once
            found = {each: _found((store, each, view.today)) for each in here}
            missing = [each for each, frame in found.items() if frame is None]
            for first in range(0, len(missing), _TOGETHER):
                if told is not None:
                    told(len(here) - len(missing) + first, len(here))
                part = missing[first : first + _TOGETHER]
                asked = [each.authority for each in part]
                work = worked_out if len(missing) <= _INLINE else _apart
                frames = work(store.url, asked, view.as_at, view.today, principal)
                for each, frame in zip(part, frames, strict=True):
                    _keep((store, each, view.today), frame)
                    found[each] = frame
    return pl.concat(
        [pl.DataFrame(schema=REGION_SCHEMA), *(f for f in found.values() if f is not None)]
    )


def _apart(*asked: Any) -> list[pl.DataFrame]:
    return in_own_process(Kind.COUNCILS, worked_out, *asked)


def worked_out(
    url: str,
    authorities: Sequence[str],
    as_at: datetime | None,
    today: date,
    principal: Principal,
) -> list[pl.DataFrame]:
    """The signals of some councils, REGION_SCHEMA each. NotAllowedError unless the principal may
    see every one of them."""
    store = open_store(url)
    return [
        council_signals(council_records(each, as_at, principal=principal, store=store), today)
        for each in authorities
    ]


def _found(key: _Key) -> pl.DataFrame | None:
    with _changing:
        frame = _kept.get(key)
        if frame is not None:
            _kept.move_to_end(key)
        return frame


def _keep(key: _Key, frame: pl.DataFrame) -> None:
    with _changing:
        _kept[key] = frame
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
