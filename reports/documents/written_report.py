"""A written report, said without a file format: headings, paragraphs, tables, pictures.

The statutory complaints report, the self-assessment and a review's minutes are written reports.
`reports.pdf.written_report` and `reports.word.written_report` write them; nothing of a report
depends on which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from components.exhibits.view import View
from vocabulary.audience import Audience
from vocabulary.nature import Nature


@dataclass(frozen=True)
class Heading:
    """A heading below the title. level: 1 to 3, never skipping one on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Sentences. lead: the paragraph's first words, in bold ("Not recorded.")."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of short texts. numbered: their order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class KeyFacts:
    """Names with their values ("Complaints received", "124"), set apart from the text."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with a row of headings, repeated on every page it runs over.

    rows: cells as people read them, as many in each as there are headers. caption: what the table
    shows. numbers: places (from 0) of columns that hold numbers, set to the right. widths: the
    columns' shares of the page's width, or empty for what their texts need.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a row that does not fit its headers."""
        if any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError(f"table '{self.caption}': a row has more or fewer cells than headers")
        if self.widths and len(self.widths) != len(self.headers):
            raise ValueError(f"table '{self.caption}': widths for other columns than there are")


@dataclass(frozen=True)
class Picture:
    """A drawing with what it says in words. svg: for PDF; png: for Word; width_mm: on the page."""

    svg: bytes
    png: bytes
    alternative: str
    caption: str = ""
    width_mm: float = 160.0


@dataclass(frozen=True)
class Notice:
    """Something to see before reading on: a gap in the records, a limit of the figures."""

    title: str
    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


def part_notice(said: str) -> Notice:
    """That only part of a file is in. `said`: of which file, as a sentence."""
    return Notice(
        said, "The rest has to be put right and brought in first: the numbers are not whole yet."
    )


Part = Heading | Paragraph | Bullets | KeyFacts | Table | Picture | Notice | PageBreak


@dataclass(frozen=True)
class WrittenReport:
    """A written report and what stands on every page of it.

    title: such as "Annual report on complaints". subtitle: the period, or the statement. nature:
    of the records it is made from; illustrative ones are marked on the first page and every other.
    as_at: the moment the records are shown as known at (UTC; None: when produced). produced: when
    it was made (UTC). revision: the number of the ledger's newest batch known then, None where no
    records are behind it. parts: in reading order.
    """

    title: str
    council: str
    nature: Nature
    audience: Audience
    day: date
    as_at: datetime | None
    produced: datetime
    parts: tuple[Part, ...]
    subtitle: str = ""
    revision: int | None = None

    @classmethod
    def of(
        cls,
        view: View,
        title: str,
        subtitle: str,
        parts: Sequence[Part],
        *,
        revision: int,
        produced: datetime,
    ) -> WrittenReport:
        """A report of what a view looks at."""
        return cls(
            title=title,
            council=view.council,
            nature=view.nature,
            audience=view.audience,
            day=view.today,
            as_at=view.as_at,
            produced=produced,
            parts=tuple(parts),
            subtitle=subtitle,
            revision=revision,
        )
