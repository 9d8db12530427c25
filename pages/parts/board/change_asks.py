"""Changing what the board is asked for, and recording what the meeting decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.view import View
from components.packs.pack import OUTCOMES, Ask, Outcome, Pack
from components.packs.produced_pack import ProducedPack
from data_access.forms.kept_packs import references_of_meeting
from data_access.snapshot import Snapshot
from pages.parts.board.saving import save
from pages.parts.board.worked_out import FOR_THE_PUBLIC, worked_out
from vocabulary.wording import counted, long_date

MOST: Final = 5
"""Decisions: more do not fit on the screen, and are more than a board takes at once."""
_TALL: Final = 96  # pixels: three lines, so that nothing written is cut off
_WAITING: Final = "Not decided yet"


def change_asks(
    pack: Pack, row_id: int | None, made: ProducedPack, known: Snapshot, view: View,
    *, may_write: bool,
) -> None:  # fmt: skip
    """Draw the decisions as a form; after the meeting, what became of them too."""
    suggested = any(ask.suggested for ask in made.asks)
    look.card_header(
        "What we ask of the board",
        "Suggested from the figures until you save your own" if suggested else None,
        small=True,
    )
    if made.audience == "public":
        look.source(FOR_THE_PUBLIC)
        return
    asks = pack.asks or tuple(
        Ask(each.decision, each.owner, each.due, each.if_not, each.about) for each in made.asks
    )
    decided = [ask for ask in asks if ask.outcome]
    worked_out(*((f"{OUTCOMES[ask.outcome]}:", _became(ask)) for ask in decided if ask.outcome))
    if not may_write:
        worked_out(*((f"{n}.", ask.decision) for n, ask in enumerate(asks, 1) if not ask.outcome))
        return
    _write(pack, row_id, asks, view)
    day = pack.meeting.day
    waiting = [ask for ask in asks if not ask.outcome]
    if day is None:
        look.source("Give the meeting a day on the cover: then what it decides can be recorded.")
    elif day > view.today:
        look.source(f"From {long_date(day)} on, what the meeting decided is recorded here.")
    elif waiting:
        _record(pack, row_id, asks, known, view, day)


def _became(ask: Ask) -> str:
    return f"{ask.decision} (now action {ask.action})" if ask.action else ask.decision


def _write(pack: Pack, row_id: int | None, asks: Sequence[Ask], view: View) -> None:
    key = f"{pack.name}_{row_id}"
    rows = [*asks, *[Ask("")] * (1 if len(asks) < MOST else 0)]
    with st.form(f"pack_asks_{key}", border=False, enter_to_submit=False):
        written = []
        for n, ask in enumerate(rows, 1):
            if ask.outcome:
                written.append(ask)
                continue
            first, second, third, fourth = st.columns((4, 2, 2, 3))
            decision = first.text_area(
                f"Decision {n}", ask.decision, height=_TALL, max_chars=120, key=f"ask_{n}_{key}"
            )
            due = second.date_input(
                f"By when, {n}", ask.due, format="DD/MM/YYYY", key=f"ask_due_{n}_{key}"
            )
            owner = third.text_input(
                f"Owner (a role), {n}", ask.owner, max_chars=60, key=f"ask_owner_{n}_{key}"
            )
            if_not = fourth.text_area(
                f"If not, {n}",
                ask.if_not,
                height=_TALL,
                max_chars=120,
                key=f"ask_if_not_{n}_{key}",
            )
            said = [" ".join((each or "").split()) for each in (decision, owner, if_not)]
            if said[0]:
                written.append(
                    replace(ask, decision=said[0], owner=said[1], due=due, if_not=said[2])
                )
        sent = st.form_submit_button("Save the decisions", type="primary")
    if sent:
        save(replace(pack, asks=tuple(written)), row_id, view.council, "Saved: the decisions")


def _record(
    pack: Pack, row_id: int | None, asks: Sequence[Ask], known: Snapshot, view: View, day: date
) -> None:
    look.card_header(
        "What the meeting decided",
        f"On {long_date(day)}. What was agreed becomes an action of the improvement plan",
        small=True,
    )
    key = f"{pack.name}_{row_id}"
    choices: list[Outcome] = ["", *OUTCOMES]
    with st.form(f"pack_decided_{key}", border=False, enter_to_submit=False):
        told = []
        for n, ask in enumerate(asks, 1):
            if ask.outcome:
                told.append(ask)
                continue
            left, right = st.columns((1, 3))
            outcome = left.selectbox(
                f"Decision {n}",
                choices,
                format_func=lambda each: OUTCOMES.get(each, _WAITING),
                key=f"outcome_{n}_{key}",
            )
            words = right.text_area(
                f"As it was agreed, {n}",
                ask.decision,
                height=_TALL,
                max_chars=120,
                key=f"agreed_{n}_{key}",
            )
            kept = " ".join((words or "").split()) or ask.decision
            told.append(replace(ask, outcome=outcome, decision=kept if outcome else ask.decision))
        sent = st.form_submit_button("Record what was decided", type="primary")
    if not sent:
        return
    agreed = [
        n
        for n, (ask, before) in enumerate(zip(told, asks, strict=True))
        if ask.outcome in ("agreed", "changed") and not before.outcome
    ]
    if not agreed and told == list(asks):
        look.error("Nothing was chosen", "Say of one decision at least what the meeting said.")
        return
    names = references_of_meeting(known["action"], day, len(agreed))
    actions = []
    for n, reference in zip(agreed, names, strict=True):
        told[n] = replace(told[n], action=reference)
        actions.append(_action(told[n], day))
    landed = f"{counted(len(actions), 'action')} added to the plan" if actions else "No new action"
    save(replace(pack, asks=tuple(told)), row_id, view.council, f"Recorded. {landed}", actions)


def _action(ask: Ask, day: date) -> dict[str, str | None]:
    themes = CATALOGUE[ask.about].themes if ask.about in CATALOGUE else ()
    return {
        "reference": ask.action,
        "action": ask.decision,
        "owner": ask.owner or None,
        "opened": day.isoformat(),
        "due": ask.due.isoformat() if ask.due else None,
        "themes": "; ".join(themes) or None,
    }
