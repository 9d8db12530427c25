"""What an exhibit means for the board where nobody wrote it: which statements it bears on, how the
regulator scored them, and what the improvement plan has on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from components.exhibits.memo import memo
from components.exhibits.published_facts import published_records
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.plan.on_themes import OnThemes, on_themes
from measures.plan.progress import action_states
from measures.ratings.scores import assessed
from vocabulary.wording import agree, counted, listed, number_word, sentence

_NAMED: Final = 2
"""As many statements are named, those scored lowest first."""


@dataclass(frozen=True)
class Bearing:
    """What an exhibit's themes bear on, in a sentence or two, and what the plan has on them."""

    so_what: str
    plan: OnThemes


def bearing(themes: Collection[str], records: Records, view: View) -> Bearing:
    """What bears on some themes of the codebook. The public is told of published scores alone."""
    if not themes:
        return Bearing("", OnThemes())
    public = view.audience == "public"
    said = _statements(themes, published_records(records) if public else records)
    if public:
        return Bearing(said, OnThemes())
    states = memo(records, _action_states, view.today)
    plan = on_themes(states, themes)
    return Bearing(" ".join(filter(None, (said, _plan(plan, any_at_all=states.height > 0)))), plan)


def _action_states(records: Records, today: date) -> pl.DataFrame:
    return action_states(records["action"], today)


def _statements(themes: Collection[str], records: Records) -> str:
    """ "It bears on Governance and Learning, both scored 2 by CQC." Named are those that the
    codebook ties to the themes first."""
    tied = dict(_tied(records))
    bears = list(dict.fromkeys(each for theme in themes for each in tied.get(theme, ())))[:_NAMED]
    scores = assessed(records["score"], records.framework.frame())
    found = {
        statement: (name, score)
        for statement, name, score in scores.select("statement", "short_name", "score").iter_rows()
    }
    told = [found[each] for each in bears if each in found]
    if not told:
        return ""
    names, known = [name for name, _ in told], {score for _, score in told}
    if known == {None}:
        return f"It bears on {listed(names)}."
    if len(known) == 1:
        both = "both " if len(told) > 1 else ""
        return f"It bears on {listed(names)}, {both}scored {known.pop()} by CQC."
    scored = [f"{name} ({score or 'not scored'})" for name, score in told]
    return f"It bears on {listed(scored)}, as CQC scored them."


def _tied(records: Records) -> Iterable[tuple[str, list[str]]]:
    return records["theme"].select("theme", pl.col("statements").fill_null([])).iter_rows()


def _plan(plan: OnThemes, *, any_at_all: bool) -> str:
    if not any_at_all:
        return ""
    if not plan.open:
        return "No open action in the plan is on it."
    said = f"{sentence(counted(plan.open, 'open action'))} {agree(plan.open, 'is', 'are')} on it"
    if plan.overdue:
        said += f", {number_word(plan.overdue)} overdue"
    return f"{said}."
