"""The columns that the datasets of a council's own record have in common.

None of them names a person: an owner is a role, a reference is the council's own number for a
case, and people are counted.
"""

from typing import Any

from data_access.datasets.base import choice_column, column, list_column
from vocabulary.training import TeamKind


def authority_column() -> Any:
    """The council's name: filled in by whoever imports, not asked for in a form."""
    return column(
        "The council's full name.",
        label="Council",
        example="Example Borough",
        aliases=("local authority", "authority name", "council name", "la name"),
        form_may_edit=False,
        min_length=1,
    )


def reference_column(what: str, example: str, *aliases: str) -> Any:
    """The council's own number for something: a pseudonym, never a name."""
    return column(
        f"The council's own reference for the {what}: a number or code, never a name.",
        label="Reference",
        example=example,
        aliases=("ref", "reference number", "id", f"{what} reference", f"{what} id", *aliases),
        min_length=1,
        max_length=60,
    )


def team_column(*, needed: bool, description: str = "Team, as the council calls it.") -> Any:
    """A team's name. Where it is not needed, empty means the whole service."""
    default: dict[str, Any] = {} if needed else {"default": None}
    return column(
        description if needed else f"{description} Empty: the whole service.",
        label="Team",
        example="Sensory team",
        aliases=(
            "team name",
            "service team",
            "service",
            "service area",
            "business unit",
            "cost centre name",
        ),
        **default,
    )


def team_kind_column() -> Any:
    """Specialist or general."""
    return choice_column(
        "Whether the team does specialist work (for example sensory, mental health, hospital, "
        "transitions) or general work.",
        label="Kind of team",
        example="specialist",
        aliases=("team type", "type of team", "specialist", "specialist team"),
        words={
            "yes": TeamKind.SPECIALIST,
            "no": TeamKind.GENERAL,
            "generic": TeamKind.GENERAL,
            "locality": TeamKind.GENERAL,
            "not specialist": TeamKind.GENERAL,
            "non specialist": TeamKind.GENERAL,
        },
    )


def month_column(description: str) -> Any:
    """A month, kept as its first day."""
    return column(
        f"{description} Kept as the first day of the month.",
        label="Month",
        example="01/09/2026",
        aliases=("period", "month ending", "reporting month", "date", "month year"),
    )


def period_start_column() -> Any:
    """First day of a period."""
    return column(
        "First day of the period.",
        label="Period start",
        example="01/07/2026",
        aliases=("from", "start date", "period from", "start", "period"),
    )


def period_end_column() -> Any:
    """Last day of a period."""
    return column(
        "Last day of the period.",
        label="Period end",
        example="30/09/2026",
        aliases=("to", "end date", "period to", "end"),
    )


def themes_column(description: str) -> Any:
    """Themes from the codebook."""
    return list_column(
        f"{description} Themes from the codebook, separated by semicolons.",
        label="Themes",
        example="waiting_times; information_advice",
        aliases=("theme", "category", "categories", "nature of complaint", "subject"),
        refers_to="theme",
    )


def count_column(
    description: str, label: str, *aliases: str, example: str, unit: str = "people"
) -> Any:
    """A number of people, or of other things, that may be missing."""
    return column(
        description, label=label, example=example, unit=unit, aliases=aliases, default=None, ge=0
    )


def day_column(description: str, label: str, *aliases: str, needed: bool = False) -> Any:
    """A day; empty means that it has not happened, or is not known to have."""
    default: dict[str, Any] = {} if needed else {"default": None}
    return column(description, label=label, example="14/09/2026", aliases=aliases, **default)


def words_column(description: str, label: str, example: str, *aliases: str) -> Any:
    """A sentence or two in people's own words; no names."""
    return column(
        f"{description} No names or other personal details.",
        label=label,
        example=example,
        aliases=aliases,
        free_text=True,
        default=None,
    )


def owner_column() -> Any:
    """Who sees to it, as a role."""
    return column(
        "Role of whoever sees to it, not a name.",
        label="Owner (role)",
        example="Principal Social Worker",
        aliases=("owner", "lead", "responsible officer", "lead officer", "accountable"),
        default=None,
    )
