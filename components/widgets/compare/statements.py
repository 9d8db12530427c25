"""Statement by statement: councils as marks by score, ours among them; one council beside us."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.look.marks import pips
from components.widgets.exhibits.card import exhibit_tools
from vocabulary.peers import BETWEEN_COUNCILS, Most
from vocabulary.ratings import SCORE_NAMES
from vocabulary.shown import escape
from vocabulary.wording import sentence

_BESIDE: Final = "beside_score"
Row = dict[str, Any]


def statements_table(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `peer_statements` as a card."""
    with look.card(exhibit.key):
        if exhibit.chart is None:
            look.card_header(exhibit.headline, exhibit.subtitle)
        else:
            other = exhibit.columns.get(_BESIDE, "")
            table = table_html(exhibit.frame.rows(named=True), exhibit.council, other)
            st.html(look.scrolled("Scores by statement", table) + _key(other))
        exhibit_tools(exhibit, page=page)


def table_html(rows: list[Row], council: str, other: str) -> str:
    """The table. other: the short name of the council beside us; empty for none."""
    heads = "".join(f"<th scope='col'>{n} {sentence(name)}</th>" for n, name in SCORE_NAMES.items())
    beside = f'<th scope="col">{escape(other)}</th>' if other else ""
    lines = "".join(_line(row, other) for row in rows)
    return (
        '<table class="compare-table"><thead><tr><th scope="col">Statement, score 1 to 4</th>'
        f'{heads}<th scope="col">Against us</th>'
        f'<th scope="col" class="compare-us">{escape(council)}</th>{beside}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _line(row: Row, other: str) -> str:
    name = look.link(row["short_name"], "statement", statement=row["statement"])
    cells = "".join(_cell(row, n, other) for n in SCORE_NAMES)
    beside = f"<td>{_score(row[_BESIDE], row['beside_difference'])}</td>" if other else ""
    return (
        f'<tr><th scope="row">{name}</th>{cells}<td class="compare-against">{_against(row)}</td>'
        f"<td>{_score(row['score'])}</td>{beside}</tr>"
    )


def _cell(row: Row, score: int, other: str) -> str:
    named = [each for each in row[f"named_{score}"].split(BETWEEN_COUNCILS) if each]
    named.sort(key=lambda each: (not _is(each, other), each))
    ours = row["score"] == score
    if not named and not ours:
        return "<td></td>"
    us = '<i class="dot-us"></i>' if ours else ""
    dots = "".join(
        f'<i class="dot{" dot-named" if _is(each, other) else ""}" '
        f'data-says="{escape(_says(each, score))}"></i>'
        for each in named
    )
    who = ["ours", *named] if ours else named
    said = f"Scored {score}: {BETWEEN_COUNCILS.join(who)}"
    return (
        f'<td><span class="dots" role="img" tabindex="0" aria-label="{escape(said)}">'
        f"{us}{dots}</span></td>"
    )


def _says(named: str, score: int) -> str:
    """ "Ashcombe: 3, 6 June 2025" of "Ashcombe, 6 June 2025"."""
    name, _, day = named.rpartition(", ")
    return f"{name}: {score}, {day}"


def _is(said: str, other: str) -> bool:
    return bool(other) and said.rpartition(", ")[0] == other


def _against(row: Row) -> str:
    if row["most"] is None:
        return "<span>Not known</span>"
    of = row["peers"]
    if row["most"] == Most.HIGHER:
        return f"{look.signal('attention')}<b>{row['higher']:,} of {of:,} higher</b>"
    if row["most"] == Most.LOWER:
        return f"{look.signal('improved')}<b>{row['lower']:,} of {of:,} lower</b>"
    parts = [f"{row[way]:,} {way}" for way in ("higher", "same", "lower") if row[way]]
    return f'<span class="compare-plain">{", ".join(parts)}</span>'


def _score(score: int | None, difference: int | None = None) -> str:
    if score is None:
        return f"{pips(None)} <span>Not known</span>"
    apart = f" <span>{difference:+d}</span>".replace("-", "−") if difference else ""
    return f'<span class="compare-score">{pips(score)}<b>{score}</b>{apart}</span>'


def _key(other: str) -> str:
    named = f'<span><i class="dot dot-named"></i>{escape(other)}</span>' if other else ""
    return (
        f'<p class="compare-key"><span><i class="dot-us"></i>Us</span>{named}'
        '<span><i class="dot"></i>Another council: point at it, or go to it by the Tab key, for '
        "its name and date</span></p>"
    )
