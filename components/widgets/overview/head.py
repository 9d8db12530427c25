"""The top of the Overview: the rating as a sentence beside its scale, and the nine scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import ALONE, Exhibit
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.widgets.statements.overall import newest_scores
from measures.ratings.own_view import own_view
from measures.ratings.rating import BANDS
from measures.ratings.scores import assessed, rated
from vocabulary.ratings import ScoreKind
from vocabulary.shown import escape

GOOD = 3


def rating_and_scores(showing: Showing, *, address: str) -> str:
    """The top of the Overview as HTML; `address`: of the page of one statement."""
    known = showing.records
    own, percentage = memo(known, _own_view), memo(known, _own_percentage)
    overall = showing("overall_score")
    return head(overall, percentage) + strip(newest_scores(known), own, address=address)


def _own_view(known: Records) -> pl.DataFrame:
    return own_view(known["score"], known.framework.frame())


def _own_percentage(known: Records) -> int | None:
    scores, statements = known["score"], known.framework.frame()
    return rated(assessed(scores, statements, ScoreKind.SELF_ASSESSED)).percentage


def head(overall: Exhibit, own_percentage: int | None) -> str:
    """The rating as HTML: the `overall_score` exhibit's sentence, what qualifies it, and where it
    stands. `own_percentage`: what the council's own view of every statement comes to, if it has
    one."""
    result = rated(overall.frame)
    how = look.link("How it is worked out", ALONE, **overall.address) if result.known else ""
    notes = [*overall.caveats, *([f"{overall.in_part}."] if overall.in_part else [])]
    said = "".join(f'<p class="source">{escape(note)}</p>' for note in notes)
    scale = ""
    if result.known:
        scale = look.small_scale(
            [look.Band(name.capitalize(), start) for name, start in BANDS],
            result.lowest,
            result.highest,
            own_percentage,
            alternative=_alternative(overall, own_percentage),
        )
    return (
        '<header class="page-header rating-head"><div>'
        f"<h1>{escape(overall.headline)}</h1>"
        f'<p class="subtitle">{escape(overall.subtitle)} {how}</p>{said}</div>{scale}</header>'
    )


def _alternative(overall: Exhibit, own: int | None) -> str:
    own_words = f" Our own view comes to {own} per cent." if own is not None else ""
    return f"{overall.alternative}{own_words}"


_NO_VIEW: Final = {"own": None, "before": None}


def strip(published: pl.DataFrame, own: pl.DataFrame, *, address: str) -> str:
    """The scores as HTML: a card a theme, in it each statement with CQC's score, the council's own
    view, and which way that moved. `published`: `measures.ratings.scores.latest`; `own`:
    `measures.ratings.own_view.own_view`."""
    ours = {row["statement"]: row for row in own.iter_rows(named=True)}
    themes: dict[str, list[dict[str, Any]]] = {}
    for row in published.iter_rows(named=True):
        themes.setdefault(row["theme"], []).append({**ours.get(row["statement"], _NO_VIEW), **row})
    cards = "".join(
        f'<section class="strip-card" style="flex-grow:{len(lines)}">'
        f"<h2>{escape(theme)}<b>{escape(_below(lines))}</b></h2>"
        f"<ul>{''.join(_cell(line, address) for line in lines)}</ul></section>"
        for theme, lines in themes.items()
    )
    return f'<div class="score-strip">{cards}</div>'


def _below(lines: list[dict[str, Any]]) -> str:
    known = [line["score"] for line in lines if line["score"] is not None]
    if not known:
        return "Not scored yet"
    below = sum(score < GOOD for score in known)
    if below:
        return f"{below} below good"
    return "All good" if len(known) == len(lines) else "No score below good"


def _cell(row: Mapping[str, Any], address: str) -> str:
    name = look.link(row["short_name"], address, statement=row["statement"])
    score, own = row["score"], row["own"]
    worst = look.signal("attention") if score == 1 else ""
    number, state = ("?", " score-missing") if score is None else (str(score), "")
    line = f'<i class="own-line own-{own}"></i>' if own is not None else ""
    return (
        f"<li>{name}"
        f'<span class="strip-score{state}"><b aria-hidden="true">{number}</b>{worst}'
        f'<span class="strip-pips">{look.pips(score)}{line}</span></span>'
        f'<span class="strip-own">{escape(_own_words(own, row["before"]))}</span></li>'
    )


def _own_words(own: int | None, before: int | None) -> str:
    if own is None:
        return "No view of ours"
    if before is None:
        return f"Our view {own}"
    return f"Our view {own}, was {before} {'↑' if own > before else '↓'}"
