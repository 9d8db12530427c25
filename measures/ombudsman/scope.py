"""Never compare figures of different scopes: all of a council's services against social care."""

from typing import Final

import polars as pl

SCOPE_COLUMNS: Final = ("scope", "expected_scope", "scope1", "scope2")


def refuse_mixed_scopes(frame: pl.DataFrame) -> None:
    """Raise ValueError, saying which, when columns named like scopes hold more than one scope.

    Looks at `SCOPE_COLUMNS`. A scope that is missing beside one that is stated counts as another.
    """
    columns = [name for name in SCOPE_COLUMNS if name in frame.columns]
    scopes = {scope for name in columns for scope in frame.get_column(name).unique()}
    if len(scopes) > 1:
        named = ", ".join(sorted("not stated" if s is None else str(s) for s in scopes))
        raise ValueError(
            f"{columns[0]}: these figures are of different scopes ({named}). "
            "Compare only figures of the same scope."
        )
