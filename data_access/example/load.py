"""Example Borough's records, loaded as if they had become known over two years.

Everything here is invented, and written for this product: no sentence is a real report's. The
moments are fixed, so that two stores with the example show the same at every moment, and
"as at" an earlier day shows an earlier state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial

import polars as pl

from data_access.datasets import COUNCIL, EVENT, FINDING, INDICATOR, OMBUDSMAN, RATING, SCORE
from data_access.errors import DataError
from data_access.example import own_record
from data_access.example.records import EXAMPLE_BOROUGH, FOLDER, written
from data_access.example.scorecard import happened, scorecard
from data_access.importing.coding.suggest import suggest_all
from data_access.importing.coding.themes import ThemeRule, load_codebook
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import Landed, append
from data_access.store.bulk import split_list
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.nature import Nature
from vocabulary.principal import Principal
from vocabulary.wording import long_date

END_OF_WORK = time(17, 20)
SCORECARD_CAME = datetime(2026, 10, 5, 9, 10)
ASSESSED = date(2025, 3, 14)
SELF_ASSESSED = (date(2025, 11, 14), date(2026, 6, 18))
PEER_REVIEWED = date(2026, 2, 12)

_DOCUMENTS = {
    "cqc_assessment": "Illustrative assessment of Example Borough",
    "peer_review": "Illustrative peer review of Example Borough",
}


@dataclass(frozen=True)
class Step:
    """One import of the example: when it became known, who is said to have done it, and what."""

    recorded_at: datetime
    role: str
    source_name: str
    entries: Callable[[], list[Entry]]

    @property
    def sha256(self) -> str:
        """Stands for the step whatever version of the product loaded it, so that a store keeps
        the example it has."""
        return hashlib.sha256(f"Example Borough: {self.source_name}".encode()).hexdigest()


def load_example(store: Store, principal: Principal) -> list[Landed]:
    """Append Example Borough's records, oldest first. Steps that are there already are passed
    over, so that doing so again changes nothing.

    The store should be new: DataError if it holds a batch recorded after the example's.
    """
    landed = []
    there = set(history(store, principal=principal).get_column("sha256"))
    for step in steps():
        if step.sha256 in there:
            continue
        try:
            done = append(
                store,
                step.entries(),
                principal=replace(principal, name=f"{step.role} (example)"),
                source_name=step.source_name,
                action=Action.EXAMPLE,
                nature=Nature.ILLUSTRATIVE,
                sha256=step.sha256,
                recorded_at=step.recorded_at,
                # In the evening: the day is over.
                extracted=step.recorded_at.date() + timedelta(days=1),
            )
        except DataError:
            if _is_there(store, step, principal):  # another process was loading the example too
                continue
            raise
        landed.append(done)
    return landed


def steps() -> tuple[Step, ...]:
    """The example's imports in the order of time. Moments are UTC, naive."""
    together = (*_assessment(), *_own_record(), _scorecard())
    return tuple(sorted(together, key=lambda step: step.recorded_at))


def _own_record() -> list[Step]:
    """What the council recorded between assessments, in the evening of the last day."""
    return [
        Step(
            datetime.combine(until, END_OF_WORK),
            "Performance officer",
            f"Example Borough's own record to {long_date(until)}",
            partial(_became_known, after, until),
        )
        for after, until in own_record.periods()
    ]


def _scorecard() -> Step:
    """The whole scorecard, with what happened on the way: brought in last, so that what was shown
    before stays as it was."""
    return Step(
        SCORECARD_CAME,
        "Performance officer",
        "Example Borough's scorecard and front door",
        lambda: [Entry(INDICATOR, scorecard()), Entry(EVENT, happened())],
    )


def _became_known(after: date | None, until: date) -> list[Entry]:
    return own_record.entries(after, until, citations())


def citations() -> dict[str, str]:
    """How actions and lessons cite findings: the place ("learning 4.2", of the peer review
    "peer learning 1.2") to the finding's reference."""
    rows = judged_findings().select(
        "source_kind", "statement", "paragraph", "sentence", "reference"
    )
    return {
        f"{'peer ' if kind == 'peer_review' else ''}{statement} {paragraph}.{sentence}": reference
        for kind, statement, paragraph, sentence, reference in rows.iter_rows()
    }


def _assessment() -> tuple[Step, ...]:
    return (
        Step(
            datetime(2024, 7, 24, 10, 5),
            "Performance officer",
            "Example Borough and its ombudsman letters to 2023-24",
            lambda: [Entry(COUNCIL, _council()), *_letters("2024-07-24")],
        ),
        Step(
            datetime(2025, 3, 17, 9, 40),
            "Performance officer",
            "Illustrative assessment, 14 March 2025",
            lambda: [
                Entry(SCORE, scores("published", ASSESSED)),
                Entry(RATING, _rating()),
                Entry(FINDING, findings("cqc_assessment")),
            ],
        ),
        Step(
            datetime(2025, 3, 24, 14, 20),
            "Principal Social Worker",
            "Coding confirmed: learning",
            lambda: [Entry(FINDING, confirmed_on(date(2025, 3, 24)))],
        ),
        Step(
            datetime(2025, 4, 9, 11, 15),
            "Quality assurance lead",
            "Coding confirmed: equity and safe pathways",
            lambda: [Entry(FINDING, confirmed_on(date(2025, 4, 9)))],
        ),
        Step(
            datetime(2025, 5, 20, 8, 55),
            "Performance officer",
            "Coding confirmed: assessing needs, healthier lives and governance",
            lambda: [Entry(FINDING, confirmed_on(date(2025, 5, 20)))],
        ),
        Step(
            datetime(2025, 7, 23, 15, 30),
            "Performance officer",
            "Illustrative ombudsman letter 2024-25",
            lambda: _letters("2025-07-23"),
        ),
        Step(
            datetime(2025, 11, 17, 16, 5),
            "Quality assurance lead",
            "Self-assessment, November 2025",
            lambda: [Entry(SCORE, scores("self_assessed", SELF_ASSESSED[0]))],
        ),
        Step(
            datetime(2026, 2, 16, 10, 45),
            "Quality assurance lead",
            "Illustrative peer review, 12 February 2026",
            lambda: [
                Entry(SCORE, scores("peer_review", PEER_REVIEWED)),
                Entry(FINDING, confirmed_on(date(2026, 2, 16))),
            ],
        ),
        Step(
            datetime(2026, 6, 22, 9, 15),
            "Quality assurance lead",
            "Self-assessment, June 2026",
            lambda: [Entry(SCORE, scores("self_assessed", SELF_ASSESSED[1]))],
        ),
        Step(
            datetime(2026, 7, 22, 13, 50),
            "Performance officer",
            "Illustrative ombudsman letter 2025-26",
            lambda: _letters("2026-07-22"),
        ),
    )


def scores(kind: str, day: date) -> pl.DataFrame:
    """The scores of one assessment, columns as the score dataset's."""
    frame = _read("scores.csv").with_columns(
        pl.col("published").str.to_date("%Y-%m-%d"),
        pl.col("score").cast(pl.Int64),
        evidence=split_list(pl.col("evidence")),
        authority=pl.lit(EXAMPLE_BOROUGH),
    )
    return frame.filter((pl.col("kind") == kind) & (pl.col("published") == day))


def findings(source_kind: str) -> pl.DataFrame:
    """One document's findings as the rules code them, columns as the finding dataset's."""
    judged = judged_findings().filter(pl.col("source_kind") == source_kind)
    return judged.with_columns(
        polarity="suggested_polarity",
        category="suggested_category",
        themes="suggested_themes",
        coded_by=pl.lit("rule"),
    ).drop("confirmed")


def confirmed_on(day: date) -> pl.DataFrame:
    """Findings whose coding a person confirmed or corrected on a day, with what the rules had
    suggested beside it; columns as the finding dataset's."""
    judged = judged_findings().filter(pl.col("confirmed") == str(day))
    return judged.with_columns(coded_by=pl.lit("person")).drop("confirmed")


def _is_there(store: Store, step: Step, principal: Principal) -> bool:
    return step.sha256 in history(store, principal=principal).get_column("sha256")


def _read(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / name, infer_schema=False)


@lru_cache(maxsize=1)
def judged_findings() -> pl.DataFrame:
    """Every finding as a person judges it, with what the rules suggest beside it.

    Columns as the finding dataset's without coded_by, and confirmed: the day a person looked at
    it, or null. The frame is shared: never change it.
    """
    names = {key: statement.name for key, statement in STATEMENTS.items()}
    document = pl.col("source_kind").replace_strict(_DOCUMENTS)
    day = pl.col("published").dt.to_string("%-d %B %Y")
    statement = pl.col("statement").replace_strict(names)
    rows = _read("findings.csv").with_columns(
        pl.col("published").str.to_date("%Y-%m-%d"),
        pl.col("paragraph", "sentence").cast(pl.Int64),
        themes=split_list(pl.col("themes")),
        authority=pl.lit(EXAMPLE_BOROUGH),
    )
    codebook = load_codebook()
    coded = [
        page.with_columns(_suggested(page, codebook))
        for page in rows.partition_by("source_kind", "statement", maintain_order=True)
    ]
    return pl.concat(coded).with_columns(
        reference=pl.format(
            "{}, {}, {}, paragraph {}, sentence {}",
            document,
            day,
            statement,
            "paragraph",
            "sentence",
        )
    )


def _suggested(page: pl.DataFrame, codebook: list[ThemeRule]) -> list[pl.Series]:
    passages = page.select("paragraph", "sentence", "text").rows()
    codings = suggest_all(passages, codebook=codebook, statement=page.item(0, "statement"))
    themes = [list(coding.themes) for coding in codings]
    return [
        pl.Series("suggested_polarity", [coding.polarity for coding in codings]),
        pl.Series("suggested_category", [coding.category for coding in codings]),
        pl.Series("suggested_themes", themes, dtype=pl.List(pl.String())),
        pl.Series("why", [coding.why for coding in codings]),
    ]


def _council() -> pl.DataFrame:
    return pl.DataFrame(
        {"authority": [EXAMPLE_BOROUGH], "authority_type": ["London borough"], "home": [True]}
    )


def _rating() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "authority": [EXAMPLE_BOROUGH],
            "published": [ASSESSED],
            "overall_percentage": [62],
            "overall_rating": ["requires improvement"],
            "source": ["Illustrative assessment report, made up for Example Borough"],
        }
    )


def _letters(known_from: str) -> list[Entry]:
    letters = written("ombudsman", OMBUDSMAN).filter(pl.col("known_from") == known_from)
    return [Entry(OMBUDSMAN, letters.drop("known_from"))]


__all__ = [
    "EXAMPLE_BOROUGH",
    "Step",
    "citations",
    "confirmed_on",
    "findings",
    "judged_findings",
    "load_example",
    "scores",
    "steps",
]
