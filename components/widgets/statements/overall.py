"""Where the council stands: its scores, the overall score, and what would change it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.memo import memo
from components.exhibits.ratings.overall_score import needed_for_good, steps_sentence
from measures.ratings.rating import BANDS, Overall, overall, single_steps
from measures.ratings.scores import assessed, latest, rated
from vocabulary.wording import counted, sentence


def newest_scores(known: Records, kind: str = "published") -> pl.DataFrame:
    """`measures.ratings.scores.latest` of the council's scores of a kind, one row a statement."""
    return memo(known, _newest_scores, kind)


def _newest_scores(known: Records, kind: str) -> pl.DataFrame:
    return latest(known["score"], known.framework.frame(), kind)


def assessed_scores(known: Records) -> pl.DataFrame:
    """`measures.ratings.scores.assessed` of the council's published scores, one row a statement of
    the framework it was assessed under."""
    return memo(known, _assessed_scores)


def _assessed_scores(known: Records) -> pl.DataFrame:
    return assessed(known["score"], known.framework.frame())


COLUMNS = 3
_SCORES = (1, 2, 3, 4)


@st.fragment
def what_if(own: pl.DataFrame, *, page: str, council: str) -> None:
    """Every score to change, and the overall score they give; nothing of a council that is not
    scored yet. Nothing is stored. `own`: the scores of the council's newest assessment, as
    `measures.ratings.scores.assessed` gives them."""
    now = rated(own)
    known = {row["statement"]: row["score"] for row in own.iter_rows(named=True)}
    if not any(known.values()):
        return
    # The scores are part of the name: a trial on those of another day is another trial.
    prefix = f"{page}_what_if_{council}_{'.'.join(str(score) for score in known.values())}"
    keys = {f"{prefix}_{statement}": score for statement, score in known.items()}
    with look.card("what_if"):
        for key, score in keys.items():
            st.session_state.setdefault(key, score)
        tried: list[int | None] = [st.session_state[key] for key in keys]
        changed = tried != list(keys.values())
        result = overall(tried, now.statements)
        if not changed:
            tried_now = [score for score in tried if score is not None]
            headline = (
                steps_sentence(result, single_steps(tried_now, now.statements))
                if result.band is not None
                else needed_for_good(result)
            )
            look.card_header(f"What if? {headline}", "Change any score to see the rating.")
        else:
            look.card_header(_changed_headline(now, result), "A trial: nothing is stored.")
        rating_line(result, alternative=f"With these scores: {_place(result)}.")
        # The controls take a browser as long as all the rest of the page: only who asks gets them.
        opened = f"{prefix}_opened"
        if not (changed or st.session_state.get(opened)):
            st.button(
                "Try other scores",
                key=f"{prefix}_open",
                on_click=st.session_state.update,
                args=({opened: True},),
            )
            return
        rows = list(own.iter_rows(named=True))
        for column, start in zip(
            st.columns(COLUMNS, gap="medium"),
            range(0, len(rows), -(-len(rows) // COLUMNS)),
            strict=False,
        ):
            with column:
                for row in rows[start : start + -(-len(rows) // COLUMNS)]:
                    st.segmented_control(row["name"], _SCORES, key=f"{prefix}_{row['statement']}")
        if changed:
            st.button(
                "Back to the published scores",
                key=f"{prefix}_reset",
                on_click=st.session_state.update,
                args=(keys,),
            )


def rating_line(result: Overall, *, alternative: str, message: str | None = None) -> None:
    """The scale of ratings with an overall score or the range still possible."""
    bands = [look.Band(name.capitalize(), start) for name, start in BANDS]
    look.rating_scale(
        bands, result.lowest, result.highest, alternative=alternative, message=message
    )


def _place(result: Overall) -> str:
    if result.band is None:
        return f"{result.lowest} to {result.highest}%"
    return f"{result.percentage}%, {result.band}"


def _changed_headline(now: Overall, then: Overall) -> str:
    if then.band is None:
        return f"With these scores, {then.lowest} to {then.highest}% would be possible"
    if now.band == then.band:
        return f"{sentence(then.band)} still, at {then.percentage}%"
    change = then.total - now.total
    if now.band is None:
        return f"{sentence(then.band)} at {then.percentage}%"
    moved = counted(abs(change), "point")
    return f"{sentence(then.band)} at {then.percentage}%, {moved} {'up' if change > 0 else 'down'}"
