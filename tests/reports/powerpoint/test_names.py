"""Names that differ stay different when they are shortened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.powerpoint.text import SMALLEST, lines_of, shortened_apart

LONG = "Community Occupational Therapy and Equipment Team"


def test_teams_of_one_beginning_keep_their_ends() -> None:
    names = [f"{LONG} {place}" for place in ("North", "South", "East", "West", "Central")]
    found = shortened_apart([*names, "Front door team"], 150, SMALLEST)
    assert len(set(found)) == len(found)
    for name, place in zip(found, ("North", "South", "East", "West", "Central"), strict=False):
        assert name.endswith(place)
    assert found[-1] == "Front door team"


@given(
    st.lists(
        st.text(alphabet="abcdefgh ", min_size=1, max_size=60).filter(str.strip),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_one_line_each(names: list[str]) -> None:
    found = shortened_apart(names, 140, SMALLEST)
    assert all(len(lines_of(text, 140, SMALLEST)) <= 1 for text in found)
    distinct = {" ".join(name.split()) for name in names}
    assert len({" ".join(text.split()) for text in found}) >= min(len(distinct), 1)
