"""The one door through which anything reads: the records of a council as known at a moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache, partial
from threading import Lock
from typing import Any, Protocol

import polars as pl
from sqlalchemy import Connection

from data_access.datasets import (
    CLOSED_PERIOD,
    COUNCIL,
    COUNCIL_PROFILE,
    DATASETS,
    PUBLISHED_EDITION,
    REMEMBERED,
    WORK,
    Dataset,
)
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.as_known import PROVENANCE_SCHEMA, batches, rows_as_known
from data_access.ledger.coverage import whole_to
from data_access.ledger.held_versions import HeldVersions, Reading, Standing
from data_access.ledger.history import authorities_in
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.ledger.left_out import PartOfFile, parts_of_files
from data_access.moments import end_of
from data_access.principal import require
from data_access.store.database import Store, open_store
from vocabulary.framework import Framework, framework_on
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal


class KeptWithRecords(Protocol):
    """Something that was worked out from a snapshot."""

    def for_newer(self, records: Any, /) -> KeptWithRecords | None:
        """The same for a newer snapshot, if it holds of that as well."""
        ...


@dataclass(frozen=True)
class Snapshot:
    """One council's records as known at a moment, and the published figures of others.

    `snapshot["score"]` is a frame with the dataset's columns and `PROVENANCE_SCHEMA`; `peers`
    has the same for what is published about other councils. Frames are shared: never change one.
    """

    authority: str
    as_at: datetime | None
    revision: int
    frames: Mapping[str, pl.DataFrame]
    peers: Mapping[str, pl.DataFrame]
    councils: pl.DataFrame
    framework: Framework  # that applies at the moment
    # By dataset, the last day up to which the council's record is whole: by the files that came,
    # and by what a person closed. Later periods are open: nothing may be concluded from them.
    whole_to: Mapping[str, date] = field(default_factory=dict)
    # Number of the newest batch known, of whatever council (0: none), and when it was recorded.
    newest_batch: int = 0
    newest_moment: datetime | None = None
    # Files of which only a part is in, by dataset: of these records, and of those about others.
    parts: Mapping[str, tuple[PartOfFile, ...]] = field(default_factory=dict)
    peer_parts: Mapping[str, tuple[PartOfFile, ...]] = field(default_factory=dict)
    # The same council at another moment of the same store and revision.
    earlier: Callable[[datetime], Snapshot] | None = field(default=None, repr=False, compare=False)
    # What others worked out from this snapshot, kept for as long as it is itself, or a newer one of
    # which it holds as well.
    memo: dict[Any, KeptWithRecords] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.frames[name]

    @cached_property
    def freshness(self) -> pl.DataFrame:
        """One row per dataset a council fills: dataset, title, rows, recorded (day of the newest
        row, null if none), rhythm_days (null: comes when it comes)."""
        rows = []
        for name, frame in self.frames.items():
            dataset = DATASETS[name]
            if dataset in (*REMEMBERED, *WORK, COUNCIL_PROFILE):
                continue
            newest = frame.get_column("recorded_at").max() if frame.height else None
            rows.append((name, dataset.title, frame.height, newest, dataset.rhythm_days))
        return pl.DataFrame(
            rows,
            schema={
                "dataset": pl.String,
                "title": pl.String,
                "rows": pl.Int64,
                "recorded": pl.Datetime("us"),
                "rhythm_days": pl.Int64,
            },
            orient="row",
        ).with_columns(pl.col("recorded").dt.date())

    def as_known(self, day: date) -> Snapshot:
        """The same council's records as known at the end of a day; these, where they are no later.

        LookupError for a snapshot that was not read from a store.
        """
        moment = end_of(day)
        if self.as_at is not None and self.as_at <= moment:
            return self
        if self.earlier is None:
            raise LookupError("only what was read from a store is known at other moments")
        return self.earlier(moment)

    @cached_property
    def nature(self) -> Nature:
        """What the council's records are, taken together."""
        if self.authority in INVENTED_COUNCILS:
            return Nature.ILLUSTRATIVE
        # The codebook that ships with the product says nothing about the council.
        kinds = {
            kind
            for name, frame in self.frames.items()
            if name != PUBLISHED_EDITION.name  # to publish facts that are public is no own record
            for kind in frame.select("authority", "nature")
            .unique()
            .filter(pl.col("authority") == self.authority)
            .get_column("nature")
        }
        return Nature.OWN if Nature.OWN in kinds else Nature.PUBLISHED

    @cached_property
    def authority_type(self) -> str | None:
        """Kind of council, where known."""
        own = self.councils.filter(pl.col("authority") == self.authority)
        return own.item(0, "authority_type") if own.height else None


def snapshot(
    authority: str,
    as_at: datetime | None = None,
    *,
    principal: Principal,
    store: Store | None = None,
) -> Snapshot:
    """The records of a council as known at `as_at` (UTC, naive; None: now).

    Cached by the ledger's revision, so that asking again costs one small query. Raises
    NotAllowedError unless the principal may see the council.
    """
    store = store or open_store()
    require(principal, Permission.SEE, authority)
    return _read(store, store.revision(), authority, as_at, framework_of(as_at))


def home_authority(store: Store | None = None, *, principal: Principal) -> str | None:
    """The council the store was made for; None in a store without one, or where the principal may
    not see it."""
    store = store or open_store()
    return _home(store, store.revision(), principal)


@lru_cache(maxsize=256)  # every page where something can be recorded asks
def _home(store: Store, _revision: int, principal: Principal) -> str | None:
    return home_of(councils(store, principal=principal))


def councils(store: Store | None = None, *, principal: Principal) -> pl.DataFrame:
    """Councils with records in the store that the principal may see: authority, authority_type,
    home, and provenance."""
    everyone = stored_councils(store or open_store())
    seen = principal.councils(Permission.SEE)
    if seen is None:
        return everyone
    return everyone.filter(pl.col("authority").is_in(sorted(seen)))


def council_names(store: Store | None = None, *, principal: Principal) -> list[str]:
    """The councils that `councils` gives: the store's own first, then by name."""
    store = store or open_store()
    return list(_names(store, store.revision(), principal))


@lru_cache(maxsize=256)  # every page asks
def _names(store: Store, _revision: int, principal: Principal) -> tuple[str, ...]:
    known = councils(store, principal=principal)
    home = home_of(known)
    return tuple(sorted(known.get_column("authority"), key=lambda name: (name != home, name)))


def home_of(known: pl.DataFrame) -> str | None:
    """The home among councils as `councils` gives them, or None."""
    # Plain values, because a query takes longer than all of them.
    rows = zip(known["batch_id"], known["authority"], known["home"], strict=True)
    return max(((batch, name) for batch, name, home in rows if home), default=(0, None))[1]


def stored_councils(store: Store) -> pl.DataFrame:
    """Every council with records in the store, as `councils` gives them: not to be shown, but to
    know what a store is for."""
    return _councils(store, store.revision())


def forget_what_was_read() -> None:
    """Let go of every snapshot that is kept: something in it was erased."""
    with _keeping:
        _kept.clear()
    _councils.cache_clear()
    _names.cache_clear()
    _home.cache_clear()


def framework_of(as_at: datetime | None) -> Framework:
    """The framework that applies at a moment (None: now)."""
    return framework_on((as_at or datetime.now(UTC)).date())


_TURNS = tuple(Lock() for _ in range(16))
_MOST_KEPT = 32
_REVISIONS = 3  # of the same: what is shown, what is made ready, and what somebody has seen
_kept: OrderedDict[Any, OrderedDict[int, Snapshot]] = OrderedDict()
_keeping = Lock()


def _read(
    store: Store, revision: int, authority: str, as_at: datetime | None, framework: Framework
) -> Snapshot:
    """Whoever wants what another is reading waits for it: after an import all pages want the same
    at once. What was read at a revision that nobody is shown any more is let go then: its frames
    may be large."""
    asked = (store, authority, as_at, framework)
    with _TURNS[hash((store, authority, as_at)) % len(_TURNS)]:
        with _keeping:
            kept = _kept.get(asked)
            if kept is not None and revision in kept:
                _kept.move_to_end(asked)
                kept.move_to_end(revision)
                return kept[revision]
        read = _read_anew(store, revision, authority, as_at, framework)
        with _keeping:
            # After an erasure nothing is kept of before, and so nothing is taken over.
            kept = _kept.setdefault(asked, OrderedDict())
            before = [kept[each] for each in sorted(kept, reverse=True) if each < revision]
        for older in before:
            take_over(older, read)
        with _keeping:
            kept = _kept.setdefault(asked, OrderedDict())
            kept[revision] = read
            # Who still works at an older revision does not take the place of what is newer.
            needed = min(store.shown.oldest, max(kept))
            for gone in [each for each in kept if each < needed]:
                del kept[gone]
            while len(kept) > _REVISIONS:
                kept.popitem(last=False)
            _kept.move_to_end(asked)
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
        return read


def take_over(older: Snapshot, newer: Snapshot) -> None:
    """Keep with a newer snapshot what was worked out from an older one and holds of both, because
    all that was read for it is the same."""
    for place, kept in list(older.memo.items()):
        still = kept.for_newer(newer)
        if still is not None:
            newer.memo.setdefault(place, still)


def _read_anew(
    store: Store, revision: int, authority: str, as_at: datetime | None, framework: Framework
) -> Snapshot:
    with store.reading() as connection:
        known = batches(connection, as_at, revision=revision)
        reading = _held(store).reading(connection)
        if reading.newly_erased:
            forget_what_was_read()
        parts, peer_parts = _parts(connection, known, authority)
        frames, peers = {}, {}
        for name, dataset in DATASETS.items():
            if dataset is COUNCIL:
                everyone = reading.standing(COUNCIL, known).rows
            elif dataset.comes_with_product:
                shipped = _shipped(connection, dataset, known, reading, authority)
                frames[name] = shipped.made(_OWN, partial(own_before_shipped, dataset))
            elif name in PEER_DATASETS:
                all_rows = reading.standing(dataset, known)
                frames[name] = all_rows.made(f"own {authority}", partial(_own, authority))
                others = partial(published_of_others, authority=authority)
                peers[name] = all_rows.made(f"others {authority}", others)
            else:
                frames[name] = reading.standing(dataset, known, [authority]).rows
        covered = whole_to(connection, known, authority)
    return Snapshot(
        authority,
        as_at,
        revision,
        frames,
        peers,
        everyone,
        framework,
        with_closed(covered, frames[CLOSED_PERIOD.name]),
        parts=parts,
        peer_parts=peer_parts,
        **_newest(known),
        earlier=lambda moment: _read(store, revision, authority, moment, framework_of(moment)),
    )


def with_closed(covered: Mapping[str, date], closed: pl.DataFrame) -> dict[str, date]:
    """By dataset, up to which day the record is whole: by its files (`covered`), and by what a
    person closed (rows of the closed_period dataset)."""
    told = dict(closed.drop_nulls("closed_to").select("dataset", "closed_to").iter_rows())
    return {name: max(covered.get(name, day), day) for name, day in {**covered, **told}.items()}


def published_of_others(rows: pl.DataFrame, authority: str) -> pl.DataFrame:
    """What is published about other councils."""
    return rows.filter((pl.col("authority") != authority) & (pl.col("nature") == Nature.PUBLISHED))


def _parts(
    connection: Connection, known: pl.DataFrame, authority: str
) -> tuple[dict[str, tuple[PartOfFile, ...]], dict[str, tuple[PartOfFile, ...]]]:
    """Files of which only a part is in, by dataset: those with rows of the council, and those with
    rows of others that are shown beside it."""
    own: dict[str, tuple[PartOfFile, ...]] = {}
    of_others: dict[str, tuple[PartOfFile, ...]] = {}
    for part in parts_of_files(connection, known):
        together = known.filter(
            (pl.col("import_id") == part.import_id) & (pl.col("dataset") == part.dataset)
        )
        place_part(part, set(authorities_in(connection, together)), authority, own, of_others)
    return own, of_others


def place_part(
    part: PartOfFile,
    councils: set[str],
    authority: str,
    own: dict[str, tuple[PartOfFile, ...]],
    of_others: dict[str, tuple[PartOfFile, ...]],
) -> None:
    """Put a part where it belongs, given the councils that have rows in it."""
    name = part.dataset
    if councils & {authority, EVERY_COUNCIL}:
        own[name] = (*own.get(name, ()), part)
    if name in PEER_DATASETS and councils - {authority}:
        of_others[name] = (*of_others.get(name, ()), part)


def _newest(known: pl.DataFrame) -> dict[str, Any]:
    if known.is_empty():
        return {}
    return {
        "newest_batch": known.get_column("batch_id").max(),
        "newest_moment": known.get_column("recorded_at").max(),
    }


# Datasets whose published rows are worth comparing with: small, and of every council.
PEER_DATASETS = frozenset({"score", "rating", "ombudsman", "indicator", "council_profile"})


@lru_cache(maxsize=16)
def _held(store: Store) -> HeldVersions:
    return HeldVersions()


_OWN = "own before shipped"


def _own(authority: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("authority") == authority)


@lru_cache(maxsize=8)
def _councils(store: Store, revision: int) -> pl.DataFrame:
    with store.reading() as connection:
        return rows_as_known(connection, COUNCIL, batches(connection, revision=revision))


def _shipped(
    connection: Connection,
    dataset: Dataset,
    known: pl.DataFrame,
    reading: Reading,
    authority: str,
) -> Standing:
    """What comes with the product, as known then; as it was at first for a moment before there was
    any, because themes that findings were sorted by need their names. Later changes leave that
    moment alone."""

    def standing(then: pl.DataFrame) -> Standing:
        return reading.standing(dataset, then, [EVERY_COUNCIL, authority])

    found = standing(known)
    if found.rows.height:
        return found
    ever = known.with_columns(visible=pl.lit(value=True))
    if standing(ever).rows.height:
        return found  # there was one, and it was taken back
    arrived = batches(connection).filter(pl.col("dataset") == dataset.name)
    for moment in arrived.get_column("recorded_at"):
        found = standing(batches(connection, moment))
        if found.rows.height:
            break
    return found


def own_before_shipped(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """A council's own entry for a theme or an indicator goes before the one that ships with the
    product."""
    _, key = dataset.natural_key
    return (
        rows.with_columns(shipped=pl.col("authority") == EVERY_COUNCIL)
        .sort("shipped", key)
        .unique(key, keep="first", maintain_order=True)
        .sort("name")
        .drop("shipped")
    )


def schema_of(dataset: Dataset) -> dict[str, pl.DataType]:
    """Columns and types of a dataset's frame in a snapshot."""
    return {**dataset.schema, **PROVENANCE_SCHEMA}
