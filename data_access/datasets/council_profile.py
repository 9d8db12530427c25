"""The register of councils: what each is like, so that those alike can be set beside each other."""

from sqlmodel import SQLModel

from data_access.datasets.base import Dataset, LedgerRow, choice_column, column
from data_access.datasets.own_record import authority_column
from vocabulary.framework import AuthorityType
from vocabulary.nature import Nature


class CouncilProfileFields(SQLModel):
    """What a council is like: kind, region, people, area and deprivation."""

    authority: str = authority_column()
    short_name: str | None = column(
        "The council's name without the words for its kind.",
        label="Short name",
        example="Example",
        default=None,
        max_length=80,
    )
    ons_code: str | None = column(
        "The council's code by the Office for National Statistics.",
        label="ONS code",
        example="E09000099",
        default=None,
        max_length=9,
    )
    authority_type: AuthorityType | None = choice_column(
        "Kind of council.",
        label="Kind of council",
        example="London borough",
        default=None,
    )
    region: str | None = column(
        "The region of England it lies in.", label="Region", example="London", default=None
    )
    population: int | None = column(
        "People who live there.",
        label="Population",
        example="273000",
        unit="people",
        aliases=("population 2020",),
        default=None,
        ge=1,
    )
    population_year: int | None = column(
        "The year the population is of.",
        label="Year of population",
        example="2020",
        default=None,
        ge=1990,
    )
    area_km2: float | None = column(
        "Area in square kilometres.",
        label="Area (km²)",
        example="43",
        unit="km²",
        default=None,
        gt=0,
    )
    deprivation: float | None = column(
        "Index of Multiple Deprivation: the average score of its neighbourhoods, weighted by "
        "population; higher is more deprived.",
        label="Deprivation score",
        example="19.6",
        aliases=("imd 2019 average score", "imd average score"),
        default=None,
        ge=0,
        le=100,
    )
    deprivation_year: int | None = column(
        "The year of the Index of Multiple Deprivation.",
        label="Year of deprivation score",
        example="2019",
        default=None,
        ge=1990,
    )
    source: str | None = column(
        "Where the figures were read.",
        label="Source",
        example="Office for National Statistics",
        default=None,
    )


class CouncilProfile(LedgerRow, CouncilProfileFields, table=True):
    """A version of a council's entry in the register."""

    __tablename__ = "council_profile"


COUNCIL_PROFILE = Dataset(
    name="council_profile",
    title="Register of councils",
    singular="council of the register",
    grain="one row per council",
    description=(
        "Kind, region, population, area and deprivation of every council in England with adult "
        "social care duties: what decides which councils are near each other."
    ),
    table=CouncilProfile,
    fields_model=CouncilProfileFields,
    natural_key=("authority",),
    nature=Nature.PUBLISHED,
)
