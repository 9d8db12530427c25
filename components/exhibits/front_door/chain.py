"""From contact to outcome, as far as it is recorded."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.exhibits.declaration import ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content
from components.exhibits.indicators.judged import judged
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.front_door.chain import chain
from vocabulary.front_door import FRONT_DOOR_THEME, ChainStep
from vocabulary.verdict import Verdict
from vocabulary.wording import listed, month_and_year, within

PAGE: Final = "front_door"
SOURCE: Final = "Indicators of the front door, as the catalogue of indicators declares them."
Parts = dict[str, list[Row]]


def _chain(records: Records, request: ExhibitRequest, view: View) -> tuple[pl.DataFrame]:
    return (memo(records, _worked_out),)


def _worked_out(records: Records) -> pl.DataFrame:
    return chain(judged(records))


@declare(
    key="front_door_chain",
    title="From contact to outcome",
    question="Who gets in touch, how, what for, known already or not, and what comes of it?",
    meaning="What happens at the front door, step by step, in the newest whole month of each.",
    formula=(
        "Contacts by way, by who, by reason and by outcome are counts, each as a share of its "
        "step's sum. Known already, resolved at the first point and answered in time are shares "
        "with their own denominators, as reported."
    ),
    source="Indicator dataset: the front door's measures, and contacts by kind of group.",
    how_to_read=(
        "Read from top to bottom. Steps are counted apart and do not follow the same people. "
        "A dashed line is a step of which nothing is recorded: that is not nought."
    ),
    page=PAGE,
    place=20120,
    inputs=_chain,
    public=False,
    themes=(FRONT_DOOR_THEME,),
    place_on_statement=30,
    records="front-door figures",
)
def front_door_chain(frame: pl.DataFrame, view: View) -> Content:
    """The exhibit: a row for each part of a step, as `measures.front_door.chain.chain` gives."""
    parts = parts_of(frame)
    known = {step: rows for step, rows in parts.items() if rows[0]["date"]}
    silent = [within(ChainStep(step).label) for step in parts if step not in known]
    told = frame.with_columns(
        pl.col("count", "of").round().cast(pl.Int64),
        step_name=pl.col("step").replace(ChainStep.labels()),
        said=pl.Series([in_words(row) for row in frame.iter_rows(named=True)], dtype=pl.String),
    )
    return Content(
        headline=_headline(known),
        subtitle="The front door step by step, whole service, newest whole month of each",
        frame=told if known else told.clear(),
        columns={
            "step_name": "Step",
            "part": "Which",
            "date": "Up to",
            "count": "Contacts",
            "of": "Of",
            "said": "In words",
        },
        source=SOURCE,
        alternative="; ".join(
            f"{ChainStep(step).label}: {', '.join(_named(row) for row in rows)}"
            for step, rows in parts.items()
        )
        if known
        else _headline(known),
        verdict="Not recorded:" if silent and known else "",
        judged=None if known else Verdict.NOT_RECORDED,
        meaning=f"{listed(silent)}." if silent and known else "",
        signal="usual" if known else "unknown",
    )


def parts_of(frame: pl.DataFrame) -> Parts:
    """The chain's rows by step, in order."""
    parts: Parts = {}
    for row in frame.iter_rows(named=True):
        parts.setdefault(row["step"], []).append(row)
    return parts


def in_words(row: Row) -> str:
    """What is recorded of a part, such as "36% (882 of 2,450)", "1,240 (48%)" or "2,610"."""
    if row["date"] is None:
        return "not recorded"
    count, of, share = row["count"], row["of"], row["share"]
    if share is None:
        return f"{count:,.0f}"
    if of is None:
        return f"{share:.0%}" if count is None else f"{count:,.0f} ({share:.0%})"
    return f"{share:.0%} ({count:,.0f} of {of:,.0f})"


def _named(row: Row) -> str:
    return f"{row['part']} {in_words(row)}" if row["part"] else in_words(row)


def month_of(row: Row) -> str:
    """The month that a row is of."""
    day: date = row["date"]
    return month_and_year(day)


_CLAIMED: Final = (
    (ChainStep.IN_TIME, "answered in time"),
    (ChainStep.KNOWN, "about people known already"),
)


def _headline(known: Parts) -> str:
    if not known:
        return "No figures of the front door are recorded yet"
    contacts = known.get(ChainStep.CONTACTS, [None])[0]
    # Shares of another month are none of these contacts.
    shares = [
        (known[step][0], words)
        for step, words in _CLAIMED
        if len(known.get(step, ())) == 1 and known[step][0]["share"] is not None
    ]
    if contacts is None:
        for row, words in shares:
            return f"{row['share']:.0%} {words} in {month_of(row)}"
        return "How many people get in touch is not recorded"
    said = f"{contacts['count']:,.0f} contacts in {month_of(contacts)}"
    beside = [
        f"{row['share']:.0%} {words}" for row, words in shares if row["date"] == contacts["date"]
    ]
    return f"{said}: {listed(beside)}" if beside else said
