"""Coproduction: how far people shaped things, whose voices were there, and what it shaped."""

from __future__ import annotations

from datetime import date

import polars as pl

from components.charts.spec import Bars, StackedBars
from components.exhibits.declaration import Drill, Row, declare, of, of_whole
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import blank_unless_recorded, unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.coproduction.activities import ReachState, by_level, over_time, reach, shaped
from measures.evidence_trail.records_behind import of_name, of_period
from measures.statistics.periods import closed_periods, last_whole_day
from measures.statistics.recorded import recorded
from measures.statistics.shares import ShareVerdict
from measures.statistics.two_periods import Rate
from vocabulary.coproduction import Level, ShapedKind
from vocabulary.wording import SO_FAR, counted, listed, long_date, number_of, sentence

_KINDS = (
    ("together", "Shaped together"),
    ("engage", "Engaged"),
    ("consult", "Consulted"),
    ("inform", "Informed"),
)


def _with_group(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    ever = Filters(None, filters.until, None, filters.theme, filters.theme_name)
    return of_name(ever.within(records["coproduction"], "held"), "groups", row["group"])


@declare(
    key="coproduction_levels",
    title="Activities by level",
    question="How far do people shape what we do?",
    meaning="How many activities with people there were, and how far people shaped them.",
    formula="Activities by the quarter they were held or began. Shaped together: co-design and "
    "coproduction.",
    source="Coproduction records.",
    how_to_read=(
        "The darkest part is where people shaped the outcome together with the council. More "
        "activities are not more coproduction if they only inform or ask."
    ),
    caveats=("The level is the organiser's own judgement.",),
    page="coproduction",
    place=10010,
    periods="tested",
    inputs=of_whole("coproduction"),
    public=False,
    themes=("coproduction",),
    place_on_statement=17,
    drill=Drill(
        "coproduction",
        ("name",),
        tuple(Level.labels()),
        lambda records, filters, view, row: of_period(
            filters.within(records["coproduction"], "held"), "held", row["period"], "quarter"
        ),
    ),
    records="coproduction activities",
)
def coproduction_levels(
    activities: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Activities over time by level, from the coproduction dataset's frame."""
    rows = filters.within(activities, "held")
    last = last_whole_day(whole, filters.until, "quarter")
    told = by_level(rows, last or date.min)
    number = int(told["activities"].sum())
    frame = (
        closed_periods(over_time(rows, filters.until), whole, "quarter")
        .filter(pl.col("complete") | (pl.col("activities") > 0).any().over("period"))
        .pivot("case", index=["period", "name"], values="activities", maintain_order=True)
    )
    if frame.height:
        frame = frame.with_columns(together=pl.col("co_design") + pl.col("coproduce"))
    row = told.filter(pl.col("level") == "co_design").row(0, named=True)
    asked = int(told.filter(pl.col("rank") <= 2)["activities"].sum())
    if number:
        headline = (
            f"People shaped the outcome together with us in {row['at_least']} of "
            f"{number_of(number, 'activity', 'activities')}"
        )
    elif frame.height:
        headline = f"Activities with people are only counted {SO_FAR}: no quarter is whole yet"
    else:
        headline = "No activity with people is on record for this choice"
    people = int(told["people"].sum())
    return Content(
        headline=headline,
        subtitle=f"Activities by level and quarter, {_words(filters)}",
        frame=frame,
        columns={"name": "Quarter", **Level.labels()} if frame.height else {"name": "Quarter"},
        source=f"Coproduction records; {people:,} people took part, counted once an activity."
        if recorded(rows, "people")
        else "Coproduction records.",
        alternative="; ".join(
            f"{Level(line['level']).label}: {line['activities']}"
            for line in told.iter_rows(named=True)
        )
        if number
        else headline,
        verdict=_shaped_together(row["verdict"]) if number else "",
        meaning=f"{asked} only informed or asked people." if number else "",
        chart=StackedBars("period", _KINDS, date=True) if frame.height else None,
        signal="attention" if row["verdict"] == ShareVerdict.FEWER_THAN_HALF else "usual",
        rate=Rate(row["at_least"], number),
        caveats=(f"The first quarter shown begins on {long_date(filters.since)}.",)
        if filters.since and filters.since.month % 3 != 1
        else (),
    )


@declare(
    key="coproduction_voices",
    title="Whose voices are present and missing",
    question="Whose voices are present, and whose are missing?",
    meaning="How often the groups the council itself names as seldom heard were there.",
    formula="Activities in the last 365 days that name the group; spellings that differ only in "
    "case, spaces or punctuation are one group.",
    source="Groups seldom heard, and coproduction records.",
    how_to_read=(
        "A bar of nothing is a voice that is missing. The darker part counts the last year, the "
        "paler part the years before."
    ),
    caveats=("Being there once is not being heard; see what each activity shaped.",),
    page="coproduction",
    place=10020,
    inputs=lambda records, request, view: (
        records["coproduction"],
        records["seldom_heard"],
        request.filters,
    ),
    public=False,
    attention=10,
    themes=("coproduction", "equity"),
    place_on_statement=18,
    drill=Drill("coproduction", ("group",), ("activities",), _with_group),
    records="groups seldom heard",
)
def coproduction_voices(
    activities: pl.DataFrame, seldom_heard: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """Groups seldom heard against activities, from the two datasets' frames. What happened before
    the period counts too: a voice is missing when nobody has heard it, whatever the period."""
    rows = Filters(None, filters.until, None, filters.theme, filters.theme_name).within(
        activities, "held"
    )
    found = blank_unless_recorded(reach(rows, seldom_heard, filters.until), rows, people="people")
    frame = found.with_columns(
        level=pl.col("furthest_level").replace(Level.labels()).fill_null("Not yet")
    )
    never = frame.filter(pl.col("state") == ReachState.NEVER_HEARD).get_column("group").to_list()
    stale = (
        frame.filter(pl.col("state") == ReachState.NOT_HEARD_LATELY).get_column("group").to_list()
    )
    if frame.is_empty():
        headline = "No group is named as seldom heard, so nobody can say who is missing"
    elif never:
        headline = f"Not heard yet: {listed([_lower(name) for name in never])}"
    elif stale:
        headline = f"Not heard in the last year: {listed([_lower(name) for name in stale])}"
    else:
        headline = f"Every one of {counted(frame.height, 'group')} was heard in the last year"
    heard = frame.height - len(never) - len(stale)
    content = Content(
        headline=headline,
        subtitle=f"Activities with groups named as seldom heard, {view.council}",
        frame=frame,
        columns={
            "group": "Group",
            "activities": "Activities ever",
            "lately": "In the last year",
            "people": "People in them",
            "level": "Furthest level",
            "last_held": "Last held",
            "named_in": "Named in",
            "why": "Why seldom heard",
        },
        source="Groups the council names as seldom heard; darker and lately: in the last year.",
        alternative=" ".join(frame.get_column("sentence").to_list()),
        verdict=f"{heard} of {frame.height} heard in the last year." if frame.height else "",
        meaning=f"Nobody has asked {listed([_lower(n) for n in never], 'or')} yet."
        if never
        else "",
        chart=Bars("group", "activities", part="lately", part_label="lately"),
        signal="attention" if never or stale else "usual",
    )
    if frame.is_empty():
        return content
    return unless_not_recorded(content, rows, "Whose voices were there is not recorded", "groups")


@declare(
    key="coproduction_shaped",
    title="What people shaped",
    question="Which strategies, boards and services did people shape?",
    meaning="The strategies, boards and services that activities were meant to shape, how far "
    "people went, and what came of it.",
    formula="Activities that name the thing, counted; changed counts whole and partial changes.",
    source="Coproduction records.",
    how_to_read="Open ends are activities after which nothing has been decided yet.",
    page="coproduction",
    place=10030,
    inputs=of("coproduction"),
    public=False,
    records="coproduction activities",
)
def coproduction_shaped(activities: pl.DataFrame, filters: Filters, view: View) -> Content:
    """What activities shaped, from the coproduction dataset's frame."""
    rows = filters.within(activities, "held")
    found = blank_unless_recorded(
        shaped(rows, filters.until),
        rows,
        people="people",
        changed="result",
        not_changed="result",
        undecided="result",
        heard_back="heard_back",
    )
    things = found.with_columns(
        level=pl.col("furthest_level").replace(Level.labels()),
        kind=pl.col("kind").replace(ShapedKind.labels()).fill_null("Not recorded"),
    )
    changed = things.filter(pl.col("changed") > 0).height
    headline = f"{changed} of {things.height} things people worked on changed"
    if not recorded(rows, "result"):
        headline = "Whether what people worked on changed is not recorded"
    content = Content(
        headline=headline if things.height else "No activity names what it was to shape",
        subtitle=f"Strategies, boards and services, {_words(filters)}",
        frame=things,
        columns={
            "shaped": "What",
            "kind": "Kind",
            "activities": "Activities",
            "people": "People",
            "level": "Furthest level",
            "changed": "Changed after",
            "not_changed": "Not changed after",
            "undecided": "Not decided",
            "heard_back": "Told after",
            "last": "Last held",
        },
        source="Coproduction records.",
        alternative="; ".join(
            f"{row['shaped']}: {counted(row['activities'], 'activity', 'activities')}"
            for row in things.iter_rows(named=True)
        )
        or "Nothing named.",
        signal="usual",
    )
    return unless_not_recorded(content, rows, "What people shaped is not recorded", "shaped")


def _shaped_together(verdict: str) -> str:
    if verdict == ShareVerdict.EITHER:
        return "Could be more or fewer than half."
    if verdict in (ShareVerdict.MORE_THAN_HALF, ShareVerdict.FEWER_THAN_HALF):
        return f"{sentence(verdict)} were shaped together."
    return "Too few to judge."


def _words(filters: Filters) -> str:
    """The choice in words; activities belong to no team."""
    return filters.words.removeprefix("all teams, ")


def _lower(name: str) -> str:
    """ "people in temporary housing", but "LGBT+ older people", "Somali women", "Deaf people"."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first in {"People", "Older", "Young", "Carers"} else name
