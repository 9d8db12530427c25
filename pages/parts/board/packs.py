"""Packs as pages use them: those there are, their kept packs, keeping one, comparing with now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from components.exhibits.catalogue import definitions
from components.exhibits.memo import memo
from components.exhibits.view import View
from components.packs.pack import Pack, read_pack
from components.packs.produce import produce_pack
from components.packs.produced_pack import ASKS, COVER, ProducedPack, has_cover
from components.packs.shipped import SHIPPED
from components.web.principal import current_principal
from data_access.erasure.tombstones import Tombstone, tombstones
from data_access.forms.kept_packs import keep_pack
from data_access.moments import now
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from vocabulary.audience import audience_of
from vocabulary.wording import counted, weekday_date


def packs(known: Snapshot) -> dict[str, tuple[Pack, int | None]]:
    """Every pack by name with its row's id: those kept in the store, then those shipped that
    nobody has changed."""
    return memo(known, _packs)


def _packs(known: Snapshot) -> dict[str, tuple[Pack, int | None]]:
    stored = {
        row["name"]: (read_pack(row["name"], row["definition"], row["audience"]), row["row_id"])
        for row in known["pack"].sort("name").iter_rows(named=True)
    }
    return stored | {pack.name: (pack, None) for pack in SHIPPED if pack.name not in stored}


def soonest_first(there: Mapping[str, tuple[Pack, int | None]], today: date) -> list[str]:
    """Names of the packs: those for a meeting to come first, the next one before all, then those
    without a meeting, in their order, then those whose meeting is over, the newest first."""

    def place(name: str) -> tuple[int, int]:
        day = there[name][0].meeting.day
        if day is None:
            return 1, 0
        return (0, day.toordinal()) if day >= today else (2, -day.toordinal())

    return sorted(there, key=place)


def headline(first: ProducedPack, today: date) -> str:
    """When the board meets next and what for, where somebody said so of the first of the packs."""
    day, asks = first.cover.day, len(first.asks)
    if day is None or day < today:
        return "Take the same figures into the board room"
    take = f": {counted(asks, 'decision')} to take" if asks else ""
    return f"The board meets on {weekday_date(day)}{take}"


def produced(
    pack: Pack, known: Snapshot, view: View, *, as_kept: bool = False, with_empty: bool = False
) -> tuple[ProducedPack, tuple[str, ...]]:
    """The produced pack, made once for the same records and view; see `produce_pack`."""
    return memo(known, _produced, pack, view, as_kept, with_empty)


def _produced(
    known: Snapshot, pack: Pack, view: View, as_kept: bool, with_empty: bool
) -> tuple[ProducedPack, tuple[str, ...]]:
    return produce_pack(
        pack,
        known,
        view,
        revision=known.newest_batch,
        produced=now(),
        as_kept=as_kept,
        with_empty=with_empty,
    )


def keep(pack: Pack, known: Snapshot, view: View) -> int:
    """Keep the pack as it is now, and return its number.

    It is kept as at the newest batch it was made from: what lands while somebody looks, or later
    on the very day that was looked at, is not in it.
    """
    produced_pack, _ = produced(pack, known, view)
    moment = known.newest_moment or now()
    fields = {
        "pack": pack.name,
        "kept": now().date(),
        "meeting_day": pack.meeting.day,
        "day": view.today,
        "as_at": moment.isoformat(),
        "definition": pack.definition,
        "audience": produced_pack.audience,
        "revision": produced_pack.revision,
        "digest": produced_pack.digest,
        "digests": json.dumps(produced_pack.digests),
        "headlines": json.dumps(
            produced_pack.headlines_like(produced_pack.digests), ensure_ascii=False
        ),
    }
    return keep_pack(open_store(), view.council, fields, principal=current_principal())


def kept_packs(known: Snapshot, name: str) -> pl.DataFrame:
    """What was kept of a pack, newest first."""
    return memo(known, _kept_packs, name)


def _kept_packs(known: Snapshot, name: str) -> pl.DataFrame:
    return known["edition"].filter(pl.col("pack") == name).sort("number", descending=True)


def reproduced(row: dict[str, Any], view: View) -> ProducedPack:
    """A kept pack produced again from the records as known then: by the rules of now, of before
    packs had covers, or of before there were editions, as it was kept."""
    moment, day = datetime.fromisoformat(row["as_at"]), row["day"]
    assert isinstance(day, date)
    known = snapshot(view.council, moment, principal=current_principal())
    # What the records are, too, as it was then: a council's first own record changes that.
    then = View(view.council, known.nature, day, moment, audience_of(row["audience"]))
    produced_pack, _ = produced(_pack(row), known, then, with_empty=not _with_cover(row))
    if then.audience == "public" and not shows_the_same(row, produced_pack):
        before, _ = produced(_pack(row), known, then, as_kept=True)
        return before if shows_the_same(row, before) else produced_pack
    return produced_pack


def shows_the_same(row: dict[str, Any], produced_pack: ProducedPack) -> bool:
    """Whether what was produced again shows what was kept."""
    return produced_pack.shows(str(row["digest"]))


def erased_since(row: dict[str, Any], view: View) -> Tombstone | None:
    """The newest erasure from the council's records since a pack was kept, if there is one."""
    told = tombstones(open_store(), view.council, principal=current_principal())
    return next((each for each in told if each.erased_at > row["recorded_at"]), None)


_SCREENS = {COVER: "Cover", ASKS: "What the board is asked for"}
NOT_THEN, NOT_NOW = "Not shown then.", "Not shown now."


def changed_since(row: dict[str, Any], known: Snapshot, view: View) -> pl.DataFrame:
    """Each exhibit of a kept pack beside the same now: exhibit, then, now, same (bool).

    Then and now the same is asked for in the same order, but not all of it may be shown: an
    exhibit goes with itself, not with whatever stands in its place.
    """
    produced_pack, _ = produced(_pack(row), known, view, with_empty=not _with_cover(row))
    kept = json.loads(row["digests"])
    before = _by_exhibit(kept, json.loads(row["headlines"]))
    now = _by_exhibit(produced_pack.digests_like(kept), produced_pack.headlines_like(kept))
    titles = definitions()
    nothing = (None, "")
    rows = []
    for exhibit in dict.fromkeys([*before, *now]):
        digest, headline = before.get(exhibit, nothing)
        current, said = now.get(exhibit, nothing)
        key, _ = exhibit
        title = titles[key].title if key in titles else _SCREENS.get(key, key)
        rows.append((title, headline or NOT_THEN, said or NOT_NOW, digest == current))
    schema = {"exhibit": pl.String, "then": pl.String, "now": pl.String, "same": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _with_cover(row: dict[str, Any]) -> bool:
    return has_cover(json.loads(row["digests"]))


def _pack(row: dict[str, Any]) -> Pack:
    return read_pack(row["pack"], row["definition"], audience_of(row["audience"]))


def _by_exhibit(
    digests: Mapping[str, str], headlines: Sequence[str]
) -> dict[tuple[str, int], tuple[str, str]]:
    """Digest and headline by exhibit and how many of the same came before it in the pack."""
    seen: Counter[str] = Counter()
    told = {}
    for (place, digest), headline in zip(digests.items(), headlines, strict=True):
        key = place.partition(" ")[2]
        told[key, seen[key]] = (digest, headline)
        seen[key] += 1
    return told
