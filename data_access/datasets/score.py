"""Quality statement scores: published, self-assessed and from peer review."""

from datetime import date

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow, list_column, text_type
from vocabulary.framework import CQC_2023
from vocabulary.ratings import ScoreKind


class ScoreFields(SQLModel):
    """A score for one quality statement in one assessment."""

    authority: str = Field(description="The council's full name.", min_length=1)
    statement: str = Field(description="Quality statement id, e.g. `learning`.")
    kind: ScoreKind = Field(
        sa_type=text_type(), description="Published by CQC, self-assessed, or a peer review's."
    )
    published: date | None = Field(
        default=None, description="Day the assessment was published or the judgement was made."
    )
    published_as_stated: str | None = Field(
        default=None,
        description="The date as the source gives it, where that is only a month or a year.",
    )
    score: int | None = Field(
        default=None,
        ge=1,
        le=4,
        description="1 inadequate, 2 requires improvement, 3 good, 4 outstanding; empty: unknown.",
    )
    framework: str = Field(default=CQC_2023.version, description="Version of CQC's framework.")
    commitment: str | None = Field(
        default=None, description="The statement of commitment printed with the assessment."
    )
    rationale: str | None = Field(
        default=None, description="Why this score (self-assessment, peer review)."
    )
    evidence: list[str] | None = list_column(
        "Links or references to the evidence for a self-assessment."
    )
    source: str | None = Field(default=None, description="Where the score was read.")
    pilot: bool | None = Field(
        default=None,
        description="True: from CQC's pilots of 2023, indicative and apart from formal scores.",
    )
    note: str | None = Field(
        default=None, description="What is to be known of the source, where it is in doubt."
    )


class Score(LedgerRow, ScoreFields, table=True):
    """A version of a score."""


SCORE = Dataset(
    name="score",
    title="Quality statement scores",
    grain="authority × statement × assessment",
    description="Scores from 1 to 4, with who gave them and when.",
    table=Score,
    fields_model=ScoreFields,
    natural_key=("authority", "statement", "kind", "published", "published_as_stated"),
    rhythm_days=365,
    person_may_edit=True,
    published_where=("kind", ScoreKind.PUBLISHED),
)
