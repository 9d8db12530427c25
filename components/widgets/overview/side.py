"""The quiet column of the Overview: what changed, what is late, what is not recorded yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from components import look
from components.exhibits.changes.freshness import COME_WITH_PRODUCT
from components.exhibits.exhibit import ALONE, Exhibit
from components.look.marks import Meaning
from measures.changes.freshness import Freshness
from vocabulary.shown import escape
from vocabulary.wording import agree, long_date, number_of, short_date

CHANGES: Final = 5
LATE: Final = 4
_SHAPES: Final[Mapping[str, Meaning]] = {
    "worse": "attention", "better": "improved", "neutral": "usual",
}  # fmt: skip
MEASURE: Final = "measure"


def changed(exhibit: Exhibit, since: date) -> str:
    """The `what_changed` exhibit in lines, as HTML."""
    rows = list(exhibit.frame.head(CHANGES).iter_rows(named=True))
    title = look.link("Changed since the last board", ALONE, **exhibit.address)
    lines = "".join(map(_change, rows))
    left = exhibit.frame.height - len(rows)
    if left > 0:
        lines += f"<li>{look.link(f'{left} more', ALONE, **exhibit.address)}</li>"
    if not rows:
        lines = f"<li>Nothing since {long_date(since)}</li>"
    part = f'<p class="source">{escape(exhibit.in_part)}.</p>' if exhibit.in_part else ""
    return f"<section><h2>{title}<span>{since:%-d %b}</span></h2><ul>{lines}</ul>{part}</section>"


def _change(row: Mapping[str, Any]) -> str:
    query = {MEASURE: row["target_id"]} if row["page"] == MEASURE else {}
    if row["page"] == "statement":
        query = {"statement": row["target_id"]}
    return (
        f"<li>{look.signal(_SHAPES[row['direction']])}"
        f"{look.link(row['short'], row['page'], **query)}"
        f'<span class="side-figure">{escape(row["figure"])}</span></li>'
    )


def late(freshness: Exhibit) -> str:
    """What the `freshness` exhibit says is late, and what nothing is recorded of yet, as HTML."""
    every = list(freshness.frame.iter_rows(named=True))
    rows = [row for row in every if row["state"] == Freshness.LATE]
    shown = LATE if len(rows) <= LATE else LATE - 1
    lines = "".join(
        f"<li><span>{escape(row['title'])}</span>"
        f'<span class="side-figure">to {short_date(row["recorded"])}</span></li>'
        for row in rows[:shown]
    )
    held = look.link("What is held", "data", do="What is held")
    if len(rows) > shown:
        more = look.link(f"{len(rows) - shown} more", "data", do="What is held")
        lines += f"<li>{more}</li>"
    if not lines:
        lines = f"<li>Nothing is late. {held}</li>"
    empty = sum(
        row["state"] == Freshness.EMPTY and row["dataset"] not in COME_WITH_PRODUCT for row in every
    )
    if empty:
        words = f"{number_of(empty, 'kind')} of records not brought in yet"
        lines += f"<li>{look.link(words.capitalize(), 'data', do='What is held')}</li>"
    return f"<section><h2>Late records</h2><ul>{lines}</ul></section>"


def others(measures: Exhibit, more: int) -> str:
    """How much else there is, as HTML: what needs attention beside the first, what is as usual, and
    what an assessment would meet today."""
    usual = measures.frame["signal"].to_list().count("usual")
    said = []
    if more:
        leads = look.link("Measures", "measures")
        said.append(f"{more:,} more to look at, under {leads} and on the subjects’ pages.")
    if usual:
        are = agree(usual, "measure is", "measures are")
        said.append(f"{usual:,} {are} as usual.")
    today = look.link("If they assessed us today", "assessed_today")
    return f'<p class="source">{" ".join([*said, today])}</p>'
