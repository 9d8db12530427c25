"""What has changed since the assessment: for and against side by side, and what cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.look.marks import Meaning, href
from components.widgets.evidence_trail.record_link import PAGE as RECORD
from components.widgets.evidence_trail.record_link import record_query
from components.widgets.exhibits.card import exhibit_tools
from measures.assessed_today.line import State
from vocabulary.assessed_today import EvidenceKind, Side
from vocabulary.shown import escape
from vocabulary.wording import listed_up_to, number_word, sentence, short_date

ADDRESS: Final = "assessed_today"
SHOWN: Final = 3  # lines of one kind of evidence on one side
NAMED: Final = 5  # of what shows no change
Row = dict[str, Any]
_MARKS: Final[dict[str, Meaning]] = {
    Side.FOR: "improved",
    Side.AGAINST: "attention",
    Side.MISSING: "unknown",
}
_RECORDS: Final = {
    EvidenceKind.SHORTFALL: "finding",
    EvidenceKind.REVIEW: "finding",
    EvidenceKind.OMBUDSMAN: "ombudsman",
    EvidenceKind.LESSON: "learning",
    EvidenceKind.VOICE: "coproduction",
    EvidenceKind.INNOVATION: "innovation",
}
_PAGES: Final = {
    EvidenceKind.MEASURE: "data",
    EvidenceKind.SHORTFALL: "plan",
    EvidenceKind.REVIEW: "statement",
    EvidenceKind.COMPLAINT: "complaints",
    EvidenceKind.OMBUDSMAN: "complaints",
    EvidenceKind.AUDIT: "practice",
    EvidenceKind.LESSON: "practice",
    EvidenceKind.VOICE: "coproduction",
    EvidenceKind.STAFF: "learning",
    EvidenceKind.INNOVATION: "plan",
}
_SAY_THEIR_DAY: Final = (
    State.BETTER, State.WORSE, State.NEITHER_BETTER, State.BETTER_SINCE_EVENT,
    State.WORSE_SINCE_EVENT, State.LATE, State.UNDER_WAY, State.NOT_CHECKED,
)  # fmt: skip


def leads_to(row: Row) -> tuple[str, dict[str, str]]:
    """Address and query of what stands behind a line: its measure, its record, else the page on
    which its kind of record stands."""
    reference, kind = row["reference"], EvidenceKind(row["kind"])
    if reference and kind is EvidenceKind.MEASURE:
        return "measure", {"measure": str(reference)}
    if reference and kind in _RECORDS:
        return RECORD, record_query(_RECORDS[kind], str(reference))
    query = {"statement": str(row["statement"])} if kind is EvidenceKind.REVIEW else {}
    return _PAGES[kind], query


def for_and_against(exhibit: Exhibit, page: str) -> None:
    """Draw what speaks for and against one statement as a card. `page`: the address of the page
    that shows it."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        rows = exhibit.frame.rows(named=True)
        sides = "".join(_side(side, _of(rows, side)) for side in (Side.FOR, Side.AGAINST))
        missing = _of(rows, Side.MISSING)
        below = _side(Side.MISSING, missing) if missing else ""
        st.html(f'<div class="sides">{sides}{below}</div>{_neither(_of(rows, Side.NEITHER))}')
        exhibit_tools(exhibit, page=page)


def _of(rows: Sequence[Row], side: Side) -> list[Row]:
    return [row for row in rows if row["side"] == side]


def _side(side: Side, rows: Sequence[Row]) -> str:
    """One side: its mark, how many lines, and the lines by kind of evidence."""
    head = (
        f'<h3 class="side-title">{look.signal(_MARKS[side])}{escape(side.label)}'
        f'<span class="side-count">{len(rows)}</span></h3>'
    )
    kinds = [kind for kind in EvidenceKind if any(row["kind"] == kind for row in rows)]
    body = "".join(_kind(kind, [row for row in rows if row["kind"] == kind]) for kind in kinds)
    if not rows:
        body = '<p class="source">Nothing on record since.</p>'
    label = escape(side.label)
    return (
        f'<section class="side side-{side}" aria-label="{label}">{head}<div>{body}</div></section>'
    )


def _kind(kind: EvidenceKind, rows: Sequence[Row]) -> str:
    lines = "".join(map(_line, rows[:SHOWN]))
    left = len(rows) - SHOWN
    if left > 0:
        lines += f'<li class="side-more">{sentence(number_word(left))} more in the table</li>'
    return (
        f'<div class="side-group"><h4 class="side-kind">{escape(kind.label)}</h4>'
        f'<ul class="side-lines">{lines}</ul></div>'
    )


def _line(row: Row) -> str:
    address, query = leads_to(row)
    day = (
        ""
        if row["state"] in _SAY_THEIR_DAY or not row["first_day"]
        else (f"{short_date(row['first_day'])}. ")
    )
    said = escape(f"{day}{row['sure']}")
    return (
        f"<li>{look.link(row['text'], address, **query)}"
        f'<span class="point-detail">{said}</span></li>'
    )


def _neither(rows: Sequence[Row]) -> str:
    """What is on record and shows no change, by name."""
    if not rows:
        return ""
    usual = [str(row["about"]) for row in rows if row["state"] == State.AS_USUAL]
    said = [row["text"].rstrip(".") for row in rows if row["state"] != State.AS_USUAL]
    told = [*([f"as usual: {listed_up_to(usual, NAMED)}"] if usual else []), *said[:NAMED]]
    left = len(said) - NAMED
    told += [f"{left} more in the table"] if left > 0 else []
    return (
        f'<p class="source side-neither"><b>{escape(Side.NEITHER.label)}.</b> '
        f"{escape(sentence('; '.join(told)))}.</p>"
    )


def statements_to_choose(every: Exhibit, chosen: str) -> None:
    """Draw every statement with how many lines speak for and against it; a name leads to them."""
    body = "".join(_row(row, chosen) for row in every.frame.iter_rows(named=True))
    table = (
        '<table class="statement-table side-table"><thead><tr><th scope="col">Quality statement'
        '</th><th scope="col" class="num">For</th><th scope="col" class="num">Against</th>'
        '<th scope="col" class="num">Not shown</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    st.html(look.scrolled("Quality statements", table))


def _row(row: Row, chosen: str) -> str:
    here = row["statement"] == chosen
    way = href(ADDRESS, statement=row["statement"])
    current = ' aria-current="true"' if here else ""
    numbers = "".join(
        f'<td class="num">{row[side] or "–"}</td>'
        for side in (Side.FOR, Side.AGAINST, Side.MISSING)
    )
    return (
        f'<tr{" class=side-here" if here else ""}><th scope="row">'
        f'<a class="link" data-page href="{way}"{current}>{escape(row["short_name"])}</a></th>'
        f"{numbers}</tr>"
    )


def newest_for_the_worse(every: Exhibit) -> None:
    """Say which signals for the worse are the newest, where there is one."""
    if every.verdict:
        st.html(
            f'<p class="verdict"><strong>{escape(every.verdict)}</strong> {escape(every.meaning)}'
            "</p>"
        )
