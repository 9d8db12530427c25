"""What there is to look at in a store, and what looking at it comes to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from data_access.ledger.ledger import history
from data_access.snapshot import councils, home_authority, snapshot
from data_access.store.database import Store, open_store
from vocabulary.nature import Nature

MONTHS_BACK = 24


def council_names(store: Store) -> list[str]:
    """Councils with records in the store: its own first, then by name."""
    names = sorted(councils(store).get_column("authority").to_list())
    home = home_authority(store)
    return sorted(names, key=lambda name: (name != home, name))


def month_ends(store: Store, today: date) -> list[date]:
    """The ends of the months since the store's first batch, newest first, two years at most."""
    first = _first_recorded(store, store.revision())
    if first is None:
        return []
    ends: list[date] = []
    day = today.replace(day=1) - timedelta(days=1)
    while day >= first.date() and len(ends) < MONTHS_BACK:
        ends.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return ends


@lru_cache(maxsize=32)
def _first_recorded(store: Store, revision: int) -> datetime | None:
    first = history(store).get_column("recorded_at").min() if revision else None
    return first if isinstance(first, datetime) else None


def end_of(day: date) -> datetime:
    """The last moment of a day, as the ledger counts moments (UTC, naive)."""
    return datetime.combine(day, time.max)


def nature_of(council: str, as_at: datetime | None, store: Store | None = None) -> Nature:
    """What kind of records a council's are at that moment."""
    return snapshot(council, as_at, store=store or open_store()).nature


def today() -> date:
    """The day of looking."""
    return datetime.now(UTC).date()
