"""What a person said about the layout of a council's files, kept for the next of that layout."""

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow


class RecipeFields(SQLModel):
    """The answers for files of one layout."""

    authority: str = Field(description="Whose files they are.")
    layout: str = Field(description="Which files: a digest of their headers, in any order.")
    name: str = Field(description="Name of the file they were first given for.")
    records: str = Field(description="The dataset the files are read as.")
    recipe: str | None = Field(
        default=None, description="The answers, as TOML. Empty: taken away again."
    )


class KeptRecipe(LedgerRow, RecipeFields, table=True):
    """A version of a recipe."""

    __tablename__ = "recipe"


RECIPE = Dataset(
    name="recipe",
    title="Recipes",
    grain="one row per layout of file",
    description="Answers about the layout of files, so that the next file of it asks nothing.",
    table=KeptRecipe,
    fields_model=RecipeFields,
    natural_key=("authority", "layout"),
)
