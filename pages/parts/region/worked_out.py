"""The signals of the councils that somebody may see: worked out once a council for as long as its
records are the same, and kept as a few figures each, in the store too."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from threading import Lock
from typing import Final

import polars as pl

from components.exhibits.records import Records
from components.exhibits.region.council import council_signals
from components.exhibits.region.records import REGION_SCHEMA, of_region
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.principal import current_principal
from data_access.moments import today as this_day
from data_access.region.councils import FEWEST, CouncilHere, council_records, councils_here
from data_access.region.keep import keep_signals, kept_signals, rules
from data_access.store.database import Store, open_store
from pages.parts.region.under_way import UnderWay
from vocabulary.principal import Principal

_INLINE: Final = 3  # councils; more are worked out in processes of their own
_LOOK: Final = 0.5  # seconds between two words on how far it is
_KEPT: Final = 2000  # councils at moments: a few kilobytes each

_Key = tuple[Store, CouncilHere, date]
_kept: Final[OrderedDict[_Key, pl.DataFrame]] = OrderedDict()
_changing: Final = Lock()
_turn: Final = Lock()

_under_way: Final = UnderWay[_Key]()
_begun_for: Final[list[object]] = []  # the councils and the day that were last looked at

_waits: Final[list[str]] = []  # what is waited for, in a sentence

Told = Callable[[int, int, Records, str], object]
"""Is told how many councils of how many are worked out, the signals of these, and what others' work
is waited for, in a sentence."""


def sees_several() -> bool:
    """Whether whoever is asking may see the records of two councils or more in the store. What the
    page of these will show is begun, so that it is there when they come to it."""
    principal, day = current_principal(), this_day()
    here = councils_here(principal=principal)
    if len(here) < FEWEST:
        return False
    if not (_begun_for and _begun_for[0] is here and _begun_for[1] == day):
        _begun_for[:] = [here, day]
        _begin(open_store(), here, None, day, principal)
    return True


def region_in_view(known: Records, view: View, told: Told | None = None) -> Records | None:
    """A council's records with the signals of every council that whoever is asking may see; None
    with fewer than two of them. told: called several times a second while they are worked out; what
    it raises ends the waiting, not the work. NotDoneError where that takes too long."""
    principal, store = current_principal(), open_store()
    here = councils_here(view.as_at, principal=principal, store=store)
    if len(here) < FEWEST:
        return None
    keys = [(store, each, view.today) for each in here]
    begun = _begin(store, here, view.as_at, view.today, principal)
    while _under_way.wait(begun, _LOOK):
        if told is not None:
            found = _found(keys)
            told(len(found), len(here), of_region(known, _together(found)), "".join(_waits))
    _under_way.check(begun)
    _here(store, here, view, principal)
    return of_region(known, _together(_found(keys)))


def _begin(
    store: Store,
    here: Sequence[CouncilHere],
    as_at: datetime | None,
    today: date,
    principal: Principal,
) -> list[_Key]:
    """Have what is not known of councils worked out apart, and what there is of it; where it is
    little, nothing."""
    missing = _missing([(store, each, today) for each in here])
    if len(missing) > _INLINE and as_at is None:
        _take_kept(store, missing, principal)
        missing = _missing(missing)
    if len(missing) <= _INLINE:
        return []

    def do(piece: Sequence[_Key]) -> None:
        asked = [each.authority for _, each, _ in piece]
        work = (store.url, asked, as_at, today, principal)
        frames = in_own_process(Kind.COUNCILS, worked_out, *work, waiting=_wait)
        _keep(dict(zip(piece, frames, strict=True)))
        if as_at is None:
            _keep_in_store(store, piece, frames, principal)

    _under_way.begin(missing, do)
    return missing


def _wait(said: str) -> None:
    _waits[:] = [said] if said else []


def _here(store: Store, here: Sequence[CouncilHere], view: View, principal: Principal) -> None:
    """Work out the few that are missing."""
    with _turn:  # several people may want the same at once
        missing = _missing([(store, each, view.today) for each in here])
        asked = [each.authority for _, each, _ in missing]
        frames = worked_out(store.url, asked, view.as_at, view.today, principal)
        _keep(dict(zip(missing, frames, strict=True)))


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


def _take_kept(store: Store, keys: Sequence[_Key], principal: Principal) -> None:
    """Take what the store has of councils from before."""
    asked = {each.authority: _kept_under(each, today) for _, each, today in keys}
    told = kept_signals(store, asked, principal=principal)
    _keep(
        {
            key: pl.read_json(StringIO(told[key[1].authority]), schema=REGION_SCHEMA)
            for key in keys
            if key[1].authority in told
        }
    )


def _keep_in_store(
    store: Store, keys: Sequence[_Key], frames: Sequence[pl.DataFrame], principal: Principal
) -> None:
    told = {
        each.authority: (_kept_under(each, today), frame.write_json())
        for (_, each, today), frame in zip(keys, frames, strict=True)
    }
    keep_signals(store, told, keys[0][1].stamp[0], principal=principal)


def _kept_under(council: CouncilHere, today: date) -> str:
    return sha256(f"{rules()} {council.stamp} {today}".encode()).hexdigest()


def _missing(keys: Sequence[_Key]) -> list[_Key]:
    with _changing:
        return [key for key in keys if key not in _kept]


def _found(keys: Sequence[_Key]) -> list[pl.DataFrame]:
    with _changing:
        there = [key for key in keys if key in _kept]
        for key in there:
            _kept.move_to_end(key)
        return [_kept[key] for key in there]


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=REGION_SCHEMA), *frames])


def _keep(frames: Mapping[_Key, pl.DataFrame]) -> None:
    with _changing:
        _kept.update(frames)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
