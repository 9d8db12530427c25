"""Which records stand behind a bar or a point of an exhibit, for internal eyes only.

A drill says for a row of the exhibit's frame what it is called and which records it counts. The
address of an exhibit with `of` added (`drill_query`) shows them, so that a click, the Records tool
and a link all lead to the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from components.charts.spec import ControlChart, StackedBars
from components.exhibits.complaints.volume import last_day
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters, with_lasting_filters
from components.exhibits.learning.learning_loop import lessons_of
from components.exhibits.plan.progress import states_of
from components.exhibits.training.access import role_specific
from components.exhibits.training.grid import OWN
from components.exhibits.view import View
from measures.complaints.states import as_on
from measures.evidence_trail.records_behind import of_case, of_name, of_period, until_end_of
from measures.findings.counts import newest_document
from measures.learning.learning_loop import lesson_stages
from measures.plan.progress import OPEN_STATES, action_states
from measures.training.rows import counted_rows, of_month

if TYPE_CHECKING:
    from components.exhibits.catalogue import Records

OF: Final = "of"  # the parameter of the address that names the bar or point
Row = dict[str, Any]
Behind = Callable[["Records", Filters, View, Row], pl.DataFrame]


@dataclass(frozen=True)
class Drill:
    """kind: what its records are, as `components.widgets.evidence_trail.record_link` calls them,
    or "training". label:
    columns of the exhibit's frame that say which bar or point it is. counts: columns whose sum
    says how many records there are (`unit`: this column of the records is added up instead of
    counting them). behind: the records."""

    kind: str
    label: tuple[str, ...]
    counts: tuple[str, ...]
    behind: Behind
    unit: str = ""

    def name(self, row: Row) -> str:
        """What the bar or point is called, such as "March 2026" or "Front door team"."""
        return ", ".join(_said(row[column]) for column in self.label)

    def has_records(self, row: Row) -> bool:
        """Whether any record stands behind the bar or point."""
        return any(row[column] for column in self.counts)


def drill_of(exhibit: Exhibit) -> Drill | None:
    """The drill of an exhibit, where it has rows and this audience may see single records."""
    if exhibit.audience != "internal" or exhibit.frame.is_empty():
        return None
    return DRILLS.get(exhibit.key)


def drill_names(exhibit: Exhibit, drill: Drill) -> dict[str, Row]:
    """The exhibit's rows by what their bars or points are called: in its order, a series over time
    newest first."""
    rows = exhibit.frame.iter_rows(named=True)
    named = {drill.name(row): row for row in rows if drill.has_records(row)}
    over_time = isinstance(exhibit.chart, ControlChart) or (
        isinstance(exhibit.chart, StackedBars) and exhibit.chart.date
    )
    return dict(reversed(named.items())) if over_time else named


def drill_query(exhibit: Exhibit, name: str) -> dict[str, str]:
    """The address of the exhibit's own page with the records of one bar or point."""
    return {**with_lasting_filters(exhibit.address), OF: name}


def records_query(exhibit: Exhibit) -> dict[str, str]:
    """The address of the exhibit's own page with the records of its first bar or newest point."""
    drill = drill_of(exhibit)
    names = list(drill_names(exhibit, drill)) if drill else []
    return drill_query(exhibit, names[0]) if names else dict(exhibit.address)


def _said(value: object) -> str:
    return f"{value:%B %Y}" if isinstance(value, date) else str(value)


def _complaints(r: Records, f: Filters, v: View) -> pl.DataFrame:
    return as_on(f.within(r["complaint"], "received"), last_day(r["complaint"], v))


def _of_outcome(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    rows = _complaints(r, f, v)
    if row["outcome"] == "not_decided":
        return rows.filter(pl.col("outcome").is_null())
    return rows.filter(pl.col("outcome") == row["outcome"])


def _newest(training: pl.DataFrame) -> pl.DataFrame:
    return of_month(counted_rows(training, duties=False), None)


def _of_cell(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    rows = _newest(f.within(r["training"], "month"))
    if row["course_name"] == OWN:
        alone = pl.col("team").n_unique().over("course", "course_name") == 1
        kept = rows.filter(alone, pl.col("course_kind") == "role_specific")
    else:
        named = pl.col("course_name").eq_missing(pl.lit(row["course_name"]))
        kept = rows.filter(pl.col("course") == row["course"], named)
    return kept.filter(pl.col("team") == row["team"]).sort("role", "course")


def _needing(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    needs = _newest(role_specific(r["training"], f))
    return needs.filter(pl.col(row["step"]) > 0).sort("team", "role", "course")


def _of_area(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    rows = f.within(r["audit"], "audited")
    named = pl.col("practice_area").str.replace_all("_", " ").str.to_lowercase()
    return rows.filter(named == str(row["practice_area"]).lower())


def _lessons(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    stages = lesson_stages(lessons_of(r["learning"], f), f.until)
    return stages.filter(pl.col("rank") >= row["rank"])


def _open(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    states = states_of(r["action"], f).filter(pl.col("state").is_in(OPEN_STATES))
    return of_case(states, "owner", row["case"])


def _agreed(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    ever = replace(f, since=None).within(r["action"], "opened")
    return until_end_of(action_states(ever, f.until), "opened", row["period"])


def _activities(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    ever = Filters(None, f.until, None, f.theme, f.theme_name)
    return of_name(ever.within(r["coproduction"], "held"), "groups", row["group"])


def _findings(r: Records, f: Filters, v: View, row: Row) -> pl.DataFrame:
    finding = r["finding"]
    newest = newest_document(finding.filter(pl.col("source_kind") == "cqc_assessment"))
    return of_case(newest, "themes", row["theme"])


DRILLS: Final[Mapping[str, Drill]] = {
    "complaints_volume": Drill(
        "complaint",
        ("date",),
        ("value",),
        lambda r, f, v, row: of_period(_complaints(r, f, v), "received", row["date"], "month"),
    ),
    "complaints_outcomes": Drill("complaint", ("name",), ("count",), _of_outcome),
    "complaints_themes": Drill(
        "complaint",
        ("name",),
        ("count",),
        lambda r, f, v, row: of_case(
            _complaints(r, replace(f, theme=None), v), "themes", row["case"]
        ),
    ),
    "complaints_teams": Drill(
        "complaint",
        ("name",),
        ("received",),
        lambda r, f, v, row: of_case(
            _complaints(r, replace(f, team=None), v), "team", row["group"]
        ),
    ),
    "complaints_compliments": Drill(
        "complaint",
        ("name",),
        ("complaints",),
        lambda r, f, v, row: of_period(_complaints(r, f, v), "received", row["day"], "quarter"),
    ),
    "training_access": Drill("training", ("name",), ("count",), _needing, unit="step"),
    "training_grid": Drill("training", ("team", "name"), ("required",), _of_cell, unit="required"),
    "learning_loop": Drill("learning", ("step",), ("reached",), _lessons),
    "audit_grades": Drill(
        "audit",
        ("name",),
        ("audits",),
        lambda r, f, v, row: of_period(
            replace(f, since=None).within(r["audit"], "audited"),
            "audited",
            row["period"],
            "quarter",
        ),
    ),
    "audit_teams": Drill(
        "audit",
        ("team",),
        ("audits",),
        lambda r, f, v, row: of_case(f.within(r["audit"], "audited"), "team", row["team"]),
    ),
    "audit_areas": Drill("audit", ("practice_area",), ("audits",), _of_area),
    "audit_voice": Drill(
        "audit",
        ("case",),
        ("recorded",),
        lambda r, f, v, row: of_case(
            f.within(r["audit"], "audited").filter(pl.col("voice_sought").is_not_null()),
            "team",
            row["case"],
        ),
    ),
    "plan_statements": Drill(
        "action",
        ("statement",),
        ("actions",),
        lambda r, f, v, row: of_case(states_of(r["action"], f), "statement", row["case"]),
    ),
    "plan_owners": Drill("action", ("owner",), ("open",), _open),
    "plan_burn_up": Drill("action", ("name",), ("agreed",), _agreed),
    "coproduction_levels": Drill(
        "coproduction",
        ("name",),
        ("inform", "consult", "engage", "co_design", "coproduce"),
        lambda r, f, v, row: of_period(
            f.within(r["coproduction"], "held"), "held", row["period"], "quarter"
        ),
    ),
    "coproduction_voices": Drill("coproduction", ("group",), ("activities",), _activities),
    "evidence_balance": Drill("finding", ("name",), ("total",), _findings),
}
