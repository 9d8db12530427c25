"""What is held and how old it is, dataset by dataset: the freshness exhibit as a table."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from vocabulary.wording import ago, listed, long_date, sentence


def held_table(freshness: Exhibit, *, empty: bool) -> None:
    """Draw the `freshness` exhibit, late datasets first, dates and rhythms in words. `empty`:
    datasets without a row have lines of their own; otherwise they are only named below."""
    rows = list(freshness.frame.iter_rows(named=True))
    shown = [row for row in rows if empty or row["state"] != "empty"]
    if shown:
        body = "".join(_row(row) for row in shown)
        st.html(
            '<div class="table-scroll" role="region" aria-label="What is held" tabindex="0">'
            '<table class="statement-table"><thead><tr><th scope="col">Dataset</th>'
            '<th scope="col">State</th><th scope="col">Last received</th>'
            '<th scope="col">Expected</th><th scope="col" class="num">Rows</th>'
            f"</tr></thead><tbody>{body}</tbody></table></div>"
        )
    if len(shown) < len(rows):
        names = [row["title"].lower() for row in rows if row["state"] == "empty"]
        look.source(f"Nothing recorded yet: {listed(names)}.")


def _row(row: dict[str, object]) -> str:
    state, received = str(row["state"]), "Never"
    if row["recorded"] is not None:
        received = f"{long_date(row['recorded'])}, {ago(row['age_days'])}"  # type: ignore[arg-type]
    said = look.signal("attention") + " Late" if state == "late" else escape(sentence(state))
    return (
        f'<tr><th scope="row">{escape(str(row["title"]))}</th>'
        f"<td>{said}</td>"
        f"<td>{received}</td><td>{sentence(str(row['expected']))}</td>"
        f'<td class="num">{row["rows"]:,}</td></tr>'
    )
