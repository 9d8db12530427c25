"""Whole periods: what was judged stays, whatever completes it; what is open is judged by nothing.

Invented logs arrive file by file, each with what was known on the day it was taken. After every
file each exhibit that shows periods is held against the one before, and against itself without the
rows of open periods.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from data_access.datasets import DATASETS
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import Snapshot, schema_of, snapshot
from data_access.store.database import open_store
from tests.principals import OFFICER
from tests.sampling import FULL
from vocabulary.wording import month_end

COUNCIL = "Northvale Council"
FIRST, LAST = date(2025, 4, 1), date(2026, 9, 30)
TEAMS = (("North team", "general"), ("Sensory team", "specialist"))
STEPS = ("required", "offered", "released", "attended", "in_date")
Rows = list[dict[str, Any]]

# By exhibit: the dataset it tells of, the column that says which period, and the figures judged.
SERIES: Final[Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "complaints_volume": ("complaint", ("date",), ("value",)),
    "complaints_compliments": ("complaint", ("day",), ("complaints", "compliments")),
    "audit_grades": ("audit", ("period",), ("audits", "good")),
    "coproduction_levels": ("coproduction", ("period",), ("inform", "consult", "together")),
    "plan_burn_up": ("action", ("period",), ("agreed", "closed", "with_evidence", "overdue")),
    "training_access": ("training", ("month", "step"), ("count", "required")),
    "training_gap": ("training", ("month", "name"), ("count", "required")),
    "training_duties": ("training", ("month", "course"), ("met", "not_met")),
    "training_grid": ("training", ("month", "team", "name"), ("count", "required")),
    "staff_voice": ("staff_voice", ("period_end", "question", "side"), ("agree", "responses")),
    "workforce_progress": ("workforce_route", ("last_day", "name"), ("started", "left_early")),
    "workforce_routes": ("workforce_route", ("period_end", "profession", "route"), ("started",)),
}
# Exhibits with a chart along time that hold no periods, and why each needs none.
WITHOUT_PERIODS: Final = {
    "score_history": "scores on the days they were given",
    "what_changed": "two moments; its signal is that of complaints_volume",
}


def days_of(chance: Random, most: int) -> list[date]:
    """Days between the first and the last, some months without any."""
    span, number = (LAST - FIRST).days, chance.randint(most // 4, most)
    return sorted(FIRST + timedelta(days=chance.randint(0, span)) for _ in range(number))


def months() -> list[date]:
    """First days of the months."""
    count = range(FIRST.year * 12 + FIRST.month - 1, LAST.year * 12 + LAST.month)
    return [date(number // 12, number % 12 + 1, 1) for number in count]


def history(seed: int) -> dict[str, Rows]:
    """What happened, whoever wrote it down when."""
    chance = Random(seed)
    complaints = [
        {"reference": f"C-{at}", "received": day, "team": TEAMS[at % 2][0]}
        for at, day in enumerate(days_of(chance, 60))
    ]
    audits = [
        {
            "reference": f"A-{at}", "audited": day, "team": TEAMS[at % 2][0],
            "practice_area": "review", "auditor_grade": at % 4 + 1,
        }
        for at, day in enumerate(days_of(chance, 50))
    ]  # fmt: skip
    levels = ("inform", "consult", "co_design")
    held = [
        {
            "reference": f"P-{at}",
            "held": day,
            "title": f"Meeting {at}",
            "level": levels[at % 3],
            "method": "workshop",
        }
        for at, day in enumerate(days_of(chance, 25))
    ]
    actions = [
        {
            "reference": f"ACT-{at}", "action": f"Do {at}", "opened": day,
            "due": day + timedelta(days=chance.randint(5, 90)),
            "closed": day + timedelta(days=chance.randint(1, 200)) if at % 3 else None,
            "impact": "A re-audit" if at % 2 else None,
        }
        for at, day in enumerate(days_of(chance, 25))
    ]  # fmt: skip
    training = []
    for month in months():
        for team, kind in TEAMS:
            required = chance.randint(4, 40)
            for course in ("domestic_abuse", "amhp_annual"):
                special = course == "domestic_abuse"
                training.append({
                    "team": team, "team_kind": kind, "role": "Social worker", "course": course,
                    "course_kind": "role_specific" if special else "statutory", "month": month,
                    **dict.fromkeys(STEPS[:3], required),
                    **dict.fromkeys(STEPS[3:], chance.randint(0, required)),
                })  # fmt: skip
    quarters = [
        (month, month_end(months()[3 * at + 2])) for at, month in enumerate(months()[:-2:3])
    ]
    voice, routes = [], []
    for begin, end in quarters:
        for team, kind in TEAMS:
            answered = chance.randint(4, 40)
            voice.append({
                "team": team, "team_kind": kind, "question": "time_to_absorb",
                "period_start": begin, "period_end": end, "responses": answered,
                "agree": chance.randint(0, answered),
            })  # fmt: skip
        routes.append({
            "route": "apprenticeship", "profession": "social_work", "available": True,
            "period_start": begin, "period_end": end, "started": chance.randint(4, 40),
            "completed": 2, "left_early": chance.randint(0, 2),
        })  # fmt: skip
    praise = [
        {"team": TEAMS[0][0], "month": month, "received": chance.randint(0, 9)}
        for month in months()
    ]
    return {
        "complaint": complaints, "audit": audits, "coproduction": held, "action": actions,
        "training": training, "staff_voice": voice, "workforce_route": routes,
        "compliment": praise,
    }  # fmt: skip


BEGINS: Final = {
    "complaint": "received", "audit": "audited", "coproduction": "held", "action": "opened",
    "training": "month", "staff_voice": "period_start", "workforce_route": "period_start",
    "compliment": "month",
}  # fmt: skip
COUNTS: Final = {
    "training": ("attended", "in_date"), "staff_voice": ("responses", "agree"),
    "workforce_route": ("started",), "compliment": ("received",),
}  # fmt: skip


def ends(dataset: str, row: Mapping[str, Any]) -> date:
    """The last day of what a row speaks of."""
    if dataset in ("training", "compliment"):
        return month_end(row["month"])
    last: date = row["period_end"] if "period_end" in row else row[BEGINS[dataset]]
    return last


def as_taken(dataset: str, rows: Rows, extracted: date) -> pl.DataFrame:
    """What a file has that was taken on a day: what began before, closed by then or not; of a
    period that was not over yet, part of its counts."""
    known = []
    for row in rows:
        if row[BEGINS[dataset]] >= extracted:
            continue
        seen = dict(row)
        if seen.get("closed") and seen["closed"] >= extracted:
            seen |= {"closed": None, "impact": None}
        if ends(dataset, row) >= extracted:
            seen |= {name: seen[name] // 2 for name in COUNTS.get(dataset, ())}
        known.append(seen)
    schema = {name: kind for name, kind in schema_of(DATASETS[dataset]).items() if name in rows[0]}
    return pl.DataFrame(known, schema=schema).with_columns(authority=pl.lit(COUNCIL))


def built(known: Snapshot, today: date) -> dict[str, Exhibit]:
    """The exhibits that show periods."""
    view = View(COUNCIL, known.nature, today)
    filters = filters_of(today, "All time")
    return {key: exhibit(known, ExhibitRequest(key, filters), view) for key in SERIES}


def still_open(known: Snapshot, key: str, row: Mapping[str, Any]) -> bool:
    """Whether a row of an exhibit is of a period whose record is not whole."""
    dataset, periods, _ = SERIES[key]
    whole = known.whole_to.get(dataset, date.min)
    if key == "complaints_compliments":
        whole = min(whole, known.whole_to.get("compliment", date.min))
    day: date = row[periods[0]]
    if key in ("audit_grades", "coproduction_levels", "complaints_compliments"):
        day = month_end(month_end(month_end(day) + timedelta(days=1)) + timedelta(days=1))
    elif periods[0] in ("date", "period", "month"):
        day = month_end(day)
    return day > whole


def judged(known: Snapshot, key: str, shown: Exhibit) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Figures by period, of those that are not marked open."""
    _, periods, figures = SERIES[key]
    if not set(periods) <= set(shown.frame.columns):
        return {}
    return {
        tuple(row[name] for name in periods): tuple(row.get(name) for name in figures)
        for row in shown.frame.iter_rows(named=True)
        if row[periods[0]] is not None and not still_open(known, key, row)
    }


def said(shown: Exhibit) -> tuple[object, ...]:
    """What an exhibit concludes."""
    limits = ("mean", "lower_limit", "upper_limit", "meaning")
    drawn = [name for name in limits if name in shown.frame.columns]
    points = shown.frame.select(drawn).rows()
    told = [row for row in points if row[-1:] != ("so_far",)] if drawn else []
    return (shown.headline, shown.verdict, shown.meaning, shown.judged, shown.signal, told)


def without_open_rows(known: Snapshot) -> Snapshot:
    """The same records, nothing of which is later than they are whole."""
    frames = dict(known.frames)
    for name in BEGINS:
        whole, frame = known.whole_to.get(name), known[name]
        if whole is None or frame.is_empty():
            frames[name] = frame.clear()
            continue
        whole = whole if month_end(whole) == whole else whole.replace(day=1) - timedelta(days=1)
        if name in ("audit", "coproduction"):
            while whole.month % 3:
                whole = whole.replace(day=1) - timedelta(days=1)
        last = pl.Series([ends(name, row) for row in frame.iter_rows(named=True)])
        frame = frame.filter(last <= whole)
        if name == "action":
            later = pl.col("closed") > whole
            frame = frame.with_columns(
                pl.when(~later.fill_null(value=False)).then(column).alias(column)
                for column in ("closed", "impact", "complete")
            )
        frames[name] = frame
    return replace(known, frames=frames, memo={})


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(f"sqlite:///{file}").engine.dispose()
    return file


def test_every_exhibit_along_time_is_held_to_whole_periods() -> None:
    """A new one has to be named here, or say why it shows no period."""
    told = set(SERIES) | set(WITHOUT_PERIODS)
    assert told <= set(CATALOGUE)


@settings(
    max_examples=60 if FULL else 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    seed=st.integers(0, 10**6),
    taken=st.lists(
        st.dates(date(2025, 9, 1), date(2026, 10, 20)), min_size=2, max_size=3, unique=True
    ),
    left_out=st.sets(st.sampled_from(sorted(BEGINS)), max_size=3),
)
def test_what_was_judged_stays_and_what_is_open_is_judged_by_nothing(
    empty: Path, seed: int, taken: list[date], left_out: set[str]
) -> None:
    check(empty, seed, sorted(taken), left_out)


def test_a_plan_that_only_began_and_has_nothing_closed_yet_says_so_far(empty: Path) -> None:
    check(empty, 479, [date(2025, 9, 1), date(2025, 9, 12)], set())


def check(empty: Path, seed: int, taken: list[date], left_out: set[str]) -> None:
    """File after file."""
    today, happened = date(2026, 10, 21), history(seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        shutil.copyfile(empty, file)
        store = open_store(f"sqlite:///{file}")
        before: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
        for at, extracted in enumerate(taken):
            entries = [
                Entry(DATASETS[name], frame)
                for name, rows in happened.items()
                if not (at == 1 and name in left_out)
                and (frame := as_taken(name, rows, extracted)).height
            ]
            append(store, entries, principal=OFFICER, source_name=f"file {at}", extracted=extracted)
            known = snapshot(COUNCIL, store=store, principal=OFFICER)
            shown = built(known, today)
            again = built(without_open_rows(known), today)
            for key, each in shown.items():
                now = judged(known, key, each)
                changed = {
                    period: (figures, now[period])
                    for period, figures in before.get(key, {}).items()
                    if period in now and not stays(figures, now[period])
                }
                assert not changed, (key, extracted, changed)
                assert marked(known, key, each), (key, each.headline)
                if nothing_whole(each):
                    assert (each.verdict, each.meaning) == ("", ""), (key, each.headline)
                else:
                    assert said(each) == said(again[key]), (key, extracted, known.whole_to)
                before[key] = before.get(key, {}) | now
        store.engine.dispose()


def stays(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    """Whether figures are what they were; one that nobody had recorded may become known."""
    return all(was in (None, is_) for was, is_ in zip(before, now, strict=True))


def nothing_whole(shown: Exhibit) -> bool:
    """Whether all that is shown is of open periods: it says so and concludes nothing."""
    return "so far" in shown.headline


def marked(known: Snapshot, key: str, shown: Exhibit) -> bool:
    """Whether every open period that is shown says "so far", in its row or above all rows."""
    periods = SERIES[key][1]
    if not set(periods) <= set(shown.frame.columns):
        return True
    if "so far" in shown.subtitle:
        return True
    table = shown.table().rows()
    return all(
        any("so far" in str(cell) for cell in cells)
        for row, cells in zip(shown.frame.iter_rows(named=True), table, strict=True)
        if row[periods[0]] is not None and still_open(known, key, row)
    )
