"""Example Borough's records, loaded as if they had become known over two years.

Everything here is invented, and written for this product: no sentence is a real report's. The
moments of its story are fixed, so that two stores with the example show the same at every moment,
and "as at" an earlier day shows an earlier state. After the story a month at a time follows the
calendar (`bring_forward`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import pairwise

import polars as pl

from data_access.datasets import (
    CHARACTERISTIC,
    COUNCIL,
    COUNCIL_PROFILE,
    EVENT,
    FINDING,
    INDICATOR,
    JUDGEMENT,
    OMBUDSMAN,
    RATING,
    SCORE,
)
from data_access.errors import DataError
from data_access.example import own_record
from data_access.example.characteristics import characteristics, judgements
from data_access.example.records import EXAMPLE_BOROUGH, FOLDER, written
from data_access.example.scorecard import happened, scorecard
from data_access.example.timeline import LAST_DAY, SCORECARD_CAME, later_months
from data_access.importing.coding.suggest import suggest_all
from data_access.importing.coding.themes import ThemeRule, load_codebook
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import Landed, append
from data_access.snapshot import snapshot
from data_access.store.bulk import split_list
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.nature import Nature
from vocabulary.principal import Principal
from vocabulary.wording import long_date, month_end

END_OF_WORK = time(17, 20)
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


def load_example(store: Store, principal: Principal, until: date = LAST_DAY) -> list[Landed]:
    """Append Example Borough's records to a day, oldest first. Steps that are there already are
    passed over, so that doing so again changes nothing.

    The store should be new: DataError if it holds a batch recorded after the example's.
    """
    landed = []
    there = set(history(store, principal=principal).get_column("sha256"))
    after = _brought_to(there, until)
    later = (step for step in later_steps(until) if step.recorded_at.date() > after)
    for step in (*steps(), *later):
        if step.sha256 in there:
            continue
        try:
            done = _append(store, step, step.entries(), principal, step.recorded_at)
        except DataError:
            if _is_there(store, step, principal):  # another process was loading the example too
                continue
            raise
        landed.append(done)
    return landed


def bring_forward(store: Store, principal: Principal, until: date) -> Landed | None:
    """Append the months after the story that are over by a day and not in the store yet, in one
    import, known from now on: what was shown and kept before stays as it was. None where nothing
    is missing; two who do so at once leave one import.

    Rows that somebody wrote since stay theirs: an action closed by hand is not opened again.
    """
    past = history(store, principal=principal)
    after = _brought_to(set(past.get_column("sha256")), until)
    *_, newest = (after, *map(month_end, later_months(until)))
    if newest <= after:
        return None
    step = _later_step(after, newest, newest)
    known = snapshot(EXAMPLE_BOROUGH, principal=principal, store=store)
    others = past.filter(pl.col("action") != Action.EXAMPLE.value).get_column("batch_id")
    entries = [_not_theirs(each, known[each.dataset.name], others) for each in step.entries()]
    landed = _append(store, step, entries, principal, None)
    return landed if landed.batch_ids else None


def _brought_to(there: set[str], until: date) -> date:
    """The last day that the record of a store goes up to, of imports with these digests."""
    # As far as any clock may have been set, so that one set back adds nothing again.
    ends = map(month_end, later_months(until.replace(day=1, year=until.year + 10)))
    return max(
        (end for end in ends if _later_step(LAST_DAY, end, end).sha256 in there), default=LAST_DAY
    )


def _not_theirs(entry: Entry, held: pl.DataFrame, others: pl.Series) -> Entry:
    theirs = held.filter(pl.col("batch_id").is_in(others.implode()))
    key = list(entry.dataset.natural_key)
    columns = [name for name in key if name in entry.frame.columns]
    return replace(entry, frame=entry.frame.join(theirs, on=columns, how="anti", nulls_equal=True))


def _append(
    store: Store, step: Step, entries: list[Entry], principal: Principal, at: datetime | None
) -> Landed:
    return append(
        store,
        entries,
        principal=replace(principal, name=f"{step.role} (example)"),
        source_name=step.source_name,
        action=Action.EXAMPLE,
        nature=Nature.ILLUSTRATIVE,
        sha256=step.sha256,
        recorded_at=at,
        # In the evening: the day is over.
        extracted=step.recorded_at.date() + timedelta(days=1),
    )


def steps() -> tuple[Step, ...]:
    """The imports of the example's story in the order of time. Moments are UTC, naive."""
    together = (*_assessment(), *_own_record(), _scorecard())
    return tuple(sorted(together, key=lambda step: step.recorded_at))


def later_steps(until: date) -> tuple[Step, ...]:
    """The imports of the months after the story that are over by a day, one a month."""
    ends = (LAST_DAY, *map(month_end, later_months(until)))
    return tuple(_later_step(after, end, ends[-1]) for after, end in pairwise(ends))


def _later_step(after: date, end: date, to: date) -> Step:
    return Step(
        datetime.combine(end, END_OF_WORK),
        "Performance officer",
        f"Example Borough's own record to {long_date(end)}",
        partial(_became_known, after, end, to),
    )


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


def _became_known(after: date | None, until: date, to: date = LAST_DAY) -> list[Entry]:
    return own_record.entries(after, until, citations(), to)


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
            lambda: [
                Entry(COUNCIL, _council()),
                Entry(COUNCIL_PROFILE, profile()),
                *_letters("2024-07-24"),
            ],
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
        Step(
            datetime(2026, 9, 22, 10, 10),
            "Quality assurance lead",
            "Invented rating characteristics, and our judgement of them",
            lambda: [
                Entry(CHARACTERISTIC, characteristics()),
                Entry(JUDGEMENT, judgements(citations())),
            ],
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


def profile() -> pl.DataFrame:
    """What Example Borough is like, columns as the register's."""
    return pl.DataFrame(
        {
            "authority": [EXAMPLE_BOROUGH],
            "short_name": [EXAMPLE_BOROUGH],
            "authority_type": ["London borough"],
            "region": ["London"],
            "population": [273000],
            "population_year": [2020],
            "area_km2": [43.0],
            "deprivation": [19.6],
            "deprivation_year": [2019],
            "source": ["Made up for Example Borough"],
        }
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
    "bring_forward",
    "citations",
    "confirmed_on",
    "findings",
    "judged_findings",
    "later_steps",
    "load_example",
    "profile",
    "scores",
    "steps",
]
