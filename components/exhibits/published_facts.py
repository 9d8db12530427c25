"""What the regulator and the ombudsman published: figures that everybody can read elsewhere. Of all
exhibits these alone are given to the public outside of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

import polars as pl

from components.exhibits.exhibit import Exhibit
from components.exhibits.records import Records
from components.exhibits.tracked import FilteredRecords
from vocabulary.findings import SourceKind
from vocabulary.ratings import ScoreKind

PUBLISHED_FACTS: Final = frozenset(
    {
        "overall_score",
        "evidence_balance",
        "statement_scores",
        "score_history",
        "theme_scores",
        "peer_overall",
        "peer_statements",
        "ombudsman_upheld",
        "ombudsman_expected",
        "ombudsman_remedies",
        "ombudsman_funnel",
    }
)
"""Exhibits that hold published facts alone when built from `published_records`."""

_OWN_VIEW: Final = ("own_score", "own_day", "difference")


def published_records(records: Records) -> Records:
    """The records with nothing in them but what is published: the regulator's scores, not the
    council's own or a peer review's; findings of its assessments, not of the council's audits. When
    something was recorded here is no day of publication: where none is known, none is told."""
    scores = records["score"].filter(pl.col("kind") == ScoreKind.PUBLISHED)
    findings = records["finding"].filter(pl.col("source_kind") == SourceKind.CQC_ASSESSMENT)
    frames = {"score": _without_recorded(scores), "finding": findings}
    return cast("Records", _Published(records, frames, "published", published_records))


class _Published(FilteredRecords):
    @property
    def peers(self) -> Mapping[str, pl.DataFrame]:
        peers: Mapping[str, pl.DataFrame] = self._whole.peers
        return {**peers, "score": _without_recorded(peers["score"])}


def _without_recorded(scores: pl.DataFrame) -> pl.DataFrame:
    dated = pl.any_horizontal(pl.col("published", "published_as_stated").is_not_null())
    return scores.with_columns(pl.when(dated).then("recorded_at").alias("recorded_at"))


def without_own_view(exhibit: Exhibit) -> Exhibit:
    """The exhibit without the words and columns for what is not in `published_records`."""
    if exhibit.key != "statement_scores":
        return exhibit
    return replace(
        exhibit,
        subtitle=exhibit.subtitle.replace(" beside the council's own", ""),
        columns={name: said for name, said in exhibit.columns.items() if name not in _OWN_VIEW},
        source="CQC assessment.",
    )
