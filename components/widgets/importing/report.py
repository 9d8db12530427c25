"""A published report on screen: what was read, and what landing it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from components import look
from components.look.marks import pips
from components.widgets.inert_rows import inert_rows
from components.widgets.row_height import row_height
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.shown import escape
from vocabulary.wording import counted, sentence


def report_preview(
    scores: pl.DataFrame,
    findings: pl.DataFrame,
    names: Mapping[str, str],
    themes: Mapping[str, str],
    *,
    notes: Sequence[str],
    problems: Sequence[str],
    narrative: pl.DataFrame,
    unrecognised: pl.DataFrame,
    changes: str,
) -> None:
    """Draw the preview.

    `scores`, `findings`: rows of those datasets. `narrative` (section, text) is what the report
    says of no one statement; `unrecognised` has source, line, text, why.
    `changes`: what landing would do, in words.
    """
    for problem in problems:
        look.error("This cannot be imported as it is", problem)
    _scores(scores, findings, names)
    look.source(changes)
    for note in notes:
        look.source(f"Note: {note}")
    if findings.height:
        with st.expander(f"The {findings.height} findings, with their suggested coding"):
            _findings(findings, names, themes)
    if narrative.height:
        many = counted(narrative.height, "paragraph")
        with st.expander(f"{sentence(many)} of no one quality statement, and not imported"):
            _narrative(narrative)
    if unrecognised.height:
        with st.expander(
            f"{sentence(counted(unrecognised.height, 'line'))} not recognised, and left out",
            expanded=unrecognised.height <= 5,
        ):
            _unrecognised(unrecognised)


def _scores(scores: pl.DataFrame, findings: pl.DataFrame, names: Mapping[str, str]) -> None:
    given = {row["statement"]: row["score"] for row in scores.iter_rows(named=True)}
    said = {
        (row["statement"], row["polarity"]): row["len"]
        for row in findings.group_by("statement", "polarity").len().iter_rows(named=True)
    }
    found = set(findings.get_column("statement"))
    rows = []
    for statement, name in names.items():
        if statement not in given and statement not in found:
            continue
        score = given.get(statement)
        mark = (
            f'<span class="score-cell"><b aria-hidden="true">{score}</b>{pips(score)}</span>'
            if score
            else '<span class="muted">no score found</span>'
        )
        counts = "".join(
            f'<td class="num">{said.get((statement, polarity), 0)}</td>'
            for polarity in Polarity.labels()
        )
        rows.append(f'<th scope="row">{escape(name)}</th><td>{mark}</td>{counts}')
    heads = ("Quality statement", "Score", *Polarity.labels().values())
    look.table("What was read", heads, rows, numbers=len(Polarity.labels()))


def _findings(findings: pl.DataFrame, names: Mapping[str, str], themes: Mapping[str, str]) -> None:
    shown = findings.select(
        pl.col("statement").replace(dict(names)).alias("Quality statement"),
        pl.col("text").alias("Finding"),
        pl.col("polarity").replace(Polarity.labels()).alias("Says"),
        pl.col("category").replace(EvidenceCategory.labels()).alias("Evidence from"),
        pl.col("themes").list.eval(pl.element().replace(dict(themes))).alias("Themes"),
        pl.col("why").alias("Why"),
        pl.col("section").alias("Section"),
        pl.format("{}.{}", "paragraph", "sentence").alias("Place"),
    )
    widths = {"Quality statement": 150, "Finding": 400}
    fixed = {**widths, "Says": 92, "Evidence from": 140, "Themes": 200, "Why": 180}
    st.dataframe(
        inert_rows(shown),
        hide_index=True,
        row_height=row_height(shown, widths),
        column_config={name: st.column_config.Column(width=width) for name, width in fixed.items()},
        placeholder="none",
        alt="Findings with their suggested coding",
    )


def _narrative(paragraphs: pl.DataFrame) -> None:
    _listed(
        paragraphs.select(pl.col("section").alias("Under"), pl.col("text").alias("Text")),
        {"Under": 220, "Text": 840},
        "Paragraphs that belong to no one quality statement",
        placeholder="none",
    )


def _unrecognised(lines: pl.DataFrame) -> None:
    _listed(
        lines.select(
            pl.col("source").alias("File"),
            pl.col("line").alias("Line"),
            pl.col("text").alias("Text"),
            pl.col("why").alias("Why"),
        ),
        {"File": 180, "Text": 560, "Why": 320},
        "Lines that were not recognised, with their file and line number",
    )


def _listed(
    shown: pl.DataFrame, widths: Mapping[str, int], alternative: str, placeholder: str | None = None
) -> None:
    """Draw rows whose texts are read whole, in columns of these widths."""
    st.dataframe(
        inert_rows(shown),
        hide_index=True,
        row_height=row_height(shown, widths),
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in widths.items()
        },
        placeholder=placeholder,
        alt=alternative,
    )
