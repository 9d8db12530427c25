"""Scores on screen: a list of statements with their scores, and the scale of ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.look.marks import LOWEST_SCORE, link, pips
from vocabulary.ratings import ScoreKind
from vocabulary.shown import escape


@dataclass(frozen=True)
class ScoreLine:
    """One statement's line.

    Attributes:
        name: the statement's short name.
        score: 1 to 4, or None when it is not known.
        kind: who gave the score.
        address: the page the name leads to, or None for plain text.
        query: what the page is asked for, such as {"statement": "equity"}.
        note: a few words under the name, such as "up from 2 in 2023".
    """

    name: str
    score: int | None
    kind: ScoreKind = ScoreKind.PUBLISHED
    address: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Band:
    """A rating's band on the scale: from `start` per cent up to the next band's start."""

    name: str
    start: int


def score_list(title: str, lines: Sequence[ScoreLine]) -> None:
    """A theme's statements with their scores, under the theme's name.

    Raises:
        ValueError: a score is not 1 to 4.
    """
    st.html(_scores(title, lines))


def _scores(title: str, lines: Sequence[ScoreLine]) -> str:
    items = "".join(score_line(line) for line in lines)
    return (
        f'<section class="scores"><h2 class="scores-title">{escape(title)}</h2>'
        f'<ul class="scores-list">{items}</ul></section>'
    )


def score_line(line: ScoreLine) -> str:
    """One line of `score_list` as HTML; the number is hidden from screen readers, which hear
    "Score 3 of 4" from the bars."""
    name = link(line.name, line.address, **dict(line.query)) if line.address else escape(line.name)
    if line.score is None:
        state, number, under = " score-unknown", "?", '<span class="score-note">Not entered</span>'
    else:
        state = " score-lowest" if line.score == LOWEST_SCORE else ""
        number, under = str(line.score), pips(line.score, line.kind)
        if line.kind != "published":
            under += f'<span class="score-note">{ScoreKind(line.kind).label}</span>'
    note = f'<span class="score-note">{escape(line.note)}</span>' if line.note else ""
    return (
        f'<li class="score{state}"><span class="score-number" aria-hidden="true">{number}</span>'
        f'<span class="score-name">{name}<span class="score-under">{under}{note}</span></span></li>'
    )


def rating_scale(
    bands: Sequence[Band],
    low: int,
    high: int,
    *,
    alternative: str,
    message: str | None = None,
) -> None:
    """The scale of ratings with the overall score on it, or the range still possible.

    Args:
        bands: in rising order; the scale runs from the first band's start to 100.
        low: lowest overall percentage possible.
        high: highest possible; equal to `low` when every score is known.
        alternative: what the picture says, for people who do not see it.
        message: one sentence above the scale.
    """
    first = bands[0].start
    span = 100 - first

    def place(value: float) -> str:
        return f"{100 * (value - first) / span:.3f}%"

    ends = [band.start for band in bands[1:]] + [100]
    blocks = "".join(
        f'<div class="scale-band" style="left:{place(band.start)};'
        f'width:{100 * (end - band.start) / span:.3f}%">'
        f'<span class="scale-name">{escape(band.name)}</span>'
        f'<span class="scale-start">{band.start}%</span></div>'
        for band, end in zip(bands, ends, strict=True)
    )
    known = low == high
    values = (
        f'<span class="scale-value" style="left:{place(low)}">{low}%</span>'
        if known
        else f'<span class="scale-value" style="left:{place(low)}">{low}%</span>'
        f'<span class="scale-between" style="left:{place((low + high) / 2)}">still possible</span>'
        f'<span class="scale-value" style="left:{place(high)}">{high}%</span>'
    )
    line = (
        f'<div class="scale-range" style="left:{place(low)};'
        f'width:{100 * (high - low) / span:.3f}%"></div>'
    )
    said = f'<p class="scale-message">{escape(message)}</p>' if message else ""
    st.html(
        f'{said}<div class="scale{" scale-known" if known else ""}" role="img" '
        f'aria-label="{escape(alternative)}">'
        f'<div class="scale-values">{values}</div>'
        f'<div class="scale-track">{blocks}{line}</div></div>'
    )


def small_scale(
    bands: Sequence[Band], low: int, high: int, own: int | None, *, alternative: str
) -> str:
    """The scale of ratings beside a headline, as HTML: CQC's score, or the range still possible,
    and the council's own view as a line.

    Args:
        bands: in rising order; the scale runs from the first band's start to 100.
        low: lowest overall percentage possible.
        high: highest possible; equal to `low` when every score is known.
        own: what the council's own view of every statement comes to, if it has one.
        alternative: what the picture says, for people who do not see it.
    """
    first = bands[0].start

    def place(value: float) -> str:
        return f"{100 * (value - first) / (100 - first):.2f}%"

    ends = [band.start for band in bands[1:]] + [100]
    blocks = "".join(
        f'<i style="left:{place(band.start)};width:calc({place(end - band.start + first)} - 2px)">'
        f"<span>{escape(band.name)}</span></i>"
        for band, end in zip(bands, ends, strict=True)
    )
    known = low == high
    said = f"CQC {low}%" if known else f"{low} to {high}% still possible"
    # The two labels part: the lower one ends at its mark, the higher one begins there.
    left = own is not None and own >= low
    side = "small-left" if left else "small-right"
    if not known:
        side = "small-middle"
    mark = (
        f'<b class="small-mark" style="left:{place(low)}"></b>'
        if known
        else f'<b class="small-range" style="left:{place(low)};'
        f'width:{place(high - low + first)}"></b>'
    )
    at = low if known else (low + high) / 2
    label = f'<em class="small-label {side}" style="left:{place(at)}">{escape(said)}</em>'
    ours = ""
    if own is not None and known:
        other = "small-right" if left else "small-left"
        ours = (
            f'<b class="small-own" style="left:{place(own)}"></b>'
            f'<em class="small-label small-ours {other}" style="left:{place(own)}">'
            f"our own view {own}%</em>"
        )
    return (
        f'<div class="small-scale" role="img" aria-label="{escape(alternative)}">'
        f"{blocks}{mark}{label}{ours}</div>"
    )
