"""What has to be asked of a person before a table can be read: raised by `plan_table`, answered by
asking it again with the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data_access.errors import DataError


class ColumnsNeeded(DataError):  # noqa: N818 - a question, not a fault
    """Needed fields are found in no column. headers: those of the file. columns: {field: header}
    as far as it is known. Answered by `columns`."""

    def __init__(self, said: str, headers: Sequence[str], columns: Mapping[str, str]) -> None:
        super().__init__(said)
        self.headers = tuple(headers)
        self.columns = dict(columns)


class TeamKindsNeeded(DataError):  # noqa: N818 - a question, not a fault
    """It is not known of some teams whether they are specialist. Answered by
    `specialist_teams`."""

    def __init__(self, source: str, teams: Sequence[str]) -> None:
        shown = ", ".join(teams[:10]) + (f" and {len(teams) - 10} more" if len(teams) > 10 else "")
        super().__init__(
            f"{source} has no column 'Kind of team', and it is not known yet which of these teams "
            f"are specialist: {shown}. Say it once; it is remembered."
        )
        self.teams = tuple(teams)
