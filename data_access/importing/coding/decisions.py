"""A person's decisions on how findings are coded, and the rules' suggestions anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from data_access.datasets import FINDING, THEME
from data_access.errors import DataError
from data_access.importing.coding.themes import check_codebook
from data_access.importing.own_process.pool import suggest_codings
from data_access.importing.reports.rows import theme_rules
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry, canonical
from data_access.ledger.ledger import Landed, append
from data_access.principal import require
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.findings import CodedBy, EvidenceCategory, Polarity
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal


@dataclass(frozen=True)
class Decision:
    """A person's coding of one finding; `row_id` is the version they were looking at. together: it
    was accepted with others at once, not decided by itself."""

    row_id: int
    polarity: str
    category: str
    themes: tuple[str, ...]
    together: bool = False


def decide(
    store: Store, findings: pl.DataFrame, decisions: Sequence[Decision], *, principal: Principal
) -> Landed:
    """Record decisions on findings of a snapshot, as one batch.

    Raises ConflictError if someone else decided one of them in the meantime, DataError for a word
    that is no code: nothing is written.
    """
    for decision in decisions:
        _check(decision.polarity, Polarity, "polarity")
        _check(decision.category, EvidenceCategory, "evidence category")
    made = pl.DataFrame(
        [(d.row_id, d.polarity, d.category, list(d.themes), _coded_by(d).value) for d in decisions],
        schema={
            "row_id": pl.Int64,
            "polarity": pl.String,
            "category": pl.String,
            "themes": pl.List(pl.String),
            "coded_by": pl.String,
        },
        orient="row",
    )
    rows = (
        findings.drop("polarity", "category", "themes", "coded_by")
        .join(made, on="row_id", how="inner", maintain_order="left")
        .with_columns(based_on="row_id")
    )
    return append(
        store,
        _entries(rows, "based_on"),
        principal=principal,
        source_name="Coding decided on screen",
        action=Action.FORM,
    )


def _coded_by(decision: Decision) -> CodedBy:
    return CodedBy.TOGETHER if decision.together else CodedBy.PERSON


def suggest_again(store: Store, authority: str, *, principal: Principal) -> Landed:
    """Suggest anew, by the codebook as it is now, for every finding no person has decided."""
    require(principal, Permission.REVIEW, authority)
    known = snapshot(authority, principal=principal, store=store)
    open_rows = known["finding"].filter(pl.col("coded_by") == "rule")
    if open_rows.is_empty():
        return Landed(None, ())
    rules = theme_rules(known["theme"])
    parts = []
    for (statement, *_), rows in open_rows.sort("paragraph", "sentence").group_by(
        "statement", "source_kind", "published", maintain_order=True
    ):
        passages = list(rows.select("paragraph", "sentence", "text").iter_rows())
        [codings] = suggest_codings({str(statement): passages}, rules).values()
        themes = pl.Series([list(c.themes) for c in codings], dtype=pl.List(pl.String))
        polarity = pl.Series([c.polarity for c in codings], dtype=pl.String)
        category = pl.Series([c.category for c in codings], dtype=pl.String)
        parts.append(
            rows.with_columns(
                polarity=polarity,
                suggested_polarity=polarity,
                category=category,
                suggested_category=category,
                themes=themes,
                suggested_themes=themes,
                why=pl.Series([c.why for c in codings], dtype=pl.String),
            )
        )
    fresh = pl.concat(parts)
    return append(
        store,
        _entries(fresh),
        principal=principal,
        source_name="Coding suggested again",
        action=Action.FORM,
    )


def edit_codebook(
    store: Store, authority: str, themes: pl.DataFrame, *, principal: Principal
) -> Landed:
    """Record a council's own codebook entries; they go before the ones shipped. DataError for a
    cue that cannot be read, or a theme that is there twice."""
    require(principal, Permission.REVIEW, authority)
    rows = themes.with_columns(authority=pl.lit(authority))
    canonical(THEME, rows)
    try:
        check_codebook(theme_rules(themes))
    except ValueError as error:
        raise DataError(str(error)) from error
    return append(
        store,
        [Entry(THEME, rows)],
        principal=principal,
        source_name="Codebook edited on screen",
        action=Action.FORM,
    )


def _check(word: str, words: type[StrEnum], what: str) -> None:
    if word not in set(words):
        raise DataError(f"'{word}' is no {what}; there are {', '.join(words)}.")


def _entries(rows: pl.DataFrame, *more: str) -> list[Entry]:
    """An entry per nature: a decision on a published finding is the council's, but the finding
    stays published fact."""
    return [
        Entry(FINDING, part.select(*FINDING.columns, *more), nature=Nature(str(nature)))
        for (nature,), part in rows.group_by("nature", maintain_order=True)
    ]
