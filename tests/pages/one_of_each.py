"""A council with one record of each dataset: the least there can be besides nothing."""

from __future__ import annotations

from data_access.datasets import DATASETS, Dataset
from data_access.forms.record import record_row
from data_access.new_store import make_own_store
from data_access.store.database import Store
from tests.data_access.made_up_rows import land, report, scores
from tests.pages.harness import SOMEWHERE
from vocabulary.principal import Principal, every_role

# Examples that contradict each other when all are in one record.
AGREEING = {"ombudsman": {"upheld": "7", "remedied_before": "1", "not_upheld": "2"}}


def own_record() -> tuple[Dataset, ...]:
    """The datasets a council fills itself: those whose fields have examples."""
    return tuple(each for each in DATASETS.values() if any(spec.example for spec in each.fields))


def make_one_of_each(store: Store, *, full: bool) -> None:
    """Somewhere Council with one score, one finding and one record of each dataset.

    full: every field is filled in; else only those that have to be.
    """
    officer = Principal("Officer", every_role())
    make_own_store(store, principal=officer, authority=SOMEWHERE)
    land(store, scores(learning=2), report("Staff said training came too late."))
    for dataset in own_record():
        entered = {
            spec.name: AGREEING.get(dataset.name, {}).get(spec.name, spec.example)
            for spec in dataset.fields
            if full or spec.required
            if not (spec.is_list and not full)
        }
        record_row(store, dataset, SOMEWHERE, entered, based_on=None, principal=officer)
