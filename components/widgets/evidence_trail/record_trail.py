"""A record's trail of evidence: drawn from score to proof, and as lists of what led to it and what
followed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.evidence_trail.record_words import (
    done_text,
    proof_text,
    record_label,
    record_meaning,
    record_standing,
    record_text,
)
from components.exhibits.evidence_trail.trail import Row, Traced
from components.look.marks import Meaning
from components.widgets.evidence_trail.record_link import record_link
from measures.evidence_trail.links import ELSEWHERE
from measures.evidence_trail.records import Proof
from measures.evidence_trail.steps import STEP_OF, StepStanding
from measures.evidence_trail.walk import Direction
from measures.ratings.scores import latest
from vocabulary.ratings import SCORE_NAMES
from vocabulary.record_kinds import KIND_NAMES
from vocabulary.shown import escape
from vocabulary.wording import counted, number_word, sentence

MOST = 3  # records drawn at a step; the list beside the drawing has them all
_TITLES = {
    "found": "What was found",
    "lesson": "What was learnt",
    "action": "What is done about it",
    "evidence": "Evidence that it worked",
}
_STANDING_MARKS: dict[str, Meaning] = {
    StepStanding.KNOWN: "usual",
    StepStanding.GAP: "attention",
    StepStanding.NOT_YET: "unknown",
    StepStanding.NOT_NEEDED: "unknown",
}
_WORDS = {
    StepStanding.GAP: "Gap",
    StepStanding.NOT_YET: "Not yet",
    StepStanding.NOT_NEEDED: "Not needed",
}


def trail_drawing(known: Records, traced: Traced) -> None:
    """Draw the trail with this record marked in it."""
    steps = [_score(known, traced)]
    for step, standing, said in traced.steps.iter_rows():
        items = list(_items(traced, step))
        mark: Meaning = _STANDING_MARKS[standing]
        if step == "evidence" and standing == StepStanding.KNOWN:
            mark = "improved"
        steps.append(
            _step(
                _TITLES[step], standing, mark, items if standing == StepStanding.KNOWN else [], said
            )
        )
    st.html(f'<ol class="trail" aria-label="From score to proof">{"".join(steps)}</ol>')


def _score(known: Records, traced: Traced) -> str:
    ids = traced.statements[:MOST]
    if not ids:
        return _step(
            "Score", StepStanding.GAP, "attention", [], "It bears on no quality statement."
        )
    scores = latest(known["score"], known.framework.frame()).filter(pl.col("statement").is_in(ids))
    how = "" if traced.named else '<span class="trail-foot">By its themes</span>'
    items = []
    for row in scores.iter_rows(named=True):
        name = known.framework.statement(row["statement"]).name
        score = row["score"]
        said = f"published at {score}: {SCORE_NAMES[score]}" if score else "no score published"
        items.append(
            f'<p class="trail-item">{look.link(name, "statement", statement=row["statement"])}'
            f'<span class="trail-foot">{look.pips(score)} {escape(said)}</span>{how}</p>'
        )
    left = len(traced.statements) - len(ids)
    if left:
        items.append(_more_of(left, "quality statement"))
    return _step("Score", StepStanding.KNOWN, "usual", items, None)


def _step(
    title: str, standing: StepStanding, mark: Meaning, items: list[str], said: str | None
) -> str:
    word = f'<b class="trail-gap">{_WORDS[standing]}.</b> ' if standing in _WORDS else ""
    body = "".join(items) or f'<p class="trail-said">{word}{escape(said or "")}</p>'
    kind = standing.replace(" ", "-")
    return (
        f'<li class="trail-step trail-{kind}"><span class="trail-mark">{look.signal(mark)}</span>'
        f'<div><h3 class="trail-title">{escape(title)}</h3>{body}</div></li>'
    )


def _items(traced: Traced, step: str) -> Iterator[str]:
    if step == "evidence":
        yield from _evidence(traced)
        return
    here = STEP_OF.get(traced.kind, "found") == step
    if here:
        yield _item(traced.record, here=True)
    rows = [row for row in _rows(traced) if STEP_OF.get(str(row["kind"]), "found") == step]
    yield from (_item(row) for row in rows[:MOST])
    if len(rows) > MOST:
        yield _more_of(len(rows) - MOST, "record")
    if step == "action" and not here:
        own = [row for row in (traced.record, *_rows(traced)) if done_text(row)]
        for row in own[: 0 if rows else MOST]:
            whose = "" if row is traced.record else f"{escape(record_label(row))}: "
            yield (
                f'<p class="trail-item">{escape(done_text(row))}'
                f'<span class="trail-foot">{whose}changed because of it</span></p>'
            )


def _evidence(traced: Traced) -> Iterator[str]:
    later = [
        row
        for row in _rows(traced)
        if row["direction"] == "down" or row["kind"] in ("learning", "action")
    ]
    rows = [row for row in (traced.record, *later) if row["proof"] == Proof.SHOWN]
    for row in rows[:MOST]:
        text = proof_text(row) or record_text(row)
        whose = record_link(row["kind"], row["reference"], _short(row))
        foot = "" if row is traced.record else f'<span class="trail-foot">{whose}</span>'
        yield f'<p class="trail-item">{escape(text)}{foot}</p>'
    if len(rows) > MOST:
        yield _more_of(len(rows) - MOST, "record")


def _rows(traced: Traced) -> list[Row]:
    return list(traced.trail.iter_rows(named=True))


def _item(row: Row, *, here: bool = False) -> str:
    if not here and row["day"] is None and row["text"] is None and row["state"] is None:
        return _missing(row)
    foot = f"{_short(row)}{record_standing(row)}"
    if here:
        return (
            f'<p class="trail-item trail-here"><b>{escape(record_text(row))}</b>'
            f'<span class="trail-foot"><span class="label">This record</span> {escape(foot)}'
            "</span></p>"
        )
    shape = look.signal(record_meaning(row)) if record_meaning(row) == "attention" else ""
    return (
        f'<p class="trail-item">{record_link(row["kind"], row["reference"], record_text(row))}'
        f'<span class="trail-foot">{shape}{escape(foot)}</span></p>'
    )


def _missing(row: Row) -> str:
    kind = str(row["kind"])
    name = KIND_NAMES.get(kind, "Record")
    if kind in ELSEWHERE:
        return (
            f'<p class="trail-item">{record_link(kind, row["reference"], str(row["reference"]))}'
            f'<span class="trail-foot">{escape(name)}, kept elsewhere</span></p>'
        )
    return (
        f'<p class="trail-item">{escape(str(row["reference"]))}<span class="trail-foot">'
        f'<b class="trail-gap">Gap.</b> It is named, but no such {escape(name.lower())} is on '
        "record</span></p>"
    )


def _short(row: Row) -> str:
    """Which record it is, in few words: a finding's reference would fill the card."""
    if row["kind"] == "finding":
        return KIND_NAMES["finding"]
    return "Kept elsewhere" if row["kind"] in ELSEWHERE else record_label(row)


def _more_of(number: int, thing: str) -> str:
    said = counted(number, f"more {thing}")
    return f'<p class="trail-said">{escape(said if number > 1 else f"{number_word(1)} more")}</p>'


SHOWN = 12
_HEADERS: dict[Direction, tuple[str, str]] = {
    "up": ("What it came from", "Nothing on record led to it"),
    "down": ("What followed from it", "Nothing on record followed from it"),
}
_UP = {
    "lesson": "The lesson was found in it",
    "action": "Answered by this action",
    "re_audit": "Checked again by this audit",
    "decision": "The complaint decided on",
}
_DOWN = {
    "lesson": "A lesson drawn from it",
    "action": "An action that answers it",
    "re_audit": "A later audit of it",
    "decision": "The ombudsman's decision on it",
}


def trail_list(traced: Traced, direction: Direction) -> None:
    """Draw one direction, nearest first."""
    title, nothing = _HEADERS[direction]
    rows = traced.trail.filter(pl.col("direction") == direction)
    with look.card(f"trail_{direction}"):
        count = sentence(counted(rows.height, "record")) if rows.height else nothing
        look.card_header(title, count, small=True)
        if rows.is_empty():
            return
        lines = "".join(_line(row, direction) for row in rows.head(SHOWN).iter_rows(named=True))
        st.html(f'<ul class="findings trail-list">{lines}</ul>')
        if rows.height > SHOWN:
            look.source(f"The nearest {SHOWN} are shown.")


def _line(row: Row, direction: Direction) -> str:
    kind = KIND_NAMES.get(row["kind"], "Record")
    how = (_UP if direction == "up" else _DOWN)[row["relation"]]
    if row["steps"] > 1:
        via = KIND_NAMES.get(row["via_kind"], "record").lower()
        named = "" if row["via_kind"] == "finding" else f" {row['via_reference']}"
        how = f"Through {via}{named}"
    if row["text"] is None and row["day"] is None and row["state"] is None:
        said, foot = record_link(row["kind"], row["reference"]), f"{how}; no record of it here"
    else:
        said = record_link(row["kind"], row["reference"], record_text(row))
        foot = f"{how}. {record_label(row)}{record_standing(row)}"
    return (
        f'<li class="finding"><span class="finding-polarity trail-kind">{escape(kind)}</span>'
        f'<span class="finding-text">{said}'
        f'<span class="finding-foot">{escape(foot)}</span></span></li>'
    )
