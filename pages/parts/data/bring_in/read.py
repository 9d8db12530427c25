"""Reading a dropped file: once for each recipe and state of the store, and so that it can be
stopped."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.importing.stages.plan import Plan, plan
from data_access.importing.stages.recipe import Recipe, write_recipe
from data_access.store.database import open_store
from pages.parts.data.bring_in.in_hand import InHand, let_go, refused

_SOON = 0.4  # seconds before a progress is shown: less is no wait


def read(file: InHand) -> Plan | None:
    """What the file would give, with what was said of it so far; None where it is not taken."""
    try:
        return read_with(file, file.recipe)
    except DataError as error:
        refused(file, str(error))
        return None


def read_with(file: InHand, recipe: Recipe) -> Plan:
    """What the file would give with a recipe, which is kept with the file. DataError where it
    cannot be read; then the file is as it was."""
    store = open_store()
    made_from = (write_recipe(recipe), store.url, store.revision())
    if file.plan is not None and file.read_from == made_from:
        return file.plan
    place = st.empty()
    try:
        made = plan(
            store,
            file.name,
            file.content,
            principal=current_principal(),
            recipe=recipe,
            progress=telling(place, f"Reading {file.name}", file),
        )
    finally:
        place.empty()
    file.plan, file.read_from, file.headlines = made, made_from, None
    return made


def telling(place: DeltaGenerator, what: str, file: InHand) -> Callable[[float, str], None]:
    """Shows how far a reading is, once it takes time, with a way to stop it."""
    began = time.monotonic()
    shown: list[DeltaGenerator] = []

    def tell(share: float, doing: str) -> None:
        if not shown:
            if time.monotonic() - began < _SOON:
                return
            with place.container():
                shown.append(st.progress(0.0, what))
                st.button(
                    "Stop reading", key=f"data_stop_{file.number}", on_click=let_go, args=(file,)
                )
        shown[0].progress(min(max(share, 0.0), 1.0), f"{what}: {doing}" if doing else what)

    return tell
