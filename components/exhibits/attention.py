"""What comes first: what needs attention, in the order in which leaders should hear of it, and what
bears on a quality statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import polars as pl

from components.exhibits.briefs.brief import Brief, People
from components.exhibits.briefs.of_exhibits import brief_of
from components.exhibits.briefs.of_measures import brief_of_measure
from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.complaints.volume import complaints_within
from components.exhibits.exhibit import ALONE, Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import measures_held
from components.exhibits.records import Records
from measures.attention.ranking import ranked, sure_of, when
from measures.attention.series import (
    Months,
    answered_in_time,
    in_usual_range,
    overdue_actions,
    specialist_in_date,
)
from measures.indicators.standings import StandingVerdict
from measures.plan.on_themes import on_themes
from measures.plan.progress import action_states
from vocabulary.attention import Stake, Sureness, Timing

WATCHED: Final = tuple(
    each.key
    for each in sorted(CATALOGUE.values(), key=lambda each: each.attention)
    if each.attention
)
"""In the order leaders should hear of them where all else is equal: people first, then proof, then
what supports both."""
MOST: Final = 6
"""The one thing to say to the board, and five more."""
MEASURES: Final = 2
"""Measures among the first, at most: there are many, and they must not crowd out the rest."""
SEVERAL: Final = "Several owners"
"""What is said where open actions on a matter have not one owner: nobody answers for it alone."""
MEASURE: Final = "measure"
_TIED: Final = tuple(
    sorted((each for each in CATALOGUE.values() if each.themes), key=lambda e: e.place_on_statement)
)


@dataclass(frozen=True)
class Matter:
    """One thing to look at.

    key: the exhibit that says it, or "measure". text: what is so, in a line. detail: what it is
    beside, or how sure. page, address: where it leads. due: the day by which something can still be
    done about it. stake, sureness, timing, points: why it stands where it stands. themes: of the
    codebook; statements: a measure's, which the action on it has to be on too. part: which files
    are only in in part. brief: its figure, and the people behind it.
    """

    key: str
    text: str
    detail: str
    page: str
    address: Mapping[str, str] = field(default_factory=dict)
    due: date | None = None
    stake: Stake = Stake.PRACTICE
    sureness: Sureness = Sureness.SURE
    timing: Timing = Timing.STANDING
    points: int = 0
    themes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    part: str = ""
    brief: Brief | None = None


@dataclass(frozen=True)
class Row:
    """A matter with what stands beside it: since when, whose, until when.

    months: its newest figures in their usual range, where it has one a month. was: the figure as
    known at the last board; change: what became of it since, where that can be said. owner: the
    role that answers for it (None: nobody yet). due: by when; action: the action that says so.
    past: its day is past.
    """

    matter: Matter
    months: Months | None
    was: str
    change: str
    owner: str | None
    due: date | None
    action: str
    past: bool

    @property
    def people(self) -> People | None:
        """The people behind it, where each can be a dot."""
        return self.matter.brief.people if self.matter.brief else None


def attention(showing: Showing) -> tuple[list[Matter], int]:
    """What to look at first, `MOST` things at most, and how many more there are, ranked by
    `measures.attention.ranking.ranked`. The worst `MEASURES` measures stand among them, the others
    after all else."""
    part = showing.in_part("measures")
    exhibits = [
        matter_of(exhibit, showing.view.today)
        for exhibit in map(showing, WATCHED)
        if exhibit.signal == "attention"
    ]
    safety = _statements_of_safety(showing.records)
    rows = showing("measures").frame.filter(pl.col("signal") == "attention")
    measures = in_order([_of_measure(row, safety, part) for row in rows.iter_rows(named=True)])
    first = in_order(exhibits + measures[:MEASURES])
    found = first + measures[MEASURES:]
    return found[:MOST], max(0, len(found) - MOST)


def rows_of(showing: Showing, matters: Sequence[Matter], board: date) -> list[Row]:
    """The matters with their months, what they were as known at the end of the last `board`'s day,
    who answers and until when."""
    records, today = showing.records, showing.view.today
    earlier = records.as_known(board)
    then = replace(
        showing, records=earlier, filters=filters_of(board), view=replace(showing.view, today=board)
    )
    before = measures_held(earlier) if any(each.key == MEASURE for each in matters) else None
    states = action_states(records["action"], today)
    held = {row["measure"]: row for row in showing("measures").frame.iter_rows(named=True)}
    return [
        _row(
            matter,
            showing,
            *(_since_measure(matter, before, held) if before is not None and matter.key == MEASURE
              else _since(matter, then)),
            states,
            held,
        )
        for matter in matters
    ]  # fmt: skip


def matter_of(exhibit: Exhibit, today: date) -> Matter:
    """What an exhibit says that needs attention."""
    brief = brief_of(exhibit)
    timing = when(ahead=exhibit.due is not None and exhibit.due >= today, worse=brief.pressing)
    return Matter(
        exhibit.key, brief.text, brief.detail, ALONE, exhibit.address, exhibit.due,
        brief.stake, sure_of(in_part=bool(exhibit.in_part), few=False), timing,
        themes=CATALOGUE[exhibit.key].themes,
        part=exhibit.in_part and f"{exhibit.in_part}.",
        brief=brief,
    )  # fmt: skip


def _of_measure(row: Mapping[str, Any], safety: frozenset[str], part: str) -> Matter:
    brief = brief_of_measure(row, safety)
    few = bool(row["provisional"]) or row["verdict"] == StandingVerdict.CHANGED
    return Matter(
        MEASURE, brief.text, brief.detail, MEASURE, {MEASURE: row["measure"]}, None,
        brief.stake, sure_of(in_part=bool(part), few=few), when(ahead=False, worse=brief.pressing),
        themes=tuple(row["themes"] or ()),
        statements=tuple(row["statements"] or ()),
        part=part,
        brief=brief,
    )  # fmt: skip


def in_order(matters: Sequence[Matter]) -> list[Matter]:
    """By rank, each with its points. What is of equal rank stays as it came: exhibits in the order
    of `WATCHED`, measures worst first."""
    asked = pl.DataFrame(
        [
            (str(place), int(each.stake), int(each.sureness), int(each.timing), each.due, place)
            for place, each in enumerate(matters)
        ],
        schema={
            "key": pl.String, "stake": pl.Int64, "sureness": pl.Int64, "timing": pl.Int64,
            "due": pl.Date, "place": pl.Int64,
        },
        orient="row",
    )  # fmt: skip
    order = ranked(asked).select("place", "points").iter_rows()
    return [replace(matters[place], points=points) for place, points in order]


def _statements_of_safety(records: Records) -> frozenset[str]:
    statements = records.framework.frame()
    return frozenset(statements.filter(pl.col("theme") == "Ensuring safety")["statement"])


def _row(
    matter: Matter,
    showing: Showing,
    was: str,
    change: str,
    states: pl.DataFrame,
    held: Mapping[str, Mapping[str, Any]],
) -> Row:
    if matter.statements:  # two measures of one theme have not one owner
        states = states.filter(pl.col("statement").is_in(list(matter.statements)))
    plan = on_themes(states, matter.themes)
    owner = plan.owner or (SEVERAL if plan.open else None)
    due, reference = plan.due, plan.reference
    owners = matter.brief.owners if matter.brief else ()
    if owners:
        owner = owners[0] if len(owners) == 1 else f"{len(owners)} owners"
        due, reference = None, ""
    due = matter.due or due
    past = bool(owners) or (due is not None and due < showing.view.today)
    months = _months(matter, showing, held)
    return Row(matter, months, was, change, owner, due, reference, past)


def _since(matter: Matter, then: Showing) -> tuple[str, str]:
    """What the figure was at the last board, and how many more or fewer it is now: a fact where
    things are counted; a share that moved is no change until a rule says so."""
    brief = matter.brief
    before = brief_of(then(matter.key)) if then(matter.key).frame.height else None
    if brief is None or not brief.said or before is None or not before.said:
        return "", ""
    was = f"was {before.said}"
    if not brief.counts or brief.figure is None or before.figure is None:
        return was, ""
    differs = round(brief.figure - before.figure)
    if not differs:
        return was, "The same"
    return was, f"{abs(differs):,} {'more' if differs > 0 else 'fewer'}"


def _since_measure(
    matter: Matter, before: pl.DataFrame, held: Mapping[str, Mapping[str, Any]]
) -> tuple[str, str]:
    """The same of a measure: it has changed where its verdict has."""
    measure = matter.address[MEASURE]
    then = before.filter(pl.col("measure") == measure)
    if then.is_empty():
        return "", "Not held then"
    row = then.row(0, named=True)
    was = f"was {brief_of_measure({**held[measure], 'figure': row['figure']}, frozenset()).said}"
    worse = StandingVerdict.WORSE
    if held[measure]["verdict"] == worse:
        return was, "Still worsening" if row["verdict"] == worse else "Newly worse"
    return was, "No real change" if row["verdict"] == held[measure]["verdict"] else "Changed"


def _months(
    matter: Matter, showing: Showing, held: Mapping[str, Mapping[str, Any]]
) -> Months | None:
    if matter.key == MEASURE:
        row = held[matter.address[MEASURE]]
        if row["figures"] is None:
            return None
        return Months(row["figures"], row["lowers"], row["uppers"], row["variation"])
    make = _SERIES.get(matter.key)
    return make(showing) if make else None


def _complaints_months(showing: Showing) -> Months | None:
    frame = showing("complaints_volume").frame
    return in_usual_range(frame.select("series", "date", "value", "direction"))


def _timeliness_months(showing: Showing) -> Months | None:
    rows = complaints_within(showing.records["complaint"], showing.filters)
    return in_usual_range(answered_in_time(rows, showing.view.today))


def _gap_months(showing: Showing) -> Months | None:
    rows = showing.filters.within(showing.records["training"], "month")
    whole = showing.records.whole_to.get("training")
    rows = rows.filter(pl.col("month").dt.month_end() <= (whole or date.min))
    return in_usual_range(specialist_in_date(rows))


def _overdue_months(showing: Showing) -> Months | None:
    return in_usual_range(overdue_actions(showing("plan_burn_up").frame))


_SERIES: Final = {
    "complaints_volume": _complaints_months,
    "complaints_timeliness": _timeliness_months,
    "training_gap": _gap_months,
    "plan_due": _overdue_months,
}
"""Of which watched exhibits there is a figure a month."""


def bearing_on(statement: str, codebook: pl.DataFrame) -> tuple[str, ...]:
    """Keys of the exhibits that bear on a statement, in the order in which a reader wants them:
    those on a theme that the codebook ties to it. What shows records of every theme alike, or says
    something of each statement already, bears on none.

    `codebook`: theme, statements (list). A theme that is not in it ties nothing.
    """
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = set(tied.get_column("theme"))
    return tuple(each.key for each in _TIED if themes & set(each.themes))
