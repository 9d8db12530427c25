"""When the next assessment is expected, where a council knows it better than can be worked out."""

from datetime import date

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import authority_column, day_column
from vocabulary.characteristics import AssessmentKind


class ExpectedAssessmentFields(SQLModel):
    """One kind of assessment, and the day on which it is expected."""

    authority: str = authority_column()
    kind: AssessmentKind = choice_column(
        "The yearly self-assessment that is discussed with the regulator, or a reassessment.",
        label="Kind of assessment",
        example="Reassessment by the regulator",
        aliases=("kind", "type"),
    )
    expected: date = day_column("Day it is expected.", "Expected on", "date", needed=True)
    source: str | None = column(
        "How the council knows.",
        label="Source",
        example="Letter from the regulator, 3 March 2026",
        free_text=True,
        default=None,
    )


class ExpectedAssessment(LedgerRow, ExpectedAssessmentFields, table=True):
    """A version of when an assessment is expected."""

    __tablename__ = "expected_assessment"


EXPECTED_ASSESSMENT = Dataset(
    name="expected_assessment",
    title="Assessments expected",
    singular="expected assessment",
    grain="one row per kind of assessment",
    description=(
        "The days of the next yearly self-assessment and the next reassessment, where the council "
        "knows them: by when evidence has to be there. Else they are worked out from the newest "
        "published assessment."
    ),
    table=ExpectedAssessment,
    fields_model=ExpectedAssessmentFields,
    natural_key=("authority", "kind"),
    person_may_edit=True,
)
