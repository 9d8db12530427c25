"""Exhibits that read better as a list of sentences: what was learnt, said, planned and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from components import look
from components.exhibits.audits.repeats import repeat_detail
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.since import SIGNALS, since_detail, since_title
from components.exhibits.learning.learning_loop import lesson_detail
from components.exhibits.plan.actions import closing_day
from components.widgets.compare.lists import nearest_table, ratings_list, scores_card
from components.widgets.compare.statements import statements_table
from components.widgets.compare.strip import overall_strip
from components.widgets.evidence_trail.record_link import (
    PAGE,
    record_link,
    record_point,
    record_query,
)
from components.widgets.exhibits.card import (
    exhibit_foot,
    no_records,
    no_records_card,
    rest_in_table,
)
from components.widgets.exhibits.front_door import chain_steps
from components.widgets.exhibits.measure_list import measure_list
from components.widgets.exhibits.measures_table import ROWS, measure_lines, measures_table
from components.widgets.region.strips import councils_with_signals, standing_strips
from components.widgets.statements.assessed_today import for_and_against
from vocabulary.shown import escape
from vocabulary.verdict import Verdict
from vocabulary.wording import counted, long_date, sentence, short_date

POINTS: Final = 4
DECISIONS, ANSWERS, THINGS = 5, 5, 5
Row = dict[str, Any]


def _lessons_not_evidenced(exhibit: Exhibit, page: str) -> None:
    """Lessons said to be embedded that no check shows."""
    _points(exhibit, _lesson, page=page)


def _repeat_findings(exhibit: Exhibit, page: str) -> None:
    """Themes that were found again after the team was told."""
    if exhibit.frame.is_empty():
        no_records_card(exhibit)
        return
    rows = [row for row in exhibit.frame.iter_rows(named=True) if row["found_since"]]
    _points(exhibit, _repeat, page=page, rows=rows)


def _audit_sample(exhibit: Exhibit, page: str) -> None:
    """Which audits to do next, team by team."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            no_records(exhibit)
            return
        look.table(
            "The next audit sample",
            ("Team", "Practice area", "Which cases", "Last audited", "Open cases"),
            map(_places, exhibit.frame.iter_rows(named=True)),
            numbers=1,
        )
        exhibit_foot(exhibit, page=page)


def _changed_by_decisions(exhibit: Exhibit, page: str) -> None:
    """Decisions and what they changed."""
    heads = ("Decision", "What was learnt", "What was changed", "Did it work", "Remedy")
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        rows = exhibit.frame.head(DECISIONS).iter_rows(named=True)
        look.table(exhibit.definition.title, heads, map(_decision, rows))
        exhibit_foot(exhibit, page=page, more=rest_in_table(exhibit, DECISIONS, "newest"))


def _said_and_done(exhibit: Exhibit, page: str) -> None:
    """What people said beside what was done and when they were told."""
    if exhibit.frame.is_empty():
        no_records_card(exhibit)
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        rows = exhibit.frame.head(ANSWERS).iter_rows(named=True)
        heads = ("You said", "We did", "We told you")
        look.table("You said, we did, we told you", heads, map(_answer, rows))
        exhibit_foot(exhibit, page=page, more=rest_in_table(exhibit, ANSWERS, "first"))


def _what_was_shaped(exhibit: Exhibit, page: str) -> None:
    """What activities shaped and what came of it."""
    if exhibit.frame.is_empty():
        no_records_card(exhibit)
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        rows = exhibit.frame.head(THINGS).iter_rows(named=True)
        look.table("What people shaped", ("What", "How far", "What came of it"), map(_thing, rows))
        exhibit_foot(exhibit, page=page, more=rest_in_table(exhibit, THINGS, "first"))


def _measures(exhibit: Exhibit, page: str) -> None:
    """Every measure of the service, worst first."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            look.not_recorded("No measure has a figure yet", CATALOGUE[exhibit.key].next_step)
            return
        measures_table(measure_lines(exhibit)[:ROWS], label=exhibit.definition.title)
        exhibit_foot(exhibit, page=page, more=rest_in_table(exhibit, ROWS, "first"))


def _pilots(exhibit: Exhibit, page: str) -> None:
    """Pilots and studies by stage."""
    if exhibit.frame.is_empty():
        no_records_card(exhibit)
    else:
        _points(exhibit, _pilot, page=page)


def _since_events(exhibit: Exhibit, page: str) -> None:
    """What changed since each event, group by group."""
    if exhibit.frame.is_empty():
        with look.card(exhibit.key):
            look.empty(exhibit.headline, CATALOGUE[exhibit.key].next_step)
        return
    _points(exhibit, _since, page=page)


def _planned(line: Callable[[Row], look.Point]) -> Callable[[Exhibit, str], None]:
    """A list of the plan; without a row it says what brings one, or that there is nothing to
    name."""

    def draw(exhibit: Exhibit, page: str) -> None:
        if exhibit.judged is Verdict.NOT_RECORDED:
            no_records_card(exhibit)
        elif exhibit.frame.is_empty():
            with look.card(exhibit.key):
                look.card_header(exhibit.headline, exhibit.subtitle)
                look.empty("Nothing to name here", exhibit.definition.meaning)
        else:
            _points(exhibit, line, page=page)

    return draw


def _points(
    exhibit: Exhibit,
    line: Callable[[Row], look.Point],
    *,
    page: str,
    rows: Sequence[Row] | None = None,
) -> None:
    """The first rows as sentences, and how many more there are."""
    found = list(exhibit.frame.iter_rows(named=True)) if rows is None else rows
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if not found:
            look.empty("Nothing to name here", exhibit.definition.meaning)
        else:
            look.points([line(row) for row in found[:POINTS]])
        left = len(found) - POINTS
        more = f"{left} more in the table. " if left > 0 else ""
        exhibit_foot(exhibit, page=page, more=more)


def _since(row: Row) -> look.Point:
    return look.Point(SIGNALS[row["verdict"]], since_title(row), since_detail(row))


def _lesson(row: Row) -> look.Point:
    return record_point(
        "attention", row["lesson"], lesson_detail(row), "learning", row["reference"]
    )


def _repeat(row: Row) -> look.Point:
    return look.Point("attention", f"{row['name']}, {row['team']}", repeat_detail(row))


def _due(row: Row) -> look.Point:
    return record_point(
        "attention" if row["days_overdue"] is not None else "usual",
        row["action"],
        f"{row['when']}. {row['owner']}; {row['statement_name']}. {_noted(row)}",
        "action",
        row["reference"],
    )


def _noted(row: Row) -> str:
    if row["progress"] is None:
        return "No progress noted."
    day = f" ({long_date(row['progress_on'])})" if row["progress_on"] else ""
    return f"Latest: {row['progress']}{day}"


def _closed(row: Row) -> look.Point:
    return record_point(
        "attention",
        row["action"],
        f"{sentence(closing_day(row['closed']))}. {row['owner']}; {row['statement_name']}.",
        "action",
        row["reference"],
    )


def _shortfall(row: Row) -> look.Point:
    near = f": {row['near_ones']}" if row["near_ones"] else ""
    leads = _leads_to("finding", row["reference"])
    return look.Point(
        "attention" if not near else "unknown",
        row["text"],
        f"{row['statement_name']}. {row['said']}{near}.",
        "What followed" if leads else None,
        *leads,
    )


def _pilot(row: Row) -> look.Point:
    since = f" since {long_date(row['stage_since'])}" if row["stage_since"] else ""
    told = [
        ", ".join(str(part) for part in (row["kind_name"], row["partner"]) if part),
        str(row["showed"]).rstrip(".") if row["showed"] else "What it showed is not written down",
        f"{row['people']:,} people reached" if row["people"] else "",
        f"Spread to {row['places']}" if row["places"] else "",
    ]
    return look.Point(
        "improved" if row["stage"] in ("spread", "adopted") else "usual",
        row["name"],
        ". ".join(part for part in told if part) + ".",
        f"{row['stage_name']}{since}",
        *_leads_to("innovation", row["reference"]),
    )


def _leads_to(kind: str, reference: object) -> tuple[str, dict[str, str]] | tuple[()]:
    """Address and query of a record's page, where it has one."""
    if not reference:
        return ()
    return PAGE, record_query(kind, str(reference))


def _places(row: Row) -> str:
    audited = short_date(row["last_audited"]) if row["last_audited"] else "Never"
    return (
        f'<th scope="row">{escape(row["team"])}</th><td>{escape(row["practice_area"])}</td>'
        f"<td><b>{escape(row['where'])}</b></td><td>{audited}</td>"
        f'<td class="num">{row["cases"]:,}</td>'
    )


def _decision(row: Row) -> str:
    decided = record_link("ombudsman", row["reference"])
    if row["ombudsman_decided"]:
        decided += f"<br>{_quiet_day(row['ombudsman_decided'])}"
    change = escape(row["change"])
    if row["changed_on"]:
        change += f" {_quiet_day(row['changed_on'])}"
    if not row["made"]:
        change = f'<span class="shape-words">{look.signal("attention")}{change}</span>'
    check = row["check"].removeprefix("Checked: ").capitalize()
    return (
        f'<th scope="row">{decided}</th><td>{escape(row["lesson"])}</td><td>{change}</td>'
        f"<td>{escape(check)}</td>"
        f"<td>{escape(row['remedy'].removeprefix('Remedy ').capitalize())}</td>"
    )


def _quiet_day(day: date) -> str:
    return f'<span class="muted" style="white-space:nowrap">{short_date(day)}</span>'


def _answer(row: Row) -> str:
    named = record_link("coproduction", row["reference"], row["title"])
    held = f'<span class="muted">{named}, {long_date(row["held"])}</span>'
    return (
        f'<th scope="row">{escape(row["heard"])}<br>{held}</th>'
        f"<td>{escape(row['did'])}</td><td>{escape(row['told'])}</td>"
    )


def _thing(row: Row) -> str:
    parts = [
        f"{row[column]} {words}"
        for column, words in (
            ("changed", "changed"),
            ("not_changed", "not changed"),
            ("undecided", "not decided"),
        )
        if row[column]
    ]
    parts = parts or ["what came of it is not recorded"]
    parts[0] = f"{sentence(counted(row['activities'], 'activity', 'activities'))}: {parts[0]}"
    return (
        f'<th scope="row">{escape(row["shaped"])}'
        f'<br><span class="muted">{escape(row["kind"])}</span></th>'
        f"<td>{escape(row['level']).replace('-', '&#8209;')}</td>"
        f"<td>{escape(', '.join(parts))}</td>"
    )


LISTS: Final[Mapping[str, Callable[[Exhibit, str], None]]] = {
    "assessed_today": for_and_against,
    "audit_repeats": _repeat_findings,
    "audit_sample": _audit_sample,
    "complaints_changed": _changed_by_decisions,
    "coproduction_answers": _said_and_done,
    "coproduction_shaped": _what_was_shaped,
    "front_door_chain": chain_steps,
    "innovation": _pilots,
    "learning_not_evidenced": _lessons_not_evidenced,
    "measures": _measures,
    "peer_nearest": nearest_table,
    "peer_overall": overall_strip,
    "peer_ratings": ratings_list,
    "peer_scores": scores_card,
    "peer_statements": statements_table,
    "measure_since": _since_events,
    "plan_due": _planned(_due),
    "plan_shortfalls": _planned(_shortfall),
    "plan_without_evidence": _planned(_closed),
    "region_signals": councils_with_signals,
    "region_standing": standing_strips,
    "statement_indicators": measure_list,
    "theme_indicators": measure_list,
}
"""Draws an exhibit as a card with a list, by its key; the second argument is the page's address."""

SENTENCES: Final = frozenset(
    {
        "audit_repeats",
        "innovation",
        "learning_not_evidenced",
        "measure_since",
        "plan_due",
        "plan_shortfalls",
        "plan_without_evidence",
    }
)
"""Lists of sentences, which need less room than tables."""
