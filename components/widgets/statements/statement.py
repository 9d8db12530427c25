"""One quality statement: its newest scores, its commitment, and what was found about it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.view import View
from components.web.address import understood
from components.widgets.evidence_trail.record_link import PAGE, record_query
from components.widgets.statements.overall import newest_scores
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.ratings import SCORE_GIVEN_BY, SCORE_NAMES
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence


def statement_card(known: Records, statement: str, view: View) -> None:
    """The newest score of each kind, and the commitment."""
    with look.card("score"):
        commitment = differs = None
        lines = []
        for kind, words in SCORE_GIVEN_BY.items():
            scores = newest_scores(known, kind).rows_by_key("statement", named=True, unique=True)
            row = scores[statement]
            if kind == "published":
                commitment = row["commitment"]
                _, _, differs = (row["source"] or "").partition("; the press release ")
            if row["score"] is None and kind != "published":
                continue
            score = row["score"]
            name = f"{words}: {SCORE_NAMES[score]}" if score else f"{words}: not known"
            lines.append(
                look.ScoreLine(
                    name=name,
                    score=score,
                    kind=kind,  # type: ignore[arg-type]  # the three kinds there are
                    note=long_date(row["day"]) if row["day"] else None,
                )
            )
        look.score_list("Score", lines)
        if differs:
            look.source(f"The press release {differs}; the report's score stands.")
        if commitment:
            st.html(
                '<h2 class="scores-title commitment-title">What the council is held to</h2>'
                f'<p class="commitment">{escape(commitment)}</p>'
            )
        if view.nature == "illustrative":
            look.source("Invented for illustration.")


def no_findings() -> str:
    """What brings findings, as HTML."""
    return look.what_brings(
        "No findings for this statement yet", "Bring in the published page for it, as it is."
    )


SHOWN = 60


def finding_filters(findings: pl.DataFrame, themes: Mapping[str, str]) -> pl.DataFrame:
    """Draw the filters; returns the findings they leave. What is chosen stands in the address."""
    used = findings.get_column("themes").explode().drop_nulls().unique().to_list()
    # A theme that no finding has may be asked for all the same: then none is shown.
    asked = st.query_params.get_all("theme")
    used += [each for each in themes if each not in used and {each, themes[each]} & {*asked}]
    named = sorted(used, key=lambda theme: themes.get(theme, theme))
    understood("kind of finding", "says", Polarity.labels(), many=True)
    understood("source of evidence", "evidence_from", EvidenceCategory.labels(), many=True)
    understood("theme", "theme", {each: themes.get(each, each) for each in named}, many=True)
    with look.filters("findings"):
        polarity = st.multiselect(
            "Says",
            list(Polarity.labels()),
            format_func=Polarity.labels().__getitem__,
            key="says",
            bind="query-params",
            placeholder="Anything",
        )
        category = st.multiselect(
            "Evidence from",
            list(EvidenceCategory.labels()),
            format_func=EvidenceCategory.labels().__getitem__,
            key="evidence_from",
            bind="query-params",
            placeholder="Anyone",
        )
        theme = st.multiselect(
            "Theme",
            named,
            format_func=lambda value: themes.get(value, value),
            key="theme",
            bind="query-params",
            placeholder="Any theme",
        )
        words = st.text_input(
            "Words", key="words", bind="query-params", placeholder="Search the text"
        )
    kept = findings
    if polarity:
        kept = kept.filter(pl.col("polarity").is_in(polarity))
    if category:
        kept = kept.filter(pl.col("category").is_in(category))
    if theme:
        kept = kept.filter(pl.col("themes").list.set_intersection(theme).list.len() > 0)
    for word in (words or "").casefold().split():
        kept = kept.filter(pl.col("text").str.to_lowercase().str.contains(word, literal=True))
    return kept


def finding_list(
    findings: pl.DataFrame,
    themes: Mapping[str, str],
    *,
    of: int,
    answers: Mapping[str, str] | None = None,
) -> None:
    """Draw findings in reading order under their section headings; `of`: how many there are;
    `answers`: what answers a finding, in a few words, by its reference."""
    rows = findings.sort("source_kind", "published", "paragraph", "sentence")
    st.html(
        f'<p class="count" role="status">{sentence(counted(rows.height, "finding"))}'
        f"{f' of {of}' if rows.height < of else ''}</p>"
    )
    if rows.is_empty():
        look.empty("No finding matches", "Take a filter away to see more.")
        return
    shown = rows.head(SHOWN)
    for (section,), part in shown.group_by("section", maintain_order=True):
        if section:
            st.html(f"<h3 class='section-title'>{_escaped(section)}</h3>")
        look.findings(
            [
                look.FindingLine(
                    polarity=row["polarity"],
                    text=row["text"],
                    reference=row["reference"] or "",
                    labels=_labels(row, themes, answers or {}),
                    address=PAGE if row["reference"] else None,
                    query=record_query("finding", row["reference"] or ""),
                )
                for row in part.iter_rows(named=True)
            ]
        )
    if rows.height > SHOWN:
        st.caption(f"The first {SHOWN} are shown; filter to see the others.")


def _labels(
    row: Mapping[str, object], themes: Mapping[str, str], answers: Mapping[str, str]
) -> tuple[str, ...]:
    names = row["themes"] if isinstance(row["themes"], list) else []
    labels = [
        EvidenceCategory.labels()[str(row["category"])],
        *(themes.get(name, name) for name in names),
    ]
    if row["paraphrased"]:
        labels.append("In our words")
    if row["coded_by"] == "rule":
        labels.append("Suggested coding")
    elif row["coded_by"] == "together":
        labels.append("Coding accepted together")
    if str(row["reference"]) in answers:
        labels.append(answers[str(row["reference"])])
    return tuple(labels)


def _escaped(text: object) -> str:
    return escape(str(text))
