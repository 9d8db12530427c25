"""Each exhibit that is watched, in a line. Nothing is counted here but the rows of a list: figures
are the exhibit's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from components.exhibits.briefs.brief import Brief, People
from components.exhibits.exhibit import Exhibit
from measures.coproduction.activities import ReachState
from measures.plan.progress import ActionState
from measures.training.access import DutyState
from vocabulary.attention import Stake
from vocabulary.verdict import Verdict
from vocabulary.wording import counted, month_and_year, sentence, within


def brief_of(exhibit: Exhibit) -> Brief:
    """The exhibit in a line. KeyError for one that is not watched."""
    return BRIEFS[exhibit.key](exhibit)


def _plain(exhibit: Exhibit, stake: Stake, figure: float | None, said: str, **more: Any) -> Brief:
    return Brief(exhibit.headline, exhibit.verdict, stake, figure=figure, said=said, **more)


def _complaints(exhibit: Exhibit) -> Brief:
    known = exhibit.frame.drop_nulls("value")
    figure = float(known["value"][-1]) if known.height else None
    said = f"{figure:.0f}" if figure is not None else ""
    detail = exhibit.meaning or exhibit.verdict
    return Brief(exhibit.headline, detail, Stake.PEOPLE, True, figure, said, counts=True)


def _ombudsman(exhibit: Exhibit) -> Brief:
    row = _last(exhibit.frame)
    said = f"{row['upheld']} of {row['investigations']}" if row else ""
    return _plain(exhibit, Stake.PEOPLE, row.get("upheld"), said)


def _gap(exhibit: Exhibit) -> Brief:
    both = exhibit.frame.filter("together")
    shares = {row["specialist"]: row["share"] for row in both.iter_rows(named=True)}
    ours, others = shares.get(True), shares.get(False)
    if ours is None or others is None or exhibit.judged == Verdict.NOTHING_TO_COMPARE:
        return _plain(exhibit, Stake.PRACTICE, None, "")
    return Brief(
        f"{ours:.0%} of specialist teams’ training in date",
        f"{exhibit.verdict.rstrip(':. ')}: other teams have {others:.0%}",
        Stake.PRACTICE,
        figure=ours,
        said=f"{ours:.0%}",
    )


def _loop(exhibit: Exhibit) -> Brief:
    stuck = exhibit.frame.drop_nulls("stuck").sort("stuck", "rank", descending=[True, False])
    row = stuck.row(0, named=True) if stuck.height else {}
    said = f"{row['stuck']} of {row['of']}" if row else ""
    detail = f"Most stop after “{within(row['step'])}”" if row and row["stuck"] else ""
    return Brief(
        exhibit.headline, detail, Stake.PRACTICE,
        figure=row.get("stuck"), said=said, counts=True,
    )  # fmt: skip


def _repeats(exhibit: Exhibit) -> Brief:
    looked = exhibit.frame.filter(pl.col("audits_since") > 0)
    again = looked.filter(pl.col("found_since") > 0).height
    return _plain(exhibit, Stake.PRACTICE, again, f"{again} of {looked.height}", counts=True)


def _timeliness(exhibit: Exhibit) -> Brief:
    rows = {row["step"]: row for row in exhibit.frame.iter_rows(named=True)}
    row = rows.get("answered", {})
    share, late = row.get("share"), row.get("overdue") or 0
    if share is None:
        return _plain(exhibit, Stake.PEOPLE, None, "")
    return Brief(
        f"{share:.0%} of complaints answered in time",
        f"{late} overdue now" if late else exhibit.verdict,
        Stake.PEOPLE,
        pressing=late > 0,
        figure=share,
        said=f"{share:.0%}",
    )


def _due(exhibit: Exhibit) -> Brief:
    late = exhibit.frame.filter(pl.col("state") == ActionState.OVERDUE)
    if late.is_empty():
        return _plain(exhibit, Stake.PRACTICE, 0, "0", counts=True)
    days = late["days_overdue"].max()
    return Brief(
        f"{sentence(counted(late.height, 'action'))} overdue",
        f"The oldest by {counted(int(str(days)), 'day')}" if days is not None else "",
        Stake.PRACTICE,
        pressing=True,
        figure=late.height,
        said=f"{late.height}",
        counts=True,
        owners=tuple(late["owner"].unique(maintain_order=True)),
    )


def _duties(exhibit: Exhibit) -> Brief:
    if exhibit.due is None:
        return _plain(exhibit, Stake.DUTY, None, "", pressing=True)
    soon = exhibit.frame.filter(
        (pl.col("state") == DutyState.STILL_DUE) & (pl.col("due") == exhibit.due)
    ).sort("not_met", descending=True, nulls_last=True)
    if soon.is_empty():
        return _plain(exhibit, Stake.DUTY, None, "")
    row = soon.row(0, named=True)
    met, lack = row["met"], row["not_met"]
    if met is None or lack is None:
        return _plain(exhibit, Stake.DUTY, None, "")
    who = str(row["name"]).partition(": ")[0].lower()
    return Brief(
        exhibit.headline,
        f"{met} of {met + lack} met it at the end of {row['month']:%B}",
        Stake.DUTY,
        figure=lack,
        said=f"{lack}",
        counts=True,
        people=People(met, lack, who, f"end of {month_and_year(row['month'])}"),
    )


def _rows(stake: Stake) -> Callable[[Exhibit], Brief]:
    """An exhibit that is a list of what needs attention: how long it is."""

    def told(exhibit: Exhibit) -> Brief:
        many = exhibit.frame.height
        return _plain(exhibit, stake, many, f"{many}", counts=True)

    return told


def _voices(exhibit: Exhibit) -> Brief:
    states = exhibit.frame["state"].to_list()
    out = [state for state in states if state in _UNHEARD]
    return _plain(exhibit, Stake.PEOPLE, len(out), f"{len(out)}", counts=True)


def _answers(exhibit: Exhibit) -> Brief:
    heard = exhibit.frame["heard_back"].drop_nulls().len()
    return _plain(exhibit, Stake.PRACTICE, heard, f"{heard}", counts=True)


def _said(exhibit: Exhibit) -> Brief:
    """An exhibit whose sentence holds no one figure to set beside an earlier one."""
    return _plain(exhibit, Stake.PRACTICE, None, "")


def _last(frame: pl.DataFrame) -> Mapping[str, Any]:
    return frame.row(-1, named=True) if frame.height else {}


_UNHEARD: Final = (ReachState.NEVER_HEARD, ReachState.NOT_HEARD_LATELY)
BRIEFS: Final[Mapping[str, Callable[[Exhibit], Brief]]] = {
    "complaints_volume": _complaints,
    "ombudsman_upheld": _ombudsman,
    "training_gap": _gap,
    "learning_loop": _loop,
    "audit_repeats": _repeats,
    "complaints_timeliness": _timeliness,
    "plan_due": _due,
    "training_duties": _duties,
    "learning_not_evidenced": _rows(Stake.FOLLOW_THROUGH),
    "coproduction_voices": _voices,
    "coproduction_answers": _answers,
    "audit_moderation": _said,
    "plan_without_evidence": _rows(Stake.FOLLOW_THROUGH),
    "staff_voice": _said,
}
"""By key, of every exhibit that is watched."""
