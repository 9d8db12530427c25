"""What was changed because of each decision that the ombudsman upheld."""

from __future__ import annotations

from datetime import date

import polars as pl

from components.exhibits.complaints.volume import last_day
from components.exhibits.declaration import declare, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.view import View
from measures.complaints.outcomes import RemedyState, remedies
from measures.statistics.recorded import recorded
from vocabulary.learning import CheckResult
from vocabulary.wording import counted, number_word, sentence


@declare(
    key="complaints_changed",
    title="What was changed because of each upheld decision",
    question="What was changed because of each upheld decision?",
    meaning=(
        "For every complaint the ombudsman upheld: whether the remedy was in time, what was "
        "learnt, what was changed, and whether anybody checked that it worked."
    ),
    formula="Upheld decisions joined to lessons that name the complaint as where they were found.",
    source="Complaint and learning datasets.",
    how_to_read="One row a decision, newest first. A row without a lesson has taught nothing yet.",
    page="complaints",
    place=8070,
    inputs=lambda records, request, view: (
        records["complaint"],
        records["learning"],
        whole_to(records, "complaint"),
        request.filters,
    ),
    public=False,
    themes=("complaints", "learning_embedded"),
    place_on_statement=16,
)
def complaints_changed(
    complaints: pl.DataFrame,
    lessons: pl.DataFrame,
    whole: date | None,
    filters: Filters,
    view: View,
) -> Content:
    """The list, from the complaint and learning datasets."""
    on = last_day(complaints, whole, view)
    rows = filters.within(complaints, "ombudsman_decided")
    upheld = (
        remedies(rows, on)
        .filter(pl.col("ombudsman_outcome") == "upheld")
        .select("reference", "ombudsman_decided", "remedy")
    )
    learnt = (
        lessons.filter(
            pl.col("origin").is_in(["ombudsman", "complaint"])
            & pl.col("origin_reference").is_not_null()
            & (pl.col("found") <= view.today)
        )
        .sort("found")
        .unique("origin_reference", keep="last", maintain_order=True)
        .select("origin_reference", "lesson", "change", "changed_on", "checked_on", "check_result")
    )
    told = recorded(lessons, "origin_reference", "change", "changed_on", "checked_on")
    unchanged = "Nothing changed yet" if {"change", "changed_on"} <= told else "Not recorded"
    made = pl.col("change").is_not_null() & pl.col("changed_on").is_not_null()
    checked = pl.col("check_result").replace_strict(
        {code: f"Checked: {label.lower()}" for code, label in CheckResult.labels().items()},
        default="Checked",
    )
    frame = (
        upheld.join(
            learnt, left_on="reference", right_on="origin_reference", how="left",
            maintain_order="left",
        )
        .sort("ombudsman_decided", descending=True, nulls_last=True)
        .with_columns(
            made=made,
            remedy=pl.format("Remedy {}", _remedy(rows)),
            lesson=pl.col("lesson").fill_null("No lesson recorded yet"),
            change=pl.when(made).then("change").otherwise(pl.lit(unchanged)),
            check=pl.when(~made)
            .then(pl.lit("–"))
            .when(pl.col("checked_on").is_null())
            .then(pl.lit("Not checked yet" if "checked_on" in told else "Not recorded"))
            .otherwise(checked),
        )
    )  # fmt: skip
    changed = int(frame.get_column("made").sum()) if frame.height else 0
    if frame.is_empty():
        headline = "No complaint upheld by the ombudsman is recorded for this choice"
    else:
        how = sentence(number_word(changed)) if changed else "None"
        headline = f"{how} of {counted(frame.height, 'upheld decision')} led to a change"
        if frame.height == 1:
            headline = f"The one upheld decision has led to {'a' if changed else 'no'} change"
    proven = frame.filter(pl.col("check").str.starts_with("Checked")).height
    content = Content(
        headline=headline,
        subtitle=f"Complaints upheld by the ombudsman, {filters.words}",
        frame=frame,
        columns={
            # A reference and a day lead to one person's case.
            **(
                {}
                if view.audience == "public"
                else {"reference": "Complaint", "ombudsman_decided": "Decided"}
            ),
            "remedy": "Remedy",
            "lesson": "What was learnt",
            "change": "What was changed",
            "changed_on": "Changed",
            "check": "Did it work",
        },
        source="Complaints and lessons that name them as their origin.",
        verdict=f"{sentence(counted(proven, 'change'))} checked."
        if frame.height and (proven or "checked_on" in told)
        else "",
        meaning="A change nobody checked is not yet known to have worked."
        if proven < changed
        else "",
        signal="attention" if changed < frame.height else "usual",
    )
    if frame.height:  # what lessons say matters where there are decisions
        said = "Which complaints lessons came from is not recorded"
        content = unless_not_recorded(content, lessons, said, "origin_reference")
        said = "What was changed because of lessons is not recorded"
        for field in ("change", "changed_on"):
            content = unless_not_recorded(content, lessons, said, field)
    said = "What the ombudsman decided is not recorded"
    return unless_not_recorded(content, rows, said, "ombudsman_outcome")


def _remedy(rows: pl.DataFrame) -> pl.Expr:
    """Whether the remedy was in time; not recorded where no day due, or of a remedy, ever was."""
    state = pl.col("remedy").replace({RemedyState.ON_TIME: "in time"})
    told = recorded(rows, "remedy_due", "remedied")
    silent = [RemedyState.OVERDUE] if "remedied" not in told else []
    silent += list(RemedyState) if "remedy_due" not in told else []
    return pl.when(pl.col("remedy").is_in(silent)).then(pl.lit("not recorded")).otherwise(state)
