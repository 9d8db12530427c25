"""What a quality statement's measures say: its own, and exhibits of records on its themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl
import streamlit as st

from components import look
from components.exhibits.attention import bearing_on
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import ALONE, Exhibit, Signal
from components.exhibits.indicators.bearing import what_it_says
from components.widgets.exhibits.measures_table import MEASURE, spark
from vocabulary.shown import escape
from vocabulary.wording import agree, counted, listed, number_word, sentence

SHOWN: Final = 8
NAMED: Final = 6
Row = Mapping[str, Any]


def no_measures(showing: Showing) -> str:
    """What brings measures, as HTML, where no measure and no exhibit bears on the statement."""
    if showing("statement_indicators").frame.height or _others(showing):
        return ""
    return look.what_brings(
        "No measure of this statement is held yet",
        "Bring in a scorecard, and what its lines say stands here.",
    )


def _others(showing: Showing) -> list[Exhibit]:
    """The exhibits with rows that bear on the statement by its themes."""
    keys = bearing_on(showing.statement, showing.records["theme"])
    return [each for each in map(showing, keys) if not each.frame.is_empty()]


def statement_measures(showing: Showing) -> None:
    """Draw what needs attention, then what has improved, the statement's own measures before
    exhibits on its themes; what is as usual or cannot be judged is named under them."""
    measures, others = showing("statement_indicators"), _others(showing)
    own = measures.frame.filter("own")
    with look.card("statement_measures"):
        look.card_header("What the measures say", _how_many(own, others), small=True)
        lines = [
            line
            for signal in ("attention", "improved")
            for line in (
                *((measure_line(row), _named(row)) for row in _of(own, signal)),
                *((_exhibit_line(e), _titled(e)) for e in others if e.signal == signal),
            )
        ]
        shown = "".join(line for line, _ in lines[:SHOWN])
        drawn = f'<ul class="points">{shown}</ul>' if lines else ""
        st.html(drawn + _below(measures, others, [name for _, name in lines[SHOWN:]]))


def worst_of(showing: Showing) -> Signal:
    """The gravest of what the measures and exhibits that bear on a statement say."""
    own = showing("statement_indicators").frame.filter("own").get_column("signal")
    said = {*own, *(each.signal for each in _others(showing))}
    order: tuple[Signal, ...] = ("attention", "improved", "usual")
    return next((each for each in order if each in said), "unknown")


def measure_line(row: Row) -> str:
    """A measure with its figure, which leads to its page, and what it says, as a point in HTML.
    `row`: of the frame of an exhibit of `components.exhibits.indicators.bearing`."""
    named = _link(row, f"{row['name']}: {row['latest']}")
    return (
        f'<li class="point">{look.signal(row["signal"])}<span class="point-text trail-measure">'
        f"{named}"
        f'<span class="point-detail">{escape(what_it_says(row))}</span></span>{spark(row)}</li>'
    )


def _link(row: Row, words: str) -> str:
    return look.link(words, MEASURE, measure=row["measure"])


def _named(row: Row) -> str:
    """A measure's name, which leads to its page, and its figure."""
    return f"{_link(row, row['name'])} {escape(row['latest'])}"


def _titled(exhibit: Exhibit) -> str:
    """An exhibit's title, which leads to it."""
    return look.link(exhibit.definition.title, ALONE, **exhibit.address)


def _of(own: pl.DataFrame, signal: str) -> Sequence[Row]:
    return own.filter(pl.col("signal") == signal).rows(named=True)


def _how_many(own: pl.DataFrame, others: Sequence[Exhibit]) -> str:
    said = [f"{counted(own.height, 'measure')} of its own"]
    if others:
        said.append(f"{number_word(len(others))} from other records on its themes")
    signals = [*own.get_column("signal"), *(each.signal for each in others)]
    late = signals.count("attention")
    return sentence(listed(said)) + (f"; {counted(late, 'signal')} first" if late else "")


def _below(measures: Exhibit, others: Sequence[Exhibit], left: Sequence[str]) -> str:
    """What has no line: further signals (`left`, their names), measures and exhibits that are as
    usual, those that cannot be judged yet, and the way to all measures."""
    own = measures.frame.filter("own")
    told = [f"<strong>More signals ({len(left)}):</strong> {'; '.join(left)}."] if left else []
    for signal, lead in (("usual", "As usual"), ("unknown", "Cannot be judged yet")):
        named = [
            *map(_named, _of(own, signal)),
            *(_titled(each) for each in others if each.signal == signal),
        ]
        if named:
            more = len(named) - NAMED
            shown = "; ".join(named[:NAMED]) + (f"; and {more} more" if more > 0 else "")
            told.append(f"<strong>{lead} ({len(named)}):</strong> {shown}.")
    sharing = measures.frame.height - own.height
    words = "All measures of this statement"
    if sharing:
        words += (
            f", and {counted(sharing, 'other')} that {agree(sharing, 'shares', 'share')} a theme"
        )
    if measures.in_part:
        told.append(f"{escape(measures.in_part)}.")
    if measures.frame.height:
        told.append(look.link(words, ALONE, **measures.address))
    return "".join(f'<p class="source measures-below">{each}</p>' for each in told)


def _exhibit_line(exhibit: Exhibit) -> str:
    """An exhibit's headline, which leads to it, and its verdict, as a point in HTML."""
    verdict = exhibit.verdict or exhibit.subtitle
    if verdict.endswith(":"):
        verdict = f"{verdict} {exhibit.meaning}"
    if exhibit.in_part and exhibit.verdict:
        verdict = f"{verdict.rstrip('.')}. {exhibit.in_part}."
    return (
        f'<li class="point">{look.signal(exhibit.signal)}<span class="point-text trail-measure">'
        f"{look.link(exhibit.headline, ALONE, **exhibit.address)}"
        f'<span class="point-detail">{escape(verdict)}</span></span></li>'
    )
