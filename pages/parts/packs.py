"""Packs as pages use them: those there are, their editions, keeping one, comparing with now."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import polars as pl

from components.edition import Edition
from components.pack import SHIPPED, Pack, edition_of, read_pack
from components.view import View
from data_access.packs import keep_edition, moment_now, moment_of
from data_access.principal import local_principal
from data_access.snapshot import Snapshot, snapshot
from data_access.store import open_store


def packs(known: Snapshot) -> dict[str, tuple[Pack, int | None]]:
    """Every pack by name with its row's id: those kept in the store, then those shipped that
    nobody has changed."""
    found = {
        row["name"]: (read_pack(row["name"], row["definition"], row["audience"]), row["row_id"])
        for row in known["pack"].sort("name").iter_rows(named=True)
    }
    return found | {pack.name: (pack, None) for pack in SHIPPED if pack.name not in found}


def produced(pack: Pack, known: Snapshot, view: View) -> tuple[Edition, tuple[str, ...]]:
    """The pack's edition, made once for the same records and view."""
    place = ("edition", pack, view)
    if place not in known.kept:
        known.kept[place] = edition_of(
            pack, known, view, revision=known.revision, produced=moment_now()
        )
    kept: tuple[Edition, tuple[str, ...]] = known.kept[place]
    return kept


def keep(pack: Pack, known: Snapshot, view: View) -> int:
    """Keep the pack's edition as it is now, and return its number."""
    edition, _ = produced(pack, known, view)
    moment = view.as_at or moment_now()
    fields = {
        "pack": pack.name,
        "kept": moment_now().date(),
        "day": view.today,
        "as_at": moment.isoformat(),
        "definition": pack.definition,
        "audience": edition.audience,
        "revision": edition.revision,
        "digest": edition.digest,
        "digests": json.dumps(edition.digests),
        "headlines": json.dumps([each.headline for each in edition.exhibits], ensure_ascii=False),
    }
    return keep_edition(open_store(), view.council, fields, principal=local_principal())


def editions(known: Snapshot, name: str) -> pl.DataFrame:
    """The kept editions of a pack, newest first."""
    return known["edition"].filter(pl.col("pack") == name).sort("number", descending=True)


def again(row: dict[str, Any], view: View) -> Edition:
    """A kept edition produced again from the records as known then."""
    moment, day = moment_of(row["as_at"]), row["day"]
    assert isinstance(day, date)
    then = View(view.council, view.nature, day, moment, row["audience"])
    pack = read_pack(row["pack"], row["definition"], row["audience"])
    edition, _ = produced(pack, snapshot(view.council, moment), then)
    return edition


def same(row: dict[str, Any], edition: Edition) -> bool:
    """Whether what was produced again shows what was kept."""
    return bool(row["digest"] == edition.digest)


def changed_since(row: dict[str, Any], known: Snapshot, view: View) -> pl.DataFrame:
    """Each exhibit of a kept edition beside the same now: exhibit, then, now, same (bool)."""
    before, digests = json.loads(row["headlines"]), list(json.loads(row["digests"]).items())
    pack = read_pack(row["pack"], row["definition"], row["audience"])
    edition, _ = produced(pack, known, view)
    now = list(zip(edition.digests.items(), edition.exhibits, strict=True))
    rows = [
        (exhibit.definition.title, headline, exhibit.headline, digest == current)
        for headline, (_, digest), ((_, current), exhibit) in zip(
            before, digests, now, strict=False
        )
    ]
    schema = {"exhibit": pl.String, "then": pl.String, "now": pl.String, "same": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")
