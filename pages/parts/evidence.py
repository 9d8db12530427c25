"""Parts of the page Evidence: confirming and correcting codings, and the codebook."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.findings.coding_review import coding_review
from components.exhibits.memo import made_of, memo
from components.exhibits.view import View
from components.web.address import understood
from components.web.principal import current_principal, may
from components.widgets.inert_rows import inert_rows
from components.widgets.row_height import row_height
from data_access.errors import DataError
from data_access.importing.coding.decisions import Decision, decide, edit_codebook, suggest_again
from data_access.importing.coding.sureness import with_sureness
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.findings import EvidenceCategory, Polarity
from vocabulary.principal import Permission
from vocabulary.wording import counted, sentence

WAITING, DECIDED, ALL = "Not yet confirmed", "Decided", "All"
SURE, UNSURE = "Clear", "Look"


def coding_filters(known: Snapshot) -> tuple[str, list[str]]:
    """Draw the filters, kept in the address: which codings, and ids of the statements (none:
    every one)."""
    names = {statement.short_name: statement.id for statement in known.framework.statements}
    understood("state of coding", "coding", {each: each for each in (WAITING, DECIDED, ALL)})
    understood("quality statement", "of", {each: each for each in names}, many=True)
    status = st.selectbox("Coding", [WAITING, DECIDED, ALL], key="coding", bind="query-params")
    of = st.multiselect(
        "Quality statement", list(names), key="of", bind="query-params", placeholder="All"
    )
    return status, [names[name] for name in of]


def review_of_coding(known: Snapshot, view: View) -> Exhibit:
    """How far the coding of findings is confirmed."""
    return memo(known, _review_of_coding, view)


def _review_of_coding(known: Snapshot, view: View) -> Exhibit:
    return coding_review(known["finding"], view)


def codings(view: View, known: Snapshot, status: str, statements: list[str]) -> None:
    """Draw the table of findings and record what was decided in it."""
    findings = memo(known, _in_order, status, tuple(statements))
    with look.card("coding"):
        if findings.is_empty():
            look.empty(
                "Nothing to decide here",
                "Choose another coding or statement, or import a report on the Data page.",
                action=look.link("Go to Data", "data"),
            )
        else:
            # Work not yet recorded is kept as long as these are the rows it was done on.
            rows = tuple(findings.get_column("row_id"))
            _codings_table(view, known, findings, f"{status}_{hash(rows)}")


def _in_order(known: Snapshot, status: str, statements: tuple[str, ...]) -> pl.DataFrame:
    """The findings of a state and of some statements (none: every one). What the rules are least
    sure of comes first: there a person's look is worth most."""
    findings = with_sureness(known["finding"]).sort(
        "sure", "statement", "source_kind", "published", "paragraph", "sentence", nulls_last=True
    )
    decided = pl.col("coded_by") != "rule"
    if status != ALL:
        findings = findings.filter(decided if status == DECIDED else ~decided)
    if statements:
        findings = findings.filter(pl.col("statement").is_in(statements))
    return findings


def _codings_table(view: View, known: Snapshot, findings: pl.DataFrame, key: str) -> None:
    may_decide = may(Permission.REVIEW, view.council)
    order = "What is least sure comes first; each suggestion says why it is made."
    look.card_header(
        "Confirm or correct" if may_decide else "How each finding is coded",
        f"Tick what is right, change what is not, then record it. {order}" if may_decide else order,
        small=True,
    )
    coded = coding_table(
        findings,
        names_of_themes(known),
        {statement.id: statement.short_name for statement in known.framework.statements},
        key=f"evidence_table_{key}",
        may_decide=may_decide,
    )
    if not may_decide:
        return
    waiting = findings.filter(pl.col("coded_by") == "rule")
    now = view.as_at is None
    left, middle, _ = st.columns([1, 1, 3])
    chosen = left.button(
        f"Record {counted(len(coded), 'decision')}" if coded else "Record decisions",
        type="primary",
        disabled=not now or not coded,
        key="evidence_record",
    )
    corrected = {decision.row_id for decision in coded}
    others = waiting.filter(~pl.col("row_id").is_in(list(corrected))).height
    everything = middle.button(
        f"Accept {'the other' if coded else 'all'} {others} together",
        disabled=not now or not others,
        help="Recorded as accepted together, not as confirmed one by one.",
        key="evidence_all",
    )
    if chosen or everything:
        _record(findings, coded, everything=everything)


def _record(findings: pl.DataFrame, coded: list[Decision], *, everything: bool) -> None:
    corrected = {decision.row_id for decision in coded}
    decisions = [*coded]
    if everything:
        decisions += [
            Decision(
                row["row_id"],
                row["polarity"],
                row["category"],
                tuple(row["themes"]),
                together=True,
            )
            for row in findings.filter(pl.col("coded_by") == "rule").iter_rows(named=True)
            if row["row_id"] not in corrected
        ]
    try:
        seen = findings.drop("sure")
        decide(open_store(), seen, decisions, principal=current_principal())
    except DataError as error:
        look.error("The decisions were not recorded", f"{error} Nothing was changed; look again.")
    else:
        flash_and_rerun(f"{sentence(counted(len(decisions), 'decision'))} recorded")


_EDITABLE = ("decided", "polarity", "category", "themes")
_TEXT_PX, _WHY_PX = 290, 226
_LINES = 5  # most reasons are whole in this; the others open when clicked
_ROWS_SHOWN = 5
_HEADER_PX = 40


def coding_table(
    findings: pl.DataFrame,
    themes: Mapping[str, str],
    names: Mapping[str, str],
    *,
    key: str,
    may_decide: bool = True,
) -> list[Decision]:
    """Draw the table; returns the rows a person has ticked or changed, as they now stand.

    `findings`: rows of the finding dataset; `themes`, `names`: what themes and statements are
    called.
    """
    shown, height = made_of(_shown, findings, frozenset(themes.items()), frozenset(names.items()))
    edited = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        row_height=height,
        height=min(shown.height, _ROWS_SHOWN) * height + _HEADER_PX,
        disabled=[n for n in shown.columns if n not in _EDITABLE] if may_decide else True,
        column_config={
            "decided": st.column_config.CheckboxColumn(
                "Right", width=80, help="Tick to confirm the coding as it stands"
            ),
            "text": st.column_config.TextColumn("Finding", width=_TEXT_PX),
            "polarity": st.column_config.SelectboxColumn(
                "Says", options=list(Polarity.labels().values()), width=104, required=True
            ),
            "category": st.column_config.SelectboxColumn(
                "Evidence from",
                options=list(EvidenceCategory.labels().values()),
                width=146,
                required=True,
            ),
            "themes": st.column_config.MultiselectColumn(
                "Themes", options=sorted(themes.values()), width=232, color="auto"
            ),
            "sure": st.column_config.TextColumn(
                "How sure",
                width=84,
                help="Look: the words leave room for another reading. Clear: they hardly do. "
                "Of sentences of councils kept apart, nine in ten clear ones and six in ten of "
                "the others were coded as people judged them.",
            ),
            "why": st.column_config.TextColumn("Why suggested", width=_WHY_PX),
            "statement": st.column_config.TextColumn("Quality statement", width=160),
            "place": st.column_config.TextColumn("Place", width=70, help="Paragraph.sentence"),
        },
        alt="Findings with their coding, to confirm or correct",
    )
    return _changed(findings, shown, edited, themes)


def _shown(
    findings: pl.DataFrame, themes: frozenset[tuple[str, str]], names: frozenset[tuple[str, str]]
) -> tuple[pl.DataFrame, int]:
    """The table as it is drawn, and how tall its rows are."""
    shown = findings.select(
        decided=pl.col("coded_by") == "person",
        text="text",
        polarity=pl.col("polarity").replace_strict(Polarity.labels()),
        category=pl.col("category").replace_strict(EvidenceCategory.labels()),
        themes=pl.col("themes").list.eval(pl.element().replace(dict(themes))),
        sure=pl.col("sure").replace_strict(
            {True: SURE, False: UNSURE}, default=None, return_dtype=pl.String
        ),
        why="why",
        statement=pl.col("statement").replace(dict(names)),
        place=pl.format("{}.{}", "paragraph", "sentence"),
    )
    shown = inert_rows(shown)
    return shown, row_height(shown, {"text": _TEXT_PX}, least_lines=_LINES)


def _changed(
    findings: pl.DataFrame, shown: pl.DataFrame, edited: pl.DataFrame, themes: Mapping[str, str]
) -> list[Decision]:
    if edited.equals(shown):
        return []
    polarity_ids = {name: code for code, name in Polarity.labels().items()}
    category_ids = {name: code for code, name in EvidenceCategory.labels().items()}
    theme_ids = {name: theme for theme, name in themes.items()}
    coded = []
    for finding, before, after in zip(
        findings.iter_rows(named=True),
        shown.iter_rows(named=True),
        edited.iter_rows(named=True),
        strict=True,
    ):
        same = all(_plain(before[name]) == _plain(after[name]) for name in _EDITABLE[1:])
        newly_right = after["decided"] and not before["decided"]
        if same and not newly_right:
            continue
        coded.append(
            Decision(
                row_id=finding["row_id"],
                polarity=polarity_ids[after["polarity"]],
                category=category_ids[after["category"]],
                themes=tuple(theme_ids.get(name, name) for name in after["themes"] or ()),
            )
        )
    return coded


def _plain(value: object) -> object:
    return list(value) if isinstance(value, list | tuple) else value


def codebook(view: View, known: Snapshot) -> None:
    """Draw the codebook to edit, and the way to code by it again."""
    now = view.as_at is None
    with look.card("codebook"):
        look.card_header(
            "Codebook",
            "Change a theme or add one at the foot. Your council's wording goes before the one "
            "that came with the product.",
            small=True,
        )
        changed = codebook_table(known["theme"], key=f"evidence_codebook_{known.revision}")
        if not may(Permission.REVIEW, view.council):
            return
        left, middle, _ = st.columns([1, 1, 2])
        if left.button("Record changes", type="primary", disabled=not now or changed.is_empty()):
            try:
                edit_codebook(open_store(), view.council, changed, principal=current_principal())
            except (DataError, ValueError) as error:
                look.error("The codebook was not changed", str(error))
            else:
                flash_and_rerun("Codebook changed")
        if middle.button("Suggest again by this codebook", disabled=not now):
            with look.loading("Reading every finding again…"):
                landed = suggest_again(open_store(), view.council, principal=current_principal())
            changes = landed.counts["finding"].changed if landed.counts else 0
            flash_and_rerun(f"{sentence(counted(changes, 'suggestion'))} changed")


_COLUMNS = ("theme", "name", "definition", "what_counts", "statements", "cues")


def codebook_table(codebook: pl.DataFrame, *, key: str) -> pl.DataFrame:
    """Draw the table; returns the rows that were changed or added, with the theme dataset's
    columns."""
    shown = codebook.select(
        *_COLUMNS[:4],
        *(pl.col(name).list.join("; ") for name in _COLUMNS[4:]),
    )
    edited: pl.DataFrame = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        num_rows="add",
        row_height=72,
        height=480,
        column_config={
            "theme": st.column_config.TextColumn("Theme id", width=150, required=True),
            "name": st.column_config.TextColumn("Name", width=190, required=True),
            "definition": st.column_config.TextColumn("Definition", width=280),
            "what_counts": st.column_config.TextColumn("What counts", width=280),
            "statements": st.column_config.TextColumn("Statements", width=160),
            "cues": st.column_config.TextColumn("Words that suggest it", width=320),
        },
        alt="The codebook, to edit",
    )
    changed = edited.join(shown, on=_COLUMNS, how="anti", nulls_equal=True)
    parts = pl.element().str.strip_chars()
    return changed.filter(pl.col("theme").is_not_null()).with_columns(
        pl.col(name).fill_null("").str.split(";").list.eval(parts).list.filter(pl.element() != "")
        for name in _COLUMNS[4:]
    )
