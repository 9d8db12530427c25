"""What a measure's standing says, worked out from how it varies and how it stands to its target."""

from __future__ import annotations

from collections.abc import Sequence

from tests.components.exhibits.claims.words import Row, cap, many, word

SAYS = {
    "attention": ("needs attention", "need attention"),
    "improved": ("is getting better", "are getting better"),
    "usual": ("is as usual", "are as usual"),
    "unknown": ("cannot be judged yet", "cannot be judged yet"),
}
_BY_YEAR = {
    "worse than at other councils": "attention",
    "as usual, and misses its target": "attention",
    "as at other councils": "usual",
    "better than at other councils": "usual",
    "unlike other councils": "usual",
}


def signal_of(row: Row) -> str:
    """What a measure's row says: attention, improved, usual or unknown."""
    if row["figure"] is None:
        return "unknown"
    if row["chart"] == "yearly":
        return _BY_YEAR.get(row["verdict"], "unknown")
    if not row["uppers"] or row["uppers"][-1] is None:
        return "unknown"
    # A level that was reached and has been kept since is the usual one.
    settled = row["moved_by"] is not None and row["verdict"].startswith("as usual")
    if row["variation"] == "improvement" and not settled:
        return "improved"
    usual = row["variation"] == "common_cause" or settled
    return "usual" if usual and row["outlook"] != "consistent_fail" else "attention"


def with_signal(rows: Sequence[Row], signal: str) -> list[Row]:
    """The rows that say this."""
    return [row for row in rows if signal_of(row) == signal]


def how_many(rows: Sequence[Row]) -> str:
    """How many of some measures say the worst that any says, after the name and a colon."""
    worst = next(each for each in SAYS if with_signal(rows, each))
    these = len(with_signal(rows, worst))
    says = SAYS[worst][these != 1]
    if len(rows) == 1:
        return f"its one measure {says}"
    if these == len(rows):
        return f"both measures {says}" if these == 2 else f"all {word(these)} measures {says}"
    return f"{word(these)} of {many(len(rows), 'measure')} {says}"


def rest(rows: Sequence[Row]) -> list[str]:
    """How many are as usual, and how many cannot be judged."""
    usual, unknown = len(with_signal(rows, "usual")), len(with_signal(rows, "unknown"))
    said = [f"{cap(word(usual))} as usual."] if usual else []
    return said + ([f"{cap(word(unknown))} cannot be judged yet."] if unknown else [])
