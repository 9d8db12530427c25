"""The codebook: themes that findings and other evidence are sorted by."""

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow, list_column

# The codebook that ships with the product stands under this name; a council's own entries
# (same theme, its own authority) go before it.
EVERY_COUNCIL = "every council"


class ThemeFields(SQLModel):
    """A codebook entry."""

    authority: str = Field(description=f"The council's name, or '{EVERY_COUNCIL}'.", min_length=1)
    theme: str = Field(description="Theme id, e.g. `training_access`.", min_length=1)
    name: str = Field(description="What it is called on screen.", min_length=1)
    definition: str | None = Field(default=None, description="What the theme is.")
    what_counts: str | None = Field(
        default=None, description="What is coded to it, and what is not."
    )
    statements: list[str] | None = list_column("Quality statements it bears on.")
    cues: list[str] | None = list_column("Words that suggest it; see docs/evidence-coding.md.")


class Theme(LedgerRow, ThemeFields, table=True):
    """A version of a codebook entry."""


THEME = Dataset(
    name="theme",
    title="Codebook",
    grain="one row per theme",
    description="Themes with their definitions and the words that suggest them.",
    table=Theme,
    fields_model=ThemeFields,
    natural_key=("authority", "theme"),
    person_may_edit=True,
    comes_with_product=True,
)
