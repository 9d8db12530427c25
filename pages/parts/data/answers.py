"""The answers that were kept about the layout of files: to be looked at, changed, given to another
council, and taken away."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal, may
from components.widgets.importing.kept_answers import kept_answers_table
from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.importing.own_process.pool import find_layout
from data_access.importing.stages.landing.kept_recipes import keep_recipe, kept_recipes
from data_access.importing.stages.recipe import read_recipe
from data_access.snapshot import Snapshot, home_authority
from data_access.store.database import open_store
from pages.parts.flash_message import flash, flash_and_rerun
from vocabulary.principal import Permission
from vocabulary.wording import short_date, slug

_LAYOUT = re.compile(r"^# layout: ([0-9a-f]{8,64})$", re.MULTILINE)
_TURN = "data_answers_turn"  # counted up so that the boxes begin anew


def answers_kept(view: View, known: Snapshot) -> None:
    """Draw the list, one recipe to be changed, and the way to bring one in."""
    who = current_principal()
    home = home_authority(open_store(), principal=who)
    rows = kept_recipes(open_store(), [home] if home else [], principal=who)
    with look.card("answers"):
        if rows.is_empty():
            look.empty(
                "No answers are kept yet",
                "They are kept when a file comes in about which something was asked, and used for "
                "the next one with the same columns.",
            )
        else:
            look.card_header(
                "Answers kept",
                "What was said about a file is used for the next one with the same columns",
                small=True,
            )
            kept_answers_table(
                [
                    (
                        row["name"],
                        DATASETS[row["records"]].title,
                        row["layout"][:8],
                        short_date(row["recorded_at"].date()),
                        row["recorded_by"],
                    )
                    for row in rows.iter_rows(named=True)
                ]
            )
    changes = home is not None and may(Permission.ENTER, home)
    if home and rows.height and changes:
        with look.card("answer"):
            _one(rows, home)
    if home and changes:
        with look.card("answer_in"):
            _from_elsewhere(home)


def _one(rows: pl.DataFrame, home: str) -> None:
    """Look at one and change it, download it, or take it away."""
    by_layout = {row["layout"]: row for row in rows.iter_rows(named=True)}
    layout = st.selectbox(
        "Answers for files like",
        list(by_layout),
        format_func=lambda each: f"{by_layout[each]['name']} ({each[:8]})",
        key="data_answers_layout",
    )
    row = by_layout[layout]
    turn = st.session_state.setdefault(_TURN, 0)
    with st.form(f"form_answers_{layout}_{turn}", border=False, enter_to_submit=False):
        text = st.text_area(
            "The answers, as text that can be edited",
            row["recipe"],
            height=280,
            key=f"data_answers_{layout}_{turn}",
        )
        if st.form_submit_button("Keep these changes", type="primary"):
            _keep(text, row, home)
    with look.tools("answer"):
        st.download_button(
            "Download, for another council",
            f"# Answers about files like {row['name']}\n# layout: {layout}\n{row['recipe']}",
            file_name=f"answers-{slug(row['name'].rsplit('.', 1)[0]) or layout[:8]}.toml",
            mime="application/toml",
            on_click="ignore",
            type="tertiary",
            key=f"data_answers_out_{layout}",
        )
        st.button(
            "Take these answers away",
            type="tertiary",
            key=f"data_answers_away_{layout}",
            on_click=partial(_take_away, row),
        )


def _keep(text: str, row: dict[str, Any], home: str) -> None:
    try:
        recipe = read_recipe(text)
        keep_recipe(
            open_store(),
            recipe,
            layout=row["layout"],
            authority=home,
            name=row["name"],
            records=recipe.dataset or row["records"],
            principal=current_principal(),
        )
    except (DataError, KeyError) as error:
        said = str(error) if isinstance(error, DataError) else f"there is no dataset {error}."
        st.error(f"Nothing was changed: {said}")
        return
    st.session_state[_TURN] += 1
    flash_and_rerun("The answers are kept", f"They are used for the next file like {row['name']}.")


def _take_away(row: dict[str, Any]) -> None:
    keep_recipe(
        open_store(),
        None,
        layout=row["layout"],
        authority=row["authority"],
        name=row["name"],
        records=row["records"],
        principal=current_principal(),
    )
    flash("The answers are taken away", f"The next file like {row['name']} is asked about again.")


def _from_elsewhere(home: str) -> None:
    """Bring in answers from another council, for files of the layout they name or like a sample."""
    with st.expander("Use answers that another council gives you"):
        with st.form("form_answers_in", border=False, enter_to_submit=False):
            left, right = st.columns(2)
            given = left.file_uploader(
                "The answers (TOML)", type=["toml"], key="data_answers_given"
            )
            sample = right.file_uploader(
                "A file of yours that they are for, if they name no layout",
                key="data_answers_sample",
            )
            sent = st.form_submit_button("Keep these answers")
        if not sent:
            return
        if given is None:
            st.error("Choose the answers first.")
            return
        text = given.getvalue().decode("utf-8-sig", "replace")
        try:
            recipe = read_recipe(text)
            if recipe.dataset is None or recipe.dataset not in DATASETS:
                st.error('The answers have to say what they are about: dataset = "complaint".')
                return
            named = _LAYOUT.search(text)
            if sample is not None:
                name, layout = sample.name, find_layout(sample.name, sample.getvalue())
            elif named:
                name, layout = given.name, named[1]
            else:
                st.error("Give a file that the answers are for: they do not name its layout.")
                return
            keep_recipe(
                open_store(),
                recipe,
                layout=layout,
                authority=home,
                name=name,
                records=recipe.dataset,
                principal=current_principal(),
            )
        except DataError as error:
            st.error(f"Nothing was kept: {error}")
            return
    flash_and_rerun("The answers are kept", "They are used for the next file of that layout.")
