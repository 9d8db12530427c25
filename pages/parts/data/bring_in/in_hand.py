"""The files that somebody dropped, in their order, until each has landed or is let go."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import randbelow

import streamlit as st

from components.exhibits.effect import HeadlineChange
from components.web.sessions.begun_anew import begun_anew
from components.web.sessions.uploads import let_go_of_upload
from data_access.importing.dropped import Dropped, kind_of, why_not_taken
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.recipe import Recipe

PASTED = "pasted text"
_FILES, _ROUND = "data_in_hand", "data_drop_round"
_MANY_ROUNDS = 10**9


@dataclass
class InHand:
    """A dropped file. kind: a table of records, or a published page or letter. recipe: what was
    said of it on screen. put: questions that may stay open and were put once. plan, read_from: the
    reading last made, and what it was made from. refused: why it is not taken. landed: what came
    in. headlines: what pages will say after it, once worked out. turn: counted up with each
    reading, so that the boxes on screen begin anew."""

    number: str
    name: str
    content: bytes
    kind: Dropped = Dropped.TABLE
    recipe: Recipe = field(default_factory=Recipe)
    put: set[str] = field(default_factory=set)
    plan: Plan | None = None
    read_from: tuple[str, str, int] | None = None
    refused: str = ""
    landed: str = ""
    headlines: tuple[HeadlineChange, ...] | None = None
    turn: int = 0

    @property
    def open(self) -> bool:
        """Whether something can still be done with it."""
        return not (self.landed or self.refused)

    @property
    def waits(self) -> bool:
        """Whether it is a table that nobody has read yet."""
        return self.open and self.plan is None and self.kind is Dropped.TABLE

    def say(self, recipe: Recipe) -> None:
        """Read it with this recipe from now on."""
        self.recipe = recipe
        self.turn += 1


def in_hand() -> list[InHand]:
    """The files, in the order in which they were dropped."""
    files: list[InHand] = st.session_state.setdefault(_FILES, [])
    return files


def drop_round() -> int:
    """Changes whenever the place to drop files is emptied, as it is where the dashboard was
    restarted: the browser would list there what the server has not got."""
    if _ROUND not in st.session_state:
        st.session_state[_ROUND] = randbelow(_MANY_ROUNDS) if begun_anew() else 0
    number: int = st.session_state[_ROUND]
    return number


def take(given: list[tuple[str, str, bytes]]) -> None:
    """Take files (number, name, content) over from the place where they were dropped; whoever
    begins anew has done with what landed before."""
    files = in_hand()
    if not any(file.open for file in files):
        files.clear()
    known = {file.number for file in files}
    for number, name, content in given:
        if number not in known:
            file = InHand(number, name, content, kind_of(name, content))
            files.append(file)
            if file.kind is Dropped.UNKNOWN:
                refused(file, why_not_taken(name, content))
    st.session_state[_ROUND] = drop_round() + 1


def take_pasted(text: str) -> None:
    """Take the pasted text of a published page."""
    in_hand().append(InHand(f"pasted_{drop_round()}", PASTED, text.encode(), Dropped.REPORT))
    st.session_state[_ROUND] = drop_round() + 1


def let_go(file: InHand) -> None:
    """Forget a file that does not come in."""
    files = in_hand()
    if file in files:
        files.remove(file)
    let_go_of_upload(file.number)


def put_last(file: InHand) -> None:
    """Come to a file after the others."""
    files = in_hand()
    if file in files:
        files.remove(file)
        files.append(file)


def landed(file: InHand, said: str) -> None:
    """A file came in: its content and reading are let go, its line in the list stays."""
    file.landed, file.content, file.plan = said, b"", None
    let_go_of_upload(file.number)


def refused(file: InHand, why: str) -> None:
    """A file is not taken."""
    file.refused, file.content, file.plan = why, b"", None
    let_go_of_upload(file.number)
