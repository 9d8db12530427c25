"""The datasets, each declared once in a file of its own."""

from data_access.datasets.base import Dataset, FieldSpec, LedgerRow, Nature
from data_access.datasets.council import COUNCIL
from data_access.datasets.finding import FINDING
from data_access.datasets.ombudsman import OMBUDSMAN
from data_access.datasets.rating import RATING
from data_access.datasets.score import SCORE
from data_access.datasets.theme import THEME

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset for dataset in (COUNCIL, SCORE, RATING, FINDING, THEME, OMBUDSMAN)
}


def dataset(name: str) -> Dataset:
    """The dataset of this name; a plural ('findings') is understood. KeyError if there is none."""
    for candidate in (name, name.removesuffix("s"), name.replace("-", "_")):
        if candidate in DATASETS:
            return DATASETS[candidate]
    raise KeyError(name)


__all__ = [
    "COUNCIL",
    "DATASETS",
    "FINDING",
    "OMBUDSMAN",
    "RATING",
    "SCORE",
    "THEME",
    "Dataset",
    "FieldSpec",
    "LedgerRow",
    "Nature",
    "dataset",
]
