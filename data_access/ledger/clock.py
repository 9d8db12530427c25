"""Moments of recording come from a clock, and a clock can be wrong.

One that is slow does no harm: moments follow the order of batches whatever it says. One that is far
fast would date everything after it, for good: so a moment more than a year after anything was
recorded is refused until somebody says that the clock is right, and a ledger that such a clock has
dated is mended by an administrator.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import polars as pl
from sqlalchemy import Connection, func, select
from sqlmodel import col

from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.ledger.as_known import batches, table_of
from data_access.ledger.batch import Action, Batch
from data_access.ledger.coverage import Coverage, whole_to_of
from data_access.ledger.decision import write_decision
from data_access.moments import now
from data_access.principal import require_everywhere
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal
from vocabulary.wording import long_date, number_of

FAR_AHEAD: Final = timedelta(days=366)
_TOLERANCE: Final = timedelta(days=1)
_ONE: Final = timedelta(microseconds=1)


def refuse_far_ahead(known: pl.DataFrame, moment: datetime) -> None:
    """DataError for a moment more than a year after anything was recorded, given `known` (see
    `as_known.batches`). Invented records are dated back, so they say nothing of the clock."""
    newest = _by_the_clock(known)
    if newest is not None and moment > newest + FAR_AHEAD:
        raise DataError(
            f"This computer's clock says that it is {long_date(moment.date())}, more than a year "
            f"after anything was last recorded here ({long_date(newest.date())}). Nothing was "
            "written. Set the clock; or, if it is right, an administrator says so once: "
            "python -m data_access clock --right."
        )


def is_far_ahead(store: Store) -> bool:
    """Whether the clock says a moment that would be refused."""
    with store.reading() as connection:
        newest = _by_the_clock(batches(connection))
    return newest is not None and now() > newest + FAR_AHEAD


def _by_the_clock(known: pl.DataFrame) -> datetime | None:
    ours = known.filter(pl.col("nature") != Nature.ILLUSTRATIVE).get_column("recorded_at")
    newest = ours.max()
    return newest if isinstance(newest, datetime) else None


def dated_ahead(store: Store) -> list[datetime]:
    """The moments of batches that are still to come by this computer's clock, in order."""
    with store.reading() as connection:
        return _dated_ahead(connection, now())


def _dated_ahead(connection: Connection, moment: datetime) -> list[datetime]:
    told = select(col(Batch.recorded_at)).where(col(Batch.recorded_at) > moment + _TOLERANCE)
    return sorted(set(connection.execute(told).scalars()))


def say_clock_is_right(store: Store, *, principal: Principal) -> datetime:
    """Note that the clock is right as it is, so that records are dated by it. Returns its moment.
    DataError where batches are dated ahead of it; NotAllowedError unless the principal may
    administer every council's records."""
    require_everywhere(principal, Permission.ADMINISTER)
    moment = now()
    with store.writing() as connection:
        if _dated_ahead(connection, moment):
            raise DataError("There are batches dated ahead of this clock: mend them instead.")
        _tell(connection, moment, "Clock found right", principal)
    return moment


def mend_moments(store: Store, *, principal: Principal) -> int:
    """Date batches that a wrong clock dated ahead: just before now, in their order, because nobody
    knows when they came. What they were dated is kept with them. Returns how many there were.
    DataError where there are none; NotAllowedError unless the principal may administer every
    council's records."""
    require_everywhere(principal, Permission.ADMINISTER)
    moment = now()
    with store.writing() as connection:
        wrong = _dated_ahead(connection, moment)
        if not wrong:
            raise DataError("No batch is dated ahead of this computer's clock.")
        table = table_of(Batch)
        recorded = table.c["recorded_at"]
        before = select(func.max(recorded)).where(recorded < wrong[0])
        newest = connection.execute(before).scalar()
        start = moment - _ONE * (len(wrong) + 1)
        if isinstance(newest, datetime):
            start = max(start, newest)
        mended = 0
        for place, each in enumerate(wrong, 1):
            told = f"Dated {each:%Y-%m-%d %H:%M} by a clock that was wrong"
            mine = recorded == each
            ids = list(connection.execute(select(table.c["batch_id"]).where(mine)).scalars())
            noted = func.coalesce(table.c["note"] + ". ", "") + told
            changed = table.update().where(mine)
            connection.execute(changed.values(recorded_at=start + _ONE * place, note=noted))
            _mend_coverage(connection, ids, start + _ONE * place)
            mended += len(ids)
        what = f"{number_of(mended, 'batch', 'batches')} dated anew after a wrong clock"
        _tell(connection, start + _ONE * (len(wrong) + 1), what, principal)
    return mended


def _mend_coverage(connection: Connection, batch_ids: list[int], moment: datetime) -> None:
    """A file that was taken to be extracted on a day to come said too much of how far the record is
    whole."""
    table = table_of(Coverage)
    day = moment.date()
    theirs = table.c["batch_id"].in_(batch_ids) & (table.c["extracted"] > day)
    for row in connection.execute(select(table).where(theirs)).mappings().all():
        rhythm = DATASETS[row["dataset"]].rhythm_days
        newest = min(row["newest"], day)
        whole = None if row["whole_to"] is None else whole_to_of(newest, day, rhythm)
        same = [table.c[name] == row[name] for name in ("batch_id", "authority", "dataset")]
        connection.execute(table.update().where(*same).values(extracted=day, whole_to=whole))


def _tell(connection: Connection, moment: datetime, what: str, principal: Principal) -> None:
    """A batch that says what was done about moments."""
    write_decision(
        connection,
        Action.CLOCK,
        dataset="clock",
        nature=str(Nature.OWN),
        source_name="Clock",
        recorded_by=principal.name,
        recorded_at=moment,
        note=what,
    )
