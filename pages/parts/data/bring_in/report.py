"""Published reports among the files that were dropped: what was read, what has to be asked, and the
landing. Several files are one report where they name one council."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.figures import ReadFigure, confirm_figures
from components.widgets.importing.report import report_preview
from components.widgets.importing.report_questions import (
    ask_council,
    ask_published,
    ask_which_council,
)
from data_access.councils import council_choices
from data_access.datasets import DATASETS, OMBUDSMAN
from data_access.errors import DataError
from data_access.importing.reports.figures.proposed import ProposedFigure, confirmed_as
from data_access.importing.reports.import_report import (
    ReportPlan,
    another_council,
    land_report,
    nothing_found,
    plan_read,
    with_figures,
)
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.reports.plan_in_words import describe_counts, set_aside
from data_access.importing.reports.read_reports import ReadReport, read_reports
from data_access.snapshot import Snapshot, councils
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.wording import counted, listed_up_to, sentence

_SOON = 0.4  # seconds before it is shown how far a reading is: less is no wait
_START = 300  # characters of a report by which one knows it
_READ = "data_reports_read"  # what was read last, and of which files in which store


def show_report(
    files: Sequence[tuple[str, bytes]],
    view: View,
    known: Snapshot,
    *,
    done: Callable[[Sequence[int], str], None] = lambda places, said: None,
) -> None:
    """Draw what the files (name, content) hold as reports, a card each, and the way to land them.

    `done` is told which of the files, by their places, are dealt with, and what came in ("" where
    they are let go); the page runs anew after it.
    """
    try:
        reports = _read(files, stop=lambda: done(range(len(files)), ""))
    except DataError as error:
        with look.card("report"):
            look.error("Nothing could be read", f"{error} Nothing was changed.")
            _way_out(lambda said: done(range(len(files)), said), "unread")
        return
    for report in reports:
        places = [place for place, (name, _) in enumerate(files) if name in report.files]
        with look.card(f"report_{report.sha256[:12]}"):
            _show(report, view, known, partial(done, places))


def _read(
    files: Sequence[tuple[str, bytes]], *, stop: Callable[[], None]
) -> tuple[ReadReport, ...]:
    """The reports, read once: widgets run the page again and again."""
    store, principal = open_store(), current_principal()
    digests = (f"{name}\0{hashlib.sha256(content).hexdigest()}" for name, content in files)
    asked = (store.url, principal, *digests)
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != asked:
        sources = [ReportSource(name, content) for name, content in files]
        place = st.empty()
        tell = _telling(place, f"Reading {counted(len(files), 'file')}", stop)
        try:
            reports = read_reports(store, sources, principal=principal, progress=tell)
        finally:
            place.empty()
        kept = st.session_state[_READ] = (asked, reports)
    found: tuple[ReadReport, ...] = kept[1]
    return found


def _telling(
    place: DeltaGenerator, what: str, stop: Callable[[], None]
) -> Callable[[float, str], None]:
    """Shows how far the reading is, once it takes time, with a way to stop it."""
    began = time.monotonic()
    shown: list[DeltaGenerator] = []

    def tell(share: float, _doing: str) -> None:
        if not shown:
            if time.monotonic() - began < _SOON:
                return
            with place.container():
                shown.append(st.progress(0.0, what))
                st.button("Stop reading", key="report_stop", on_click=stop)
        shown[0].progress(min(max(share, 0.0), 1.0), what)  # ends the reading where somebody left

    return tell


def _show(report: ReadReport, view: View, known: Snapshot, done: Callable[[str], None]) -> None:
    key = report.sha256[:12]
    scores = sum(score.score is not None for score in report.parsed.scores)
    findings = len(report.parsed.findings)
    if not scores and not findings:
        look.error("Nothing could be read", f"{nothing_found(report.parsed)} Nothing was changed.")
        _way_out(done, key)
        return
    head = st.container()
    council, although = _whose(report, view, key)
    with head:
        look.card_header(
            f"Read: {counted(scores, 'score')}, {counted(findings, 'finding')}",
            _about(report, council),
            small=True,
        )
    plan = None
    if council is None:
        look.source(_start_of(report))
        look.source("Nothing comes in before it is clear whose report this is.")
    else:
        goes_on, published = ask_published(report.published, today=view.today, key=key)
        plan = _plan(report, council, although, published) if goes_on else None
    if plan is not None:
        _preview(plan, known)
        plan = _with_figures(plan, key)
    _land_or_not(plan, done, key)


def _whose(report: ReadReport, view: View, key: str) -> tuple[str | None, str | None]:
    """The council the report is about, asked for where its text does not say it, or names another
    than the one in view; and why it is that one's all the same."""
    named = report.named
    principal = current_principal()
    if named is None:
        return ask_council(council_choices(open_store(), principal=principal), key=key), None
    there = councils(open_store(), principal=principal).get_column("authority")
    if view.council not in there or another_council(named, view.council) is None:
        return named.council, None
    return ask_which_council(named.council, named.where, view.council, key=key)


def _about(report: ReadReport, council: str | None) -> str:
    files = listed_up_to(report.files)
    if council is None:
        return files
    named = report.named
    told = f", named {named.where}" if named and named.council == council else ""
    return f"{council}{told}" if told and len(report.files) == 1 else f"{council}{told} · {files}"


def _start_of(report: ReadReport) -> str:
    """The first words of its evidence, by which a person knows the report."""
    said = " ".join(finding.text for _, finding in report.parsed.findings[:3])
    if not said:
        return "It gives scores without evidence."
    return f"It begins: “{said if len(said) <= _START else said[:_START] + '…'}”"


def _plan(
    report: ReadReport, council: str, although: str | None, published: date | None
) -> ReportPlan | None:
    try:
        return plan_read(
            open_store(),
            report,
            authority=council,
            published=published,
            although=although,
            principal=current_principal(),
        )
    except DataError as error:
        look.error("Nothing could be read", f"{error} Nothing was changed.")
        return None


def _preview(plan: ReportPlan, known: Snapshot) -> None:
    report_preview(
        plan.scores,
        plan.findings,
        {statement.id: statement.name for statement in known.framework.statements},
        names_of_themes(known),
        notes=(*plan.notes, *_set_aside(plan)),
        problems=plan.problems,
        narrative=pl.DataFrame(
            [(told.section, told.text) for _, told in plan.parsed.narrative],
            schema={"section": pl.String, "text": pl.String},
            orient="row",
        ),
        unrecognised=pl.DataFrame(
            [(u.source, u.line, u.text, u.why) for u in plan.parsed.unrecognised],
            schema={"source": pl.String, "line": pl.Int64, "text": pl.String, "why": pl.String},
            orient="row",
        ),
        changes=_changes(plan),
    )


def _with_figures(plan: ReportPlan, key: str) -> ReportPlan | None:
    """The plan with the figures that the person has ticked; None while one of them says too
    little."""
    if not plan.figures:
        return plan
    many = counted(len(plan.figures), "figure")
    # It stays open while figures are taken, which draws the page anew.
    with st.expander(
        f"{sentence(many)} in the text that could come in too",
        key=f"report_figures_{key}",
        on_change="rerun",
    ):
        confirmed = [
            confirmed_as(
                plan.figures[each.place],
                value=each.value,
                first=each.first,
                last=each.last,
                scope=each.scope,
            )
            for each in confirm_figures([_read_figure(each) for each in plan.figures], key=key)
        ]
        try:
            return with_figures(open_store(), plan, confirmed, principal=current_principal())
        except DataError as error:
            look.error("This figure cannot come in yet", str(error))
            return None


def _read_figure(figure: ProposedFigure) -> ReadFigure:
    period = figure.period
    return ReadFigure(
        figure.name,
        figure.value,
        figure.unit,
        period.first if period else None,
        period.last if period else None,
        period.said if period else "",
        figure.scope if figure.dataset == OMBUDSMAN.name else "",
        figure.sentence,
    )


def _set_aside(plan: ReportPlan) -> tuple[str, ...]:
    lines = plan.parsed.background
    return (set_aside(lines),) if lines else ()


def _changes(plan: ReportPlan) -> str:
    return "; ".join(
        f"{DATASETS[name].title}: {describe_counts(counts)}" for name, counts in plan.counts.items()
    )


def _land_or_not(plan: ReportPlan | None, done: Callable[[str], None], key: str) -> None:
    left, middle, _ = st.columns([1, 1, 3])
    lands = left.button(
        "Import this",
        type="primary",
        disabled=plan is None or bool(plan.problems) or not plan.changes,
        key=f"report_import_{key}",
    )
    if lands and plan is not None:
        try:
            landed = land_report(open_store(), plan, principal=current_principal())
        except DataError as error:
            look.error("Nothing was imported", str(error))
            return
        said = f"{plan.authority}: {_changes(plan)}"
        done(said)
        flash_and_rerun(
            f"Imported as batch {', '.join(map(str, landed.batch_ids))}",
            f"{said}. It can be withdrawn under History.",
        )
    with middle:
        _way_out(done, key)
    if plan is not None and not plan.changes:
        look.source("All of this is in the store already: importing it would change nothing.")


def _way_out(done: Callable[[str], None], key: str) -> None:
    st.button("Cancel", key=f"report_cancel_{key}", on_click=done, args=("",))
