"""The ombudsman: more upheld than is usual, or chance? And were the remedies done in time?"""

from __future__ import annotations

import polars as pl

from components.charts.spec import Bars, FunnelPlot, Intervals
from components.exhibits.compare.words import count_of
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.peers import compared_with
from components.exhibits.tables.columns import in_percent
from components.exhibits.view import View
from measures.ombudsman.figures import ADULTS, chosen_scope, of_scope, with_sources
from measures.ombudsman.upheld import (
    FEWEST_PEERS,
    ComplianceVerdict,
    against_expected,
    against_similar,
    among_peers,
    compliance,
)
from measures.peers.sets import PeerSet
from measures.statistics.comparison_wording import AgainstExpected
from measures.statistics.funnel import FunnelVerdict
from vocabulary.verdict import Verdict
from vocabulary.wording import agree, counted, sentence

_SAID = {
    Verdict.WITHIN_CHANCE: "Within chance.",
    Verdict.BEYOND_CHANCE: "Not chance.",
    Verdict.TOO_FEW: "Too few to judge.",
    Verdict.NOTHING_TO_COMPARE: "Nothing to compare with.",
}
_PUBLISHED = "Ombudsman's published figures; councils' numbers are small, so tests are exact."


def scope_beside(figures: pl.DataFrame, others: pl.DataFrame) -> str:
    """The scope in which others have figures beside the council's newest: adult social care where
    they do, else all services where they do, else as `chosen_scope`."""
    scopes = figures.get_column("scope").drop_nulls().unique().sort().to_list()
    for scope in sorted(scopes, key=lambda each: each != ADULTS):
        if among_peers(of_scope(figures, scope), of_scope(others, scope)).height > 1:
            return str(scope)
    return chosen_scope(figures)


@declare(
    key="ombudsman_upheld",
    title="Upheld by the ombudsman, against similar councils",
    question="Is more upheld than at similar councils, or is it chance?",
    meaning="Of the investigations decided, the share upheld, beside similar councils' average.",
    formula="Upheld ÷ investigations, with Clopper and Pearson's 95% interval and the exact test.",
    source="Local Government and Social Care Ombudsman, yearly figures of the same scope.",
    how_to_read=(
        "The mark is the year's share, the line how far chance could move it. Where the dashed "
        "line of similar councils crosses it, the year is within chance."
    ),
    caveats=("The ombudsman investigates a few of all complaints, and chooses which.",),
    page="complaints",
    place=8080,
    inputs=lambda records, request, view: (records["ombudsman"],),
    attention=2,
    themes=("complaints",),
    place_on_statement=13,
)
def ombudsman_upheld(figures: pl.DataFrame, view: View) -> Content:
    """Against similar councils, year by year, from the ombudsman dataset."""
    scope = chosen_scope(figures)
    frame = in_percent(
        against_similar(of_scope(figures, scope))
        .filter(pl.col("share").is_not_null())
        .sort("year", descending=True),
        "share", "low", "high", "average",
    ).with_columns(said=pl.format("{} of {}", "upheld", "investigations"))  # fmt: skip
    newest = next(iter(frame.iter_rows(named=True)), None)
    average = newest["average"] if newest else None
    if newest is None:
        headline = "No ombudsman investigations are recorded here yet"
    else:
        headline = f"{newest['upheld']} of {newest['investigations']} ombudsman complaints upheld"
        headline += _reading(newest["verdict"], average)
    return Content(
        headline=headline,
        subtitle=f"{sentence(scope)}, share of investigations upheld by year",
        frame=frame,
        columns={
            "year": "Year",
            "upheld": "Upheld",
            "investigations": "Investigations",
            "share_percent": "Upheld (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
            "average_percent": "Similar councils (%)",
            "verdict": "Reading",
        },
        source=_PUBLISHED,
        alternative="; ".join(f"{row['year']}: {row['sentence']}" for row in _rows(frame)),
        verdict=_SAID.get(_judged(newest), ""),
        judged=_judged(newest),
        meaning=str(newest["sentence"]) if newest else "",
        chart=Intervals(
            "year",
            "share",
            "low",
            "high",
            reference=average,
            reference_label=f"similar councils {average:.0%}" if average is not None else "",
            said="said",
        )
        if newest
        else None,
        signal=_signal(newest),
    )


@declare(
    key="ombudsman_expected",
    title="Ombudsman investigations, against those expected",
    question="Are there more investigations than expected, or is it chance?",
    meaning="How many investigations were decided, beside the number expected for the council.",
    formula="Garwood's 95% interval for the count to expect, and the exact Poisson test.",
    source="Numbers decided and expected as published, of the same scope.",
    how_to_read=(
        "The mark is the year's number, the line how far chance could move it. The dashed line is "
        "the number expected."
    ),
    page="complaints",
    place=8090,
    inputs=lambda records, request, view: (records["ombudsman"],),
    themes=("complaints",),
    place_on_statement=14,
)
def ombudsman_expected(figures: pl.DataFrame, view: View) -> Content:
    """Against the number expected, year by year, from the ombudsman dataset."""
    scope = chosen_scope(figures)
    known = of_scope(figures, scope).filter(
        pl.col("investigations").is_not_null() & pl.col("expected").is_not_null()
    )
    frame = (
        against_expected(known)
        .sort("year", descending=True)
        .with_columns(pl.col("low", "high").round(1))
    )
    newest = next(iter(frame.iter_rows(named=True)), None)
    if newest is None:
        headline = "How many investigations to expect is not recorded"
    else:
        many = agree(newest["count"], "investigation", "investigations")
        headline = f"{newest['count']:,} ombudsman {many}, {_figure(newest['expected'])} expected"
        headline += _reading(newest["verdict"], None)
    expected = newest["expected"] if newest else None
    return Content(
        headline=headline,
        subtitle=f"{sentence(scope)}, investigations decided by year",
        frame=frame,
        columns={
            "year": "Year",
            "count": "Investigations",
            "expected": "Expected",
            "low": "Interval from",
            "high": "Interval to",
            "verdict": "Reading",
        },
        source=_PUBLISHED,
        alternative="; ".join(f"{row['year']}: {row['sentence']}" for row in _rows(frame)),
        verdict=_SAID.get(_judged(newest), ""),
        judged=_judged(newest),
        meaning=str(newest["sentence"]) if newest else "",
        chart=Intervals(
            "year",
            "count",
            "low",
            "high",
            percent=False,
            reference=expected,
            reference_label=f"expected {_figure(expected)}" if expected is not None else "",
        )
        if newest
        else None,
        signal=_signal(newest),
    )


@declare(
    key="ombudsman_funnel",
    title="Upheld among other councils",
    question="Where do we stand among councils of the same scope?",
    meaning="The council's uphold rate among others' of the same year and scope.",
    formula="Funnel with 99.8% limits for each council's number, confirmed by the exact test.",
    source="Ombudsman's yearly figures of the councils held here.",
    how_to_read=(
        "The limits are wide to the left, where numbers are small. Only a mark outside them "
        "differs by more than chance. There is no ranking."
    ),
    caveats=("Adult social care is never set beside all services.",),
    page="complaints",
    place=8110,
    compares=True,
    inputs=lambda records, request, view: (
        records["ombudsman"],
        records.peers["ombudsman"],
        compared_with(records, request, view),
    ),
    next_step="Choose other councils to compare with, or import their yearly ombudsman figures of "
    "the same scope.",
)
def ombudsman_funnel(
    figures: pl.DataFrame, others_figures: pl.DataFrame, peers: PeerSet, view: View
) -> Content:
    """Among councils of the same year and scope, from the ombudsman dataset, other councils' rows,
    and whom we are compared with."""
    theirs = peers.of(others_figures)
    scope = scope_beside(figures, theirs)
    own, theirs = of_scope(figures, scope), of_scope(theirs, scope)
    frame = with_sources(among_peers(own, theirs), own, theirs)
    others = frame.filter(~pl.col("ours")).height if frame.height else 0
    ours = next(iter(frame.filter("ours").iter_rows(named=True)), None) if frame.height else None
    enough = others >= FEWEST_PEERS
    if ours is None or not others:
        headline = f"No other council's {scope} figures for the same year are held here"
    elif not enough:
        headline = f"Only {counted(others, 'other council')} to compare with: too few"
    elif ours["verdict"] == FunnelVerdict.WITHIN_CHANCE:
        headline = "Among other councils, our uphold rate is within chance"
    else:
        headline = f"Our uphold rate is {ours['verdict']}"
    return Content(
        headline=headline,
        subtitle=(
            f"{sentence(scope)}, {ours['year']}, share of investigations upheld"
            if ours
            else f"{sentence(scope)}, share of investigations upheld"
        )
        + (f", beside {count_of(peers, others)}" if others else ""),
        frame=in_percent(frame, "ratio") if others else frame.with_columns(
            ratio_percent=pl.lit(None, pl.Int64)
        ).clear(),
        columns={
            "group": "Council",
            "numerator": "Upheld",
            "denominator": "Investigations",
            "ratio_percent": "Upheld (%)",
            "verdict": "Reading",
            "year": "Year",
            "source": "Source",
        },
        source=_PUBLISHED,
        alternative=f"{headline}. {ours['sentence'] if ours else ''}".strip(),
        verdict=sentence(str(ours["verdict"])) + "." if ours and others else "",
        meaning=str(ours["sentence"]) if ours and others else "",
        chart=FunnelPlot(
            "group", "numerator", "denominator", "target", "low_limit", "high_limit", "ours"
        )
        if enough and ours
        else None,
        signal="usual",
    )  # fmt: skip


@declare(
    key="ombudsman_remedies",
    title="Remedies the ombudsman asked for",
    question="Were the ombudsman's remedies done in time?",
    meaning="Whether what the ombudsman asked for was done, and in time.",
    formula="Remedies less those late; compliance as published.",
    source="Ombudsman's yearly figures.",
    how_to_read="The whole bar is the remedies of a year, the dark part those done in time.",
    page="complaints",
    place=8100,
    inputs=lambda records, request, view: (records["ombudsman"],),
    themes=("complaints",),
    place_on_statement=15,
)
def ombudsman_remedies(figures: pl.DataFrame, view: View) -> Content:
    """Remedies done in time, year by year, from the ombudsman dataset."""
    scope = chosen_scope(figures)
    told = compliance(of_scope(figures, scope)).filter(
        pl.col("remedies").is_not_null() | pl.col("compliance_rate").is_not_null()
    )
    frame = told.sort("year", descending=True).with_columns(
        in_time=pl.col("remedies") - pl.col("late_remedies")
    )
    newest = next(iter(frame.iter_rows(named=True)), None)
    words = {
        ComplianceVerdict.NONE_LATE: "Every remedy was done, none late",
        ComplianceVerdict.SOME_LATE: "Every remedy was done, but some late",
        ComplianceVerdict.SOME_NOT_DONE: "Some remedies were not done",
        ComplianceVerdict.NOT_KNOWN: "Whether remedies were done in time is not known",
    }
    if newest is None:
        headline = "No remedies are recorded here yet"
    else:
        headline = words[newest["verdict"]]
        late = newest["late_remedies"]
        if newest["verdict"] == ComplianceVerdict.SOME_LATE and late:
            headline = f"Every remedy was done, {counted(late, 'remedy', 'remedies')} late"
            if newest["compliance_rate"] is None:
                headline = f"{sentence(counted(late, 'remedy', 'remedies'))} came late"
        if newest["remedies"] == 0:
            headline = f"The ombudsman asked for no remedy in {newest['year']}"
    drawable = frame.filter(pl.col("in_time").is_not_null()).height == frame.height and newest
    return Content(
        headline=headline,
        subtitle=f"{sentence(scope)}, remedies the ombudsman asked for by year",
        frame=frame,
        columns={
            "year": "Year",
            "remedies": "Remedies",
            "in_time": "In time",
            "late_remedies": "Late",
            "compliance_rate": "Done (%)",
            "verdict": "Reading",
        },
        source=_PUBLISHED,
        alternative="; ".join(f"{row['year']}: {row['sentence']}" for row in _rows(frame)),
        verdict=f"{newest['year']}:" if newest else "",
        meaning=str(newest["sentence"]) if newest else "",
        chart=Bars("year", "remedies", "in_time", "in time", unit="remedies") if drawable else None,
        signal="attention"
        if newest
        and newest["verdict"] in (ComplianceVerdict.SOME_LATE, ComplianceVerdict.SOME_NOT_DONE)
        else "usual",
    )


def _rows(frame: pl.DataFrame) -> list[dict[str, object]]:
    return frame.rows(named=True)


def _figure(expected: float) -> str:
    """Three figures, and whole numbers from 100 on."""
    return f"{expected:,.0f}" if expected >= 100 else f"{expected:.3g}"


def _reading(verdict: str, average: float | None) -> str:
    usual = "" if average is None else f" of the {average:.0%} usual"
    readings: dict[str, str] = {
        AgainstExpected.WITHIN_CHANCE: f": within chance{usual}",
        AgainstExpected.HIGHER: ": more than chance explains",
        AgainstExpected.LOWER: ": fewer than chance explains",
        AgainstExpected.TOO_FEW: ": too few to judge",
    }
    return readings.get(verdict, "")


def _judged(row: dict[str, object] | None) -> Verdict:
    if row is None:
        return Verdict.NOT_RECORDED
    verdicts: dict[str, Verdict] = {
        AgainstExpected.WITHIN_CHANCE: Verdict.WITHIN_CHANCE,
        AgainstExpected.HIGHER: Verdict.BEYOND_CHANCE,
        AgainstExpected.LOWER: Verdict.BEYOND_CHANCE,
        AgainstExpected.TOO_FEW: Verdict.TOO_FEW,
    }
    return verdicts.get(str(row["verdict"]), Verdict.NOTHING_TO_COMPARE)


def _signal(row: dict[str, object] | None) -> Signal:
    return "attention" if row and row["verdict"] == AgainstExpected.HIGHER else "usual"
