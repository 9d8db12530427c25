"""Our XmR results against the reference's, apart from the decisions `docs/methods.md` lists."""

from types import ModuleType

import polars as pl

from tests.measures.reference import assert_close, assert_same, reference

LABELS = {
    "Common Cause": "common_cause",
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Points Above CL": "shift_above",
    "7 Points Below CL": "shift_below",
    "7 Point Trend (Increasing)": "trend_increasing",
    "7 Point Trend (Decreasing)": "trend_decreasing",
    "2 in 3 Above CL": "two_in_three_above",
    "2 in 3 Below CL": "two_in_three_below",
}
RARE_EVENTS = ("s188", "s200")
"""All but one value are zero: the reference screens every moving range but zeros away."""
JOINED_TRENDS = (("s142", "2019-07-01"), ("s144", "2019-08-01"), ("s148", "2019-08-01"))
"""The last point of one trend, followed by a trend the same way: the reference gives it the
direction of the step between the two."""


def check_points(
    process_control: ModuleType, inputs: str, outputs: str, *, screen: bool = True
) -> None:
    """Compare every point of one file, figure by figure and label for label."""
    theirs = reference(outputs).with_columns(pl.col("special_cause_type").replace_strict(LABELS))
    ours = process_control.xmr(reference(inputs), screen).points
    both = theirs.join(ours, on=["series", "date"], how="left", suffix="_ours")
    if screen:
        both = both.filter(~pl.col("series").is_in(RARE_EVENTS))
    assert_close(both["mean_ours"], both["mean"], both)
    limited = _without_constant(both)
    assert_close(limited["lower_limit"], limited["lpl"], limited)
    assert_close(limited["upper_limit"], limited["upl"], limited)
    joined = pl.struct("series", "date").is_in(
        [{"series": series, "date": date} for series, date in JOINED_TRENDS]
    )
    labelled = both.filter(~joined)
    assert_same(labelled["special_cause"], labelled["special_cause_type"], labelled)
    if "point_type" in labelled.columns:
        meaning = labelled["point_type"].str.strip_prefix("special_cause_")
        assert_same(labelled["meaning"], meaning, labelled)
    if "rebase_group_ours" in labelled.columns:
        assert_same(labelled["rebase_group_ours"], labelled["rebase_group"], labelled)


def check_series(process_control: ModuleType, inputs: str, outputs: str) -> None:
    """Compare every series' standing, apart from those the reference could not do."""
    theirs = reference(outputs).filter(
        pl.col("error").is_null(), ~pl.col("series").is_in(RARE_EVENTS)
    )
    ours = process_control.xmr(reference(inputs)).latest
    both = theirs.join(ours, on="series", how="left", suffix="_ours")
    assert_close(both["mean_ours"], both["mean"], both)
    limited = _without_constant(both)
    assert_close(limited["lower_limit"], limited["lpl"], limited)
    assert_close(limited["upper_limit"], limited["upl"], limited)
    assert_same(both["n_ours"], both["n"], both)
    assert_same(both["direction_ours"], both["direction"], both)
    assert_same(both["variation"], both["variation_type"].str.strip_prefix("special_cause_"), both)
    assert_same(limited["assurance"], limited["assurance_type"].fill_null("none"), limited)


def _without_constant(both: pl.DataFrame) -> pl.DataFrame:
    """Leave out groups of equal values, for which the reference has no limits once it screens."""
    constant = (pl.col("lower_limit") == pl.col("mean_ours")) & pl.col("lpl").is_null()
    return both.filter(constant.not_().fill_null(value=True))


FILES = ("xmr", "xmr_rebase", "xmr_edge", "xmr_equal")


def check_all(process_control: ModuleType) -> None:
    """Compare every XmR file."""
    for name in FILES:
        check_points(process_control, f"{name}_in", f"{name}_points")
        check_series(process_control, f"{name}_in", f"{name}_series")
    check_points(process_control, "xmr_in", "xmr_noscreen_points", screen=False)
