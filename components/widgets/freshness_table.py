"""The freshness of the records, dataset by dataset: the freshness exhibit as a table."""

from __future__ import annotations

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.card import exhibit_tools
from measures.changes.freshness import Freshness
from vocabulary.shown import escape
from vocabulary.wording import ago, long_date, sentence


def freshness_card(freshness: Exhibit, *, page: str) -> None:
    """Draw the `freshness` exhibit, late datasets first, dates and rhythms in words."""
    with look.card("freshness"):
        look.card_header(freshness.headline, freshness.subtitle, small=True)
        heads = ("Dataset", "State", "Last received", "Expected", "Rows")
        rows = map(_row, freshness.frame.iter_rows(named=True))
        look.table("What is held", heads, rows, numbers=1)
        look.source(freshness.source)
        exhibit_tools(freshness, page=page)


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
