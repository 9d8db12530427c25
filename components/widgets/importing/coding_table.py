"""A fast table for confirming or correcting how findings are coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import streamlit as st

from components.widgets.row_height import row_height
from vocabulary.findings import EvidenceCategory, Polarity

_EDITABLE = ("decided", "polarity", "category", "themes")
_TEXT_PX = 396
_LINES_OF_WHY = 4  # most reasons are whole in this; the others open when clicked
_ROWS_SHOWN = 5
_HEADER_PX = 40


@dataclass(frozen=True)
class Coded:
    """One finding as it stands in the table after editing."""

    row_id: int
    polarity: str
    category: str
    themes: tuple[str, ...]


def coding_table(
    findings: pl.DataFrame, themes: Mapping[str, str], names: Mapping[str, str], *, key: str
) -> list[Coded]:
    """Draw the table; returns the rows a person has ticked or changed, as they now stand.

    `findings`: rows of the finding dataset; `themes`, `names`: what themes and statements are
    called.
    """
    shown = findings.select(
        decided=pl.col("coded_by") == "person",
        text="text",
        polarity=pl.col("polarity").replace_strict(Polarity.labels()),
        category=pl.col("category").replace_strict(EvidenceCategory.labels()),
        themes=pl.col("themes").list.eval(pl.element().replace(dict(themes))),
        why="why",
        statement=pl.col("statement").replace(dict(names)),
        place=pl.format("{}.{}", "paragraph", "sentence"),
    )
    height = row_height(shown, {"text": _TEXT_PX}, least_lines=_LINES_OF_WHY)
    edited = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        row_height=height,
        height=min(shown.height, _ROWS_SHOWN) * height + _HEADER_PX,
        disabled=[name for name in shown.columns if name not in _EDITABLE],
        column_config={
            "decided": st.column_config.CheckboxColumn(
                "Right", width=80, help="Tick to confirm the coding as it stands"
            ),
            "text": st.column_config.TextColumn("Finding", width=_TEXT_PX),
            "polarity": st.column_config.SelectboxColumn(
                "Says", options=list(Polarity.labels().values()), width=112, required=True
            ),
            "category": st.column_config.SelectboxColumn(
                "Evidence from",
                options=list(EvidenceCategory.labels().values()),
                width=146,
                required=True,
            ),
            "themes": st.column_config.MultiselectColumn(
                "Themes", options=sorted(themes.values()), width=226, color="auto"
            ),
            "why": st.column_config.TextColumn("Why suggested", width=200),
            "statement": st.column_config.TextColumn("Quality statement", width=160),
            "place": st.column_config.TextColumn("Place", width=70, help="Paragraph.sentence"),
        },
        alt="Findings with their coding, to confirm or correct",
    )
    return _changed(findings, shown, edited, themes)


def _changed(
    findings: pl.DataFrame, shown: pl.DataFrame, edited: pl.DataFrame, themes: Mapping[str, str]
) -> list[Coded]:
    polarity_ids = {name: code for code, name in Polarity.labels().items()}
    category_ids = {name: code for code, name in EvidenceCategory.labels().items()}
    theme_ids = {name: theme for theme, name in themes.items()}
    coded = []
    for finding, before, after in zip(
        findings.iter_rows(named=True),
        shown.iter_rows(named=True),
        edited.iter_rows(named=True),
        strict=True,
    ):
        same = all(_plain(before[name]) == _plain(after[name]) for name in _EDITABLE[1:])
        newly_right = after["decided"] and not before["decided"]
        if same and not newly_right:
            continue
        coded.append(
            Coded(
                row_id=finding["row_id"],
                polarity=polarity_ids[after["polarity"]],
                category=category_ids[after["category"]],
                themes=tuple(theme_ids.get(name, name) for name in after["themes"] or ()),
            )
        )
    return coded


def _plain(value: object) -> object:
    return list(value) if isinstance(value, list | tuple) else value
