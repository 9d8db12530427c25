"""Looking up who did what, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import polars as pl
from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import col

from data_access.activity.note import flush
from data_access.activity.table import Activity
from data_access.datasets import DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.moments import end_of
from data_access.principal import require_somewhere
from data_access.store.database import Store
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal

MOST_SHOWN = 500
SCHEMA: dict[str, pl.DataType] = {
    "moment": pl.Datetime("us"),
    "who": pl.String(),
    "subject": pl.String(),
    "act": pl.String(),
    "about": pl.String(),
    "number": pl.Int64(),
    "authority": pl.String(),
}


@dataclass(frozen=True)
class Activities:
    """Acts found: `rows` newest first (columns: SCHEMA), no more than were asked for, of `many` by
    so many `people`."""

    rows: pl.DataFrame
    many: int
    people: int


def activities(
    store: Store,
    *,
    principal: Principal,
    who: str | None = None,
    act: Act | None = None,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    limit: int | None = MOST_SHOWN,
) -> Activities:
    """The acts that an administrator may look up: those with the records of their councils.

    who, act, since, until (days, both counted in): only theirs. words: each has to stand in who did
    it, what was done, or what it was done with. NotAllowedError for anybody else.
    """
    where = _may_be_told(principal)
    if who is not None:
        where.append(col(Activity.who) == who)
    if act is not None:
        where.append(col(Activity.act) == str(act))
    if since is not None:
        where.append(col(Activity.moment) >= datetime.combine(since, time.min))
    if until is not None:
        where.append(col(Activity.moment) <= end_of(until))
    where += [_speaks_of(word) for word in words.split()]
    columns = [getattr(Activity, name) for name in SCHEMA]
    newest = select(*columns).where(*where).order_by(col(Activity.activity_id).desc())
    numbers = select(func.count(), func.count(col(Activity.who).distinct())).where(*where)
    flush()
    with store.reading() as connection:
        many, by = connection.execute(numbers.select_from(Activity)).one()
        found = connection.execute(newest.limit(limit))
        rows = pl.DataFrame([tuple(row) for row in found], SCHEMA, orient="row")
        return Activities(rows, many, by)


def people(store: Store, *, principal: Principal) -> list[str]:
    """Everybody who did something that the administrator may look up, by name."""
    where = _may_be_told(principal)
    flush()
    with store.reading() as connection:
        found = connection.execute(select(col(Activity.who)).where(*where).distinct())
        return sorted(found.scalars(), key=str.casefold)


def _may_be_told(principal: Principal) -> list[ColumnElement[bool]]:
    require_somewhere(principal, Permission.ADMINISTER)
    councils = principal.councils(Permission.ADMINISTER)
    return [] if councils is None else [col(Activity.authority).in_(sorted(councils))]


def _speaks_of(word: str) -> ColumnElement[bool]:
    plain = word.casefold()
    acts = [code for code, label in Act.labels().items() if plain in label.casefold()]
    named = [each.name for each in DATASETS.values() if plain in each.title.casefold()]
    about = [col(Activity.about).contains(name, autoescape=True) for name in named]
    return or_(
        col(Activity.who).icontains(word, autoescape=True),
        col(Activity.about).icontains(word, autoescape=True),
        col(Activity.authority).icontains(word, autoescape=True)
        & (col(Activity.authority) != EVERY_COUNCIL),
        col(Activity.act).in_(acts),
        *about,
    )
