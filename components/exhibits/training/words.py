"""What courses are called in charts and tables."""

from __future__ import annotations

import polars as pl

from vocabulary.training import COURSE_IN_SHORT


def course_words(name: str = "course", given: str = "course_name") -> pl.Expr:
    """Expression for what a course is called: its given name, else its short one."""
    return pl.coalesce(pl.col(given), pl.col(name).replace(COURSE_IN_SHORT))
