"""One council's signals, of its records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import polars as pl

from components.exhibits.region.records import REGION_SCHEMA
from measures.region.signals import signals


class CouncilRecords(Protocol):
    """What signals are worked out from: a council's records, as far as they are asked for."""

    @property
    def authority(self) -> str:
        """The council."""
        ...

    @property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """By dataset."""
        ...

    @property
    def whole_to(self) -> Mapping[str, date]:
        """By dataset, the last day up to which its record is whole."""
        ...

    @property
    def freshness(self) -> pl.DataFrame:
        """How much of each dataset there is, and since when."""
        ...

    @property
    def framework(self) -> Any:
        """The regulator's framework: `frame()`."""
        ...


def council_signals(records: CouncilRecords, today: date) -> pl.DataFrame:
    """A council's signals, REGION_SCHEMA."""
    found = signals(
        records.frames, records.whole_to, records.freshness, records.framework.frame(), today
    )
    return found.with_columns(authority=pl.lit(records.authority)).select(list(REGION_SCHEMA))
