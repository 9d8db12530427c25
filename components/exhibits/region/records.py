"""Records of several councils together: what a council's records are to its exhibits, the signals
of all that somebody may see are to those of the region."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Final, cast

import polars as pl

from components.exhibits.records import Records
from components.exhibits.tracked import FilteredRecords
from measures.region.signals import SIGNALS_SCHEMA

REGION: Final = "region"
"""Under this name stand the signals of several councils."""
REGION_SCHEMA: Final[dict[str, pl.DataType]] = {"authority": pl.String(), **SIGNALS_SCHEMA}


def of_region(whole: Records, signals: pl.DataFrame) -> Records:
    """Records with the signals of several councils beside those of the one in view. `signals`:
    REGION_SCHEMA. What is made from them is kept by what they say, so that nobody is shown what was
    made for somebody who may see other councils."""
    kept = signals.select(list(REGION_SCHEMA))
    name = f"{REGION} {sha256(kept.write_json().encode()).hexdigest()}"
    again = partial(of_region, signals=kept)
    return cast("Records", FilteredRecords(whole, {REGION: kept}, name, again))


def signals_of(records: Records) -> pl.DataFrame:
    """The signals of several councils, REGION_SCHEMA; none in the records of one."""
    try:
        return records[REGION]
    except KeyError:
        return pl.DataFrame(schema=REGION_SCHEMA)
