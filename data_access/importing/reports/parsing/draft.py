"""A document while it is being read: each block is claimed once, for one use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from data_access.importing.reports.files.lines import Extract
from data_access.importing.reports.parsing.blocks import Block, assemble
from data_access.importing.reports.parsing.result import (
    Conflict,
    LineUse,
    Narrative,
    ParsedFinding,
    Place,
    Unrecognised,
    Use,
)
from data_access.importing.reports.parsing.score_line import ScoreMark


@dataclass(frozen=True)
class GivenScore:
    """A score one place of the document gives a statement."""

    statement: str
    mark: ScoreMark
    line: int
    in_page: bool


@dataclass
class Draft:
    """The blocks of one document, what each was claimed for, and what was read so far."""

    source: str
    extract: Extract
    blocks: list[Block]
    uses: list[Use | None]
    given: list[GivenScore] = field(default_factory=list)
    named_only: list[tuple[str, int]] = field(default_factory=list)
    findings: list[ParsedFinding] = field(default_factory=list)
    commitments: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)
    narrative: list[Narrative] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    authority: str | None = None
    rating: str | None = None
    percentage: int | None = None
    published: date | None = None

    @classmethod
    def of(cls, source: str, extract: Extract) -> Draft:
        """A draft with its blocks put together and rules and menus already set aside."""
        blocks = assemble(extract)
        uses: list[Use | None] = [
            "furniture" if block.role in {"rule", "furniture"} else None for block in blocks
        ]
        return cls(source, extract, blocks, uses, notes=list(extract.notes))

    def free(self, index: int) -> bool:
        """Whether the block has not been claimed yet."""
        return self.uses[index] is None

    def claim(self, index: int, use: Use) -> None:
        """Use the block for one thing."""
        self.uses[index] = use

    def refuse(self, index: int, why: str) -> None:
        """Put the block among the lines that were not recognised."""
        self.claim(index, "unrecognised")
        block = self.blocks[index]
        self.unrecognised.append(Unrecognised(self.source, block.line, block.text, why))

    def doubt(self, line: int, text: str, why: str) -> None:
        """Point out a line whose block is used, but not for everything it says."""
        self.unrecognised.append(Unrecognised(self.source, line, text, why))

    def note(self, text: str) -> None:
        """Add a note once."""
        if text not in self.notes:
            self.notes.append(text)

    def place(self, line: int, text: str) -> Place:
        """A place in this document."""
        return Place(self.source, line, text)

    def next_free(self, index: int, limit: int) -> int | None:
        """The next block after this one that is not yet claimed, before `limit`."""
        return next((i for i in range(index + 1, limit) if self.free(i)), None)

    def line_uses(self) -> tuple[LineUse, ...]:
        """The use of every line that has text, in order."""
        used: dict[int, Use] = {}
        for block, use in zip(self.blocks, self.uses, strict=True):
            for line in block.lines:
                used.setdefault(line, use or "unrecognised")
        return tuple(LineUse(line, used[line]) for line in sorted(used))
