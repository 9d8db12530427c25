"""The freshness of the records, dataset by dataset: the freshness exhibit as a table."""

from __future__ import annotations

from html import escape

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.card import exhibit_tools
from measures.changes.freshness import Freshness
from vocabulary.wording import ago, listed, long_date, sentence


def freshness_card(freshness: Exhibit, *, page: str, every: bool = False) -> None:
    """Draw the `freshness` exhibit, late datasets first, dates and rhythms in words. `every`:
    datasets without a row have lines of their own; otherwise they are only named below."""
    with look.card("freshness"):
        look.card_header(freshness.headline, freshness.subtitle, small=every)
        _table(freshness, every=every)
        look.source(freshness.source)
        exhibit_tools(freshness, page=page)


def _table(freshness: Exhibit, *, every: bool) -> None:
    rows = list(freshness.frame.iter_rows(named=True))
    shown = [row for row in rows if every or row["state"] != Freshness.EMPTY]
    if shown:
        heads = ("Dataset", "State", "Last received", "Expected", "Rows")
        look.table("What is held", heads, map(_row, shown), numbers=1)
    if len(shown) < len(rows):
        names = [row["title"].lower() for row in rows if row["state"] == Freshness.EMPTY]
        look.source(f"Nothing recorded yet: {listed(names)}.")


def _row(row: dict[str, object]) -> str:
    state, received = str(row["state"]), "Never"
    if row["recorded"] is not None:
        received = f"{long_date(row['recorded'])}, {ago(row['age_days'])}"  # type: ignore[arg-type]
    said = (
        look.signal("attention") + " Late" if state == Freshness.LATE else escape(sentence(state))
    )
    return (
        f'<th scope="row">{escape(str(row["title"]))}</th>'
        f"<td>{said}</td>"
        f"<td>{received}</td><td>{sentence(str(row['expected']))}</td>"
        f'<td class="num">{row["rows"]:,}</td>'
    )
