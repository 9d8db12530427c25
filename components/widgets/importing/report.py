"""Importing a report on screen: the form, and the preview of what landing it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl
import streamlit as st

from components import look
from components.look.marks import pips
from components.widgets.row_height import row_height
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.wording import counted, long_date, sentence

_KINDS = ["html", "htm", "xhtml", "mhtml", "mht", "pdf", "docx", "txt", "md", "markdown", "zip"]
_FIRST_YEAR = 2023  # CQC's first assessments of councils
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


@dataclass(frozen=True)
class ReportInput:
    """What was given: files as (name, content), whose report, and the day of publication."""

    files: tuple[tuple[str, bytes], ...]
    council: str
    published: date | None


def report_form(councils: Sequence[str], *, today: date, round_: int) -> ReportInput | None:
    """Draw the form; None until there is something to read. `round_` changes to empty it."""
    way = st.segmented_control(
        "Give the report as", ["Files", "Pasted text"], default="Files", required=True,
        key=f"data_way_{round_}",
    )  # fmt: skip
    files: tuple[tuple[str, bytes], ...] = ()
    if way == "Files":
        given = st.file_uploader(
            "Saved pages of the report: HTML, PDF, Word, text or Markdown, or a zip of them",
            type=_KINDS,
            accept_multiple_files=True,
            key=f"data_files_{round_}",
        )
        files = tuple((file.name, file.getvalue()) for file in given or [])
    else:
        pasted = st.text_area("The page's text", height=200, key=f"data_pasted_{round_}")
        if pasted.strip():
            files = (("pasted text", pasted.encode()),)
    left, day, month, year = st.columns([3, 1, 1.4, 1])
    with left:
        council = st.selectbox(
            "Whose report is it?",
            councils,
            accept_new_options=True,
            key=f"data_council_{round_}",
            placeholder="Choose or type the council's full name",
        )
    # Three small boxes: the framework's calendar has targets too small to hit (WCAG 2.5.8).
    chosen_day = day.selectbox(
        "Published: day", list(range(1, 32)), index=None, key=f"data_day_{round_}", placeholder="–"
    )
    chosen_month = month.selectbox(
        "Month", _MONTHS, index=None, key=f"data_month_{round_}", placeholder="–"
    )
    chosen_year = year.selectbox(
        "Year",
        list(range(today.year, _FIRST_YEAR - 1, -1)),
        index=None,
        key=f"data_year_{round_}",
        placeholder="–",
    )
    if not files or not council:
        return None
    published = None
    parts = (chosen_day, chosen_month, chosen_year)
    if any(parts) and not all(parts):
        st.error("Give day, month and year, or leave all three empty.")
        return None
    if chosen_day and chosen_month and chosen_year:
        try:
            published = date(chosen_year, _MONTHS.index(chosen_month) + 1, chosen_day)
        except ValueError:
            st.error(f"There is no {chosen_day} {chosen_month} {chosen_year}.")
            return None
        if published > today:
            st.error(f"{long_date(published)} is in the future.")
            return None
    return ReportInput(files, str(council), published)


def report_preview(
    scores: pl.DataFrame,
    findings: pl.DataFrame,
    names: Mapping[str, str],
    themes: Mapping[str, str],
    *,
    notes: Sequence[str],
    problems: Sequence[str],
    unrecognised: pl.DataFrame,
    changes: str,
) -> None:
    """Draw the preview.

    `scores`, `findings`: rows of those datasets. `unrecognised` has source, line, text, why.
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
        shown,
        hide_index=True,
        row_height=row_height(shown, widths),
        column_config={name: st.column_config.Column(width=width) for name, width in fixed.items()},
        placeholder="none",
        alt="Findings with their suggested coding",
    )


def _unrecognised(lines: pl.DataFrame) -> None:
    shown = lines.select(
        pl.col("source").alias("File"),
        pl.col("line").alias("Line"),
        pl.col("text").alias("Text"),
        pl.col("why").alias("Why"),
    )
    widths = {"File": 180, "Text": 560, "Why": 320}
    st.dataframe(
        shown,
        hide_index=True,
        row_height=row_height(shown, widths),
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in widths.items()
        },
        alt="Lines that were not recognised, with their file and line number",
    )
