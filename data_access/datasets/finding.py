"""Findings: what an assessment says, one sentence or short passage a row."""

from datetime import date

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow, list_column, text_type
from vocabulary.findings import CodedBy, EvidenceCategory, Polarity, SourceKind


class FindingFields(SQLModel):
    """A finding and how it is coded."""

    authority: str = Field(description="The council's full name.", min_length=1)
    source_kind: SourceKind = Field(
        default=SourceKind.CQC_ASSESSMENT,
        sa_type=text_type(),
        description="Kind of document the finding was read in.",
    )
    published: date | None = Field(default=None, description="Day the document was published.")
    statement: str = Field(description="Quality statement id, e.g. `learning`.")
    section: str | None = Field(default=None, description="Heading the finding stands under.")
    paragraph: int = Field(ge=1, description="Paragraph number within the statement's findings.")
    sentence: int = Field(ge=1, description="Sentence number within the paragraph.")
    text: str = Field(description="The finding as printed, or paraphrased where marked.")
    paraphrased: bool = Field(
        default=False, description="True: said in our words, not quoted from the document."
    )
    polarity: Polarity = Field(
        sa_type=text_type(), description="Strength, shortfall, mixed, in progress, or context."
    )
    category: EvidenceCategory = Field(
        sa_type=text_type(), description="Whose evidence it is, by CQC's categories."
    )
    themes: list[str] = list_column("Themes from the codebook.")
    coded_by: CodedBy = Field(
        default=CodedBy.RULE,
        sa_type=text_type(),
        description="Suggested by rule, or confirmed or corrected by a person.",
    )
    suggested_polarity: str | None = Field(
        default=None, description="What the rules suggested, kept beside a correction."
    )
    suggested_category: str | None = Field(
        default=None, description="The evidence category the rules suggested."
    )
    suggested_themes: list[str] | None = list_column("The themes the rules suggested.")
    why: str | None = Field(default=None, description="The words that led to the suggestion.")
    reference: str | None = Field(
        default=None, description="Document, paragraph and sentence, as one would cite it."
    )


class Finding(LedgerRow, FindingFields, table=True):
    """A version of a finding."""


FINDING = Dataset(
    name="finding",
    title="Findings",
    grain="one sentence or short passage of evidence",
    description="What an assessment says, each passage traceable to its place and coded.",
    table=Finding,
    fields_model=FindingFields,
    natural_key=("authority", "source_kind", "published", "statement", "paragraph", "sentence"),
    rhythm_days=None,
    person_may_edit=True,
    published_where=("source_kind", SourceKind.CQC_ASSESSMENT),
)
