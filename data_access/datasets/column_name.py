"""What a council calls a column, as people confirmed it before there were recipes. Nothing is added
to it any more; what was confirmed stays in the ledger."""

from sqlmodel import Field, SQLModel

from data_access.datasets.base import Dataset, LedgerRow


class ColumnNameFields(SQLModel):
    """A column name and the field it stands for."""

    authority: str = Field(description="Whose files use the name, or 'every council'.")
    dataset: str = Field(description="The dataset the files are imported to.")
    header: str = Field(description="The column's name in the files.")
    field: str = Field(description="The field it stands for.")


class ColumnName(LedgerRow, ColumnNameFields, table=True):
    """A version of what a column name stands for."""

    __tablename__ = "column_name"


COLUMN_NAME = Dataset(
    name="column_name",
    title="Column names",
    grain="one row per dataset and column name",
    description="Which column was which field, as confirmed before recipes; nothing reads it now.",
    table=ColumnName,
    fields_model=ColumnNameFields,
    natural_key=("authority", "dataset", "header"),
)
