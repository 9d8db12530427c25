"""Landing a file, with a progress that can be stopped; and the next one opens."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import look
from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.importing.stages.plan import Plan
from data_access.store.database import open_store
from pages.parts.data.bring_in.in_hand import InHand, in_hand, landed, let_go, put_last
from pages.parts.data.bring_in.land_apart import land_apart
from pages.parts.data.bring_in.summary import effect_in_words
from pages.parts.flash_message import flash_and_rerun
from vocabulary.wording import counted, number_of


def landing(file: InHand, plan: Plan) -> None:
    """Draw the button that imports, or say why there is nothing to import; and the ways out."""
    mend, rows = plan.reading.rejected, plan.reading.rows.height
    changes = plan.compared.new + plan.compared.changed
    if not changes and rows:
        of = "What could be read is" if mend else "All of this is"
        look.source(f"{of} in the store already: importing it would change nothing.")
    elif not changes:
        look.source("No row can come in as it is. Below is what is to mend.")
    pressed = False
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        if changes:
            label = f"Import {number_of(changes, 'row')}"
            if mend:
                label += f" and leave {mend:,} to mend out"
            # another button once the store has changed: what lands is what was seen
            key = f"data_import_{file.number}_{file.turn}_{open_store().revision()}"
            pressed = st.button(label, type="primary", key=key)
        ways_out(file, done=not changes and rows > 0)
    if pressed:
        _land(file, plan)


def ways_out(file: InHand, *, done: bool = False) -> None:
    """Draw the buttons that let the file go, or come to it after the others. done: nothing of it is
    new."""
    st.button(
        "Done with this file" if done else "Let this file go",
        type="secondary" if done else "tertiary",
        key=f"data_cancel_{file.number}",
        on_click=partial(let_go, file),
    )
    if sum(each.open for each in in_hand()) > 1:
        st.button(
            "Come to it last",
            type="tertiary",
            key=f"data_later_{file.number}",
            on_click=partial(put_last, file),
        )


def _tell(bar: DeltaGenerator, share: float, what: str) -> None:
    bar.progress(share, f"{what}. Letting the file go still stops it, and leaves nothing behind")


def _wait(bar: DeltaGenerator, said: str) -> None:
    _tell(bar, 0.0, said.rstrip(".") or "Recording")


def _land(file: InHand, plan: Plan) -> None:
    """Land it. Whoever lets the file go meanwhile ends this run at the next word of progress, and
    the store is as it was."""
    bar = st.progress(0.0)
    _tell(bar, 0.0, "Recording")
    try:
        done = land_apart(
            open_store(),
            plan,
            principal=current_principal(),
            progress=partial(_tell, bar),
            waiting=partial(_wait, bar),
        )
    except DataError as error:
        look.error("Nothing was imported", str(error))
        return
    finally:
        bar.empty()
    dataset, mend = plan.reading.dataset, plan.reading.rejected
    said = f"{dataset.title}: {effect_in_words(plan)}"
    left = f" {counted(mend, 'row').capitalize()} to mend stayed out." if mend else ""
    landed(file, f"{said}{left}")
    following = next((each for each in in_hand() if each.open), None)
    onward = f" Next: {following.name}." if following else ""
    batch = f" as batch {done.batch_ids[0]}" if done.batch_ids else ""
    flash_and_rerun(
        f"{file.name} came in{batch}", f"{said}{left} It can be withdrawn under History.{onward}"
    )
