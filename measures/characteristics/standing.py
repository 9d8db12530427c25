"""How each rating characteristic stands: as judged, what shows it, what is missing, in whose hand.

The council's own judgement throughout; nothing of it counts as a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from measures.plan.progress import OPEN_STATES, ActionState, action_states
from measures.statistics.columns import require
from vocabulary.characteristics import CharacteristicOf, Met, Standing

KEY: Final = ("version", "statement", "rating", "number")
EVIDENCE: Final = ("findings", "measures", "audits", "lessons")
"""Fields of a judgement that name evidence; an action is evidence once it is closed with evidence
that it helped."""
_OF_A_JUDGEMENT: Final[Mapping[str, pl.DataType]] = {
    "met": pl.String(),
    "judged": pl.Date(),
    "judged_by": pl.String(),
    "note": pl.String(),
    **dict.fromkeys((*EVIDENCE, "actions"), pl.List(pl.String())),
    "missing": pl.String(),
    "due": pl.Date(),
    "owner": pl.String(),
}
STANDING_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "version": pl.String(),
    "statement": pl.String(),
    "rating": pl.String(),
    "number": pl.Int64(),
    "text": pl.String(),
    "source": pl.String(),
    **_OF_A_JUDGEMENT,
    "evidence": pl.Int64(),
    "standing": pl.String(),
    "lacks": pl.Boolean(),
    "in_hand": pl.Boolean(),
    "hand": pl.String(),
    "by": pl.Date(),
    "by_set": pl.Boolean(),
}


def version_on(characteristics: pl.DataFrame, day: date) -> str | None:
    """The version that holds on a day: the newest that began by then, else the first to come; None
    where there is none. `characteristics`: version, valid_from.

    Raises ValueError naming the column that is missing.
    """
    require(characteristics, "version", "valid_from")
    versions = characteristics.group_by("version").agg(pl.col("valid_from").min())
    begun = versions.filter(pl.col("valid_from") <= day).sort("valid_from", "version")
    if begun.height:
        return str(begun.item(-1, "version"))
    coming = versions.sort("valid_from", "version")
    return str(coming.item(0, "version")) if coming.height else None


def standings(
    characteristics: pl.DataFrame,
    judgements: pl.DataFrame,
    actions: pl.DataFrame,
    as_at: date,
    needed_by: date | None,
) -> pl.DataFrame:
    """Say of every characteristic of the version that holds how it stands.

    `characteristics`, `judgements`, `actions`: the datasets' columns. `needed_by`: the day before
    which evidence has to be there where a judgement says no other. A characteristic stands as it
    was judged where any evidence is chosen: findings, measures, audits, lessons, or an action that
    is closed with evidence that it helped. Without any, not judged, or judged as not known, there
    is no evidence yet, whatever is claimed. It lacks evidence then, and where a person wrote what
    is missing. It is in hand where its judgement has an owner, or one of its open actions has one.
    Gives a row per characteristic, by statement, worst judgement first, then by number:
    STANDING_SCHEMA; evidence: how many pieces are chosen; standing: one of `Standing`; hand: who
    has it in hand, in words; by: until when what is missing is needed, by_set: as the judgement
    says.

    Raises ValueError naming the column that is missing.
    """
    require(characteristics, *KEY, "valid_from", "text", "source")
    require(judgements, *KEY, *_OF_A_JUDGEMENT)
    version = version_on(characteristics, as_at)
    states = action_states(actions, as_at)
    shown = states.filter(pl.col("state") == ActionState.CLOSED_WITH_EVIDENCE)
    going = states.filter(pl.col("state").is_in(list(OPEN_STATES)))
    proved = shown.get_column("reference").unique().to_list()
    owners = dict(
        going.filter(pl.col("owner").is_not_null()).select("reference", "owner").iter_rows()
    )
    judged = judgements.filter(pl.col("judged") <= as_at).select(*KEY, *_OF_A_JUDGEMENT)
    rows = (
        characteristics.filter(pl.col("version") == (version or ""))
        .select(*KEY, "text", "source")
        .join(judged, on=list(KEY), how="left", maintain_order="left")
        .with_columns(pl.col(*EVIDENCE, "actions").fill_null([]))
        .with_columns(
            evidence=pl.sum_horizontal(pl.col(*EVIDENCE).list.len()).cast(pl.Int64)
            + pl.col("actions").list.set_intersection(proved).list.len().cast(pl.Int64),
            acting=pl.col("actions").list.set_intersection(list(owners)),
        )
    )
    missing, own = pl.col("missing").is_not_null(), pl.col("owner").is_not_null()
    settled = (pl.col("evidence") > 0) & (pl.col("met") != Met.NOT_KNOWN)
    hands = pl.Series(
        "hand",
        [_hand(row["owner"], row["acting"], owners) for row in rows.iter_rows(named=True)],
        pl.String,
    )
    return (
        rows.with_columns(
            hands,
            standing=pl.when(settled).then("met").otherwise(pl.lit(Standing.NO_EVIDENCE.value)),
            in_hand=own | (pl.col("acting").list.len() > 0),
            by=pl.coalesce("due", pl.lit(needed_by, pl.Date)),
            by_set=pl.col("due").is_not_null(),
        )
        .with_columns(lacks=(pl.col("standing") == Standing.NO_EVIDENCE.value) | missing)
        .sort("statement", pl.col("rating").cast(pl.Enum(CharacteristicOf)), "number")
        .select(pl.col(name).cast(kind) for name, kind in STANDING_SCHEMA.items())
    )


def _hand(owner: str | None, acting: list[str], owners: Mapping[str, Any]) -> str | None:
    if owner:
        return owner
    if acting:
        return f"{owners[acting[0]]} ({acting[0]})"
    return None
