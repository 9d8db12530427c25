"""Small frames of made-up rows, and one-line ways to write and read them."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl

from data_access.datasets import FINDING, SCORE
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import Landed, append
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Grant, Principal, Role, every_role

SOMEWHERE = "Somewhere Council"
ELSEWHERE = "Elsewhere Council"
OFFICER = Principal("Officer", every_role())
GUEST = Principal("Guest", frozenset({Grant(Role.READER, frozenset({SOMEWHERE}))}))
NEIGHBOUR = Principal("Neighbour", frozenset({Grant(Role.ADMINISTRATOR, frozenset({ELSEWHERE}))}))
DAY = date(2025, 1, 31)


def scores(*, authority: str = SOMEWHERE, day: date | None = DAY, **given: int) -> pl.DataFrame:
    """Published scores, one row per statement given."""
    return pl.DataFrame(
        {
            "authority": authority,
            "statement": list(given),
            "kind": "published",
            "published": day,
            "score": list(given.values()),
        },
        schema_overrides={"published": pl.Date(), "score": pl.Int64(), "statement": pl.String()},
    )


def findings(
    *texts: str, authority: str = SOMEWHERE, statement: str = "learning", themes: str = ""
) -> pl.DataFrame:
    """Findings of one statement, one per text; `themes` joined by semicolons."""
    return pl.DataFrame(
        {
            "authority": authority,
            "published": DAY,
            "statement": statement,
            "paragraph": 1,
            "sentence": list(range(1, len(texts) + 1)),
            "text": texts,
            "polarity": "strength",
            "category": "processes",
            "themes": [[part for part in themes.split(";") if part]] * len(texts),
        },
        schema_overrides={"themes": pl.List(pl.String())},
    )


def report(*texts: str) -> Entry:
    """Findings as a report's import hands them over: the whole of one statement."""
    return Entry(FINDING, findings(*texts), replaces=("authority", "published", "statement"))


def land(
    store: Store,
    *given: Entry | pl.DataFrame,
    source: str = "file.csv",
    sha256: str | None = None,
    action: Action = Action.IMPORT,
    nature: Nature = Nature.OWN,
    principal: Principal = OFFICER,
    recorded_at: datetime | None = None,
) -> Landed:
    """Append entries (a bare frame is one of scores)."""
    entries = [each if isinstance(each, Entry) else Entry(SCORE, each) for each in given]
    return append(
        store,
        entries,
        principal=principal,
        source_name=source,
        sha256=sha256,
        action=action,
        nature=nature,
        recorded_at=recorded_at,
    )


def shown_scores(
    store: Store, at: datetime | None = None, authority: str = SOMEWHERE
) -> dict[str, int | None]:
    """Statement to score, as a snapshot shows them."""
    frame = snapshot(authority, at, principal=OFFICER, store=store)["score"]
    return dict(frame.select("statement", "score").iter_rows())


def shown_texts(store: Store, at: datetime | None = None) -> list[str]:
    """Texts of the findings, as a snapshot shows them."""
    frame = snapshot(SOMEWHERE, at, principal=OFFICER, store=store)["finding"]
    return frame.sort("sentence").get_column("text").to_list()
