"""The ledger as one would write it with all the memory in the world: the model it is held to.

Each import is kept whole, with everything it said. What stood at a moment is worked out from
nothing, by letting the imports that were visible then speak in turn. No supersession, no
affirmations, no tombstones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

Key = tuple[str, str]  # dataset, natural key
Content = tuple[object, ...]
State = dict[Key, Content]


@dataclass(frozen=True)
class Said:
    """What one import says of one dataset: these rows, and that nothing else is in its scope.

    `scope` lists the values of the replacing columns that occur, `scope_of` those of any row
    (by the place of the columns in its content); None where the import replaces nothing.
    """

    dataset: str
    rows: dict[str, Content]
    scope_columns: tuple[int, ...] = ()

    def speak(self, state: State) -> None:
        """Change what stands into what stands after this."""
        if self.scope_columns:
            scope = {self._scope_of(row) for row in self.rows.values()}
            for key, row in list(state.items()):
                if key[0] == self.dataset and self._scope_of(row) in scope:
                    del state[key]
        for name, row in self.rows.items():
            state[self.dataset, name] = row

    def _scope_of(self, row: Content) -> Content:
        return tuple(row[place] for place in self.scope_columns)


@dataclass
class ModelImport:
    """An import and the moments at which it came and went."""

    moment: datetime
    said: tuple[Said, ...]
    sha256: str | None
    turned: list[tuple[datetime, bool]] = field(default_factory=list)

    def visible(self, moment: datetime) -> bool:
        """Whether it counts at a moment."""
        shown = self.moment <= moment
        for when, restored in self.turned:
            if when <= moment:
                shown = restored
        return shown


class ModelLedger:
    """Imports in the order in which they came."""

    def __init__(self) -> None:
        self.imports: list[ModelImport] = []

    def state(self, moment: datetime) -> State:
        """Everything that stood at a moment."""
        state: State = {}
        for each in self.imports:
            if each.visible(moment):
                for said in each.said:
                    said.speak(state)
        return state

    def counts(self, said: Said) -> tuple[int, int, int, int]:
        """Rows new, changed, unchanged and removed if this were said now."""
        before = self.state(datetime.max)
        after = dict(before)
        said.speak(after)
        old = {key: row for key, row in before.items() if key[0] == said.dataset}
        keys = [(said.dataset, name) for name in said.rows]
        new = sum(key not in old for key in keys)
        same = sum(old.get(key) == after[key] for key in keys if key in old)
        removed = sum(key not in after for key in old)
        return new, len(keys) - new - same, same, removed

    def would_land(self, said: tuple[Said, ...], sha256: str | None, *, by_form: bool) -> bool:
        """Whether saying this now would make a difference, or be news of a new source."""
        counts = [self.counts(each) for each in said]
        if any(new or changed or removed for new, changed, _, removed in counts):
            return True
        seen = any(
            each.visible(datetime.max) and each.sha256 == sha256 and sha256 is not None
            for each in self.imports
        )
        return not by_form and not seen and any(same for _, _, same, _ in counts)
