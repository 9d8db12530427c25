"""Bringing in the published characteristics: the document, what was understood of it, and landing
it as a version of the framework."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from secrets import randbelow
from typing import Final

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.row_height import row_height
from data_access.errors import DataError
from data_access.importing.characteristics.plan import (
    CharacteristicsPlan,
    ReadDocument,
    land_characteristics,
    plan_characteristics,
    read_document,
)
from data_access.importing.own_process.pool import warm
from data_access.importing.reports.parsing.result import ReportSource
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.characteristics import CharacteristicOf
from vocabulary.wording import counted, sentence

_READ: Final = "characteristics_read"
_ROUND: Final = "characteristics_round"
_LARGEST_MB: Final = 25


def bring_in(view: View, known: Snapshot) -> None:
    """Draw the place for the document, the preview, and the way to land it."""
    warm()  # what reads files, while a person looks for theirs
    turn = st.session_state.setdefault(_ROUND, randbelow(10**9))
    with look.card("characteristics_bring_in"):
        look.card_header(
            "Bring in the published characteristics",
            "Word, PDF with text, a saved page, text, or a table. Nothing is stored until you have "
            "seen what was understood and confirmed it.",
            small=True,
        )
        given = st.file_uploader(
            "What each judgement looks like, as the regulator published it",
            accept_multiple_files=True,
            max_upload_size=_LARGEST_MB,
            key=f"characteristics_drop_{turn}",
        )
        if not given:
            return
        read = _read([(file.name, file.getvalue()) for file in given])
        if read is None:
            return
        plan = _planned(view, read)
        _preview(read, known)
        if plan is not None:
            _land(plan)


def _read(files: Sequence[tuple[str, bytes]]) -> ReadDocument | None:
    """The documents, read once: widgets run the page again and again."""
    asked = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in files)
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != asked:
        try:
            with look.loading("Reading the document…"):
                read = read_document([ReportSource(name, content) for name, content in files])
        except DataError as error:
            look.error("Nothing could be read", f"{error} Nothing was changed.")
            return None
        kept = st.session_state[_READ] = (asked, read)
    found: ReadDocument = kept[1]
    return found


def _planned(view: View, read: ReadDocument) -> CharacteristicsPlan | None:
    """What landing would do, once the version has a name and a day."""
    parsed = read.parsed
    left, right = st.columns(2)
    key = read.sha256[:12]
    holds = left.date_input(
        "They hold from",
        value=parsed.valid_from,
        format="DD/MM/YYYY",
        min_value=date(2023, 1, 1),
        key=f"characteristics_from_{key}",
        help="The day from which statements are judged by them, as the document says it."
        if parsed.valid_from
        else "The document does not say it: look where it was published.",
    )
    version = right.text_input(
        "Name of this version",
        value=str(holds.year) if isinstance(holds, date) else "",
        max_chars=60,
        placeholder="such as 2026",
        key=f"characteristics_version_{key}_{holds}",
    )
    if not isinstance(holds, date) or not version.strip():
        look.source("Say from when they hold and what the version is called.")
        return None
    try:
        return plan_characteristics(
            open_store(),
            read,
            authority=view.council,
            version=version,
            valid_from=holds,
            principal=current_principal(),
        )
    except DataError as error:
        look.error("This version cannot come in", f"{error} Nothing was changed.")
        return None


def _preview(read: ReadDocument, known: Snapshot) -> None:
    """What was understood, by statement and judgement, word for word; and what was not."""
    parsed = read.parsed
    names = {each.id: each.name for each in known.framework.statements}
    found = pl.DataFrame(
        [
            (names.get(each.statement, each.statement), each.rating.label, each.text, each.place)
            for each in parsed.read
        ],
        schema=dict.fromkeys(("statement", "rating", "text", "place"), pl.String),
        orient="row",
    )
    statements = found.get_column("statement").n_unique()
    many = sentence(counted(found.height, "characteristic"))
    st.html(
        f'<p class="verdict"><strong>{many} understood</strong>, of '
        f"{counted(statements, 'quality statement')}</p>"
    )
    labels = [each.label for each in CharacteristicOf]
    by = found.group_by("statement", maintain_order=True).agg(
        *((pl.col("rating") == label).sum().alias(label) for label in labels)
    )
    look.table(
        "How many characteristics were understood, by quality statement and judgement",
        ["Quality statement", *labels],
        [
            f"<td>{row[0]}</td>" + "".join(f'<td class="num">{each}</td>' for each in row[1:])
            for row in by.iter_rows()
        ],
        numbers=len(labels),
    )
    with st.expander("Every one, word for word"):
        _words(found, {"statement": "Quality statement", "rating": "Judgement", "text": "Words"})
    lost = parsed.unrecognised
    if lost:
        with st.expander(
            f"{sentence(counted(len(lost), 'paragraph'))} not understood", expanded=True
        ):
            frame = pl.DataFrame(
                [(each.text, each.why, f"{each.source}, {each.line}") for each in lost],
                schema=dict.fromkeys(("text", "why", "place"), pl.String),
                orient="row",
            )
            _words(frame, {"text": "Words", "why": "Why not", "place": "Where"})


def _words(frame: pl.DataFrame, columns: dict[str, str]) -> None:
    shown = frame.select(pl.col(name).alias(label) for name, label in columns.items())
    widths = {label: 520 if name == "text" else 220 for name, label in columns.items()}
    st.dataframe(
        shown,
        hide_index=True,
        row_height=row_height(shown, widths),
        height=320,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in widths.items()
        },
        alt="What stands in the document",
    )


def _land(plan: CharacteristicsPlan) -> None:
    for note in plan.notes:
        look.source(note)
    if not plan.changes:
        look.source("All of this is held already: bringing it in would change nothing.")
    left, right, _ = st.columns([1, 1, 2])
    if left.button("Bring this in", type="primary", disabled=not plan.changes):
        try:
            landed = land_characteristics(open_store(), plan, principal=current_principal())
        except DataError as error:
            look.error("Nothing was brought in", str(error))
            return
        _let_go()
        flash_and_rerun(
            f"Brought in: characteristics, version {plan.version}",
            f"Batch {', '.join(map(str, landed.batch_ids))}; it can be withdrawn under Data, "
            "History.",
        )
    right.button("Cancel", on_click=_let_go)


def _let_go() -> None:
    st.session_state.pop(_READ, None)
    st.session_state[_ROUND] = randbelow(10**9)
