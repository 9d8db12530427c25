"""Published reports among the files of `inspect` and `import`: read together, because a report is
often several pages, and brought in for the council they name."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from data_access.command_line.options import day
from data_access.errors import DataError

if TYPE_CHECKING:
    from data_access.importing.reports.import_report import ReportPlan
    from data_access.importing.reports.read_reports import ReadReport
    from data_access.importing.stages.recipe import Recipe
    from data_access.store.database import Store
    from vocabulary.principal import Principal

Files = Sequence[tuple[str, bytes]]


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """The arguments that only reports have."""
    parser.add_argument(
        "--published", type=day, metavar="DATE",
        help="the day a report was published, if it does not say so",
    )  # fmt: skip
    parser.add_argument(
        "--although", metavar="WHY",
        help="why a report is --authority's that names another council (kept with the import)",
    )  # fmt: skip
    parser.add_argument(
        "--figure", type=int, action="append", metavar="NUMBER", default=[],
        help="a figure in the text of a report that comes in too, by its number in the preview",
    )  # fmt: skip


def without_reports(files: Files, recipe: Recipe) -> tuple[Files, Files]:
    """Files that hold tables, and those that are reports. DataError for a file that is neither.
    Who names a dataset has said that the files hold tables."""
    from data_access.importing.dropped import Dropped, kind_of, why_not_taken

    tables: list[tuple[str, bytes]] = []
    reports: list[tuple[str, bytes]] = []
    for name, content in files:
        kind = kind_of(name, content)
        if kind is Dropped.UNKNOWN:
            raise DataError(why_not_taken(name, content))
        of_a_table = kind is Dropped.TABLE or recipe.dataset is not None
        (tables if of_a_table else reports).append((name, content))
    return tables, reports


class Reports:
    """The reports among some files, with what importing each would do."""

    def __init__(
        self,
        store: Store,
        files: Files,
        recipe: Recipe,
        options: argparse.Namespace,
        principal: Principal,
    ) -> None:
        from data_access.importing.reports.parsing.result import ReportSource
        from data_access.importing.reports.read_reports import read_reports
        from data_access.snapshot import home_authority

        self.store, self.principal = store, principal
        self.although: str | None = options.although
        self.given = recipe.constants.get("authority")
        self.chosen = self.given or home_authority(store, principal=principal)
        self.figures: list[int] = options.figure
        self.day = options.published or _day(recipe.constants.get("published"))
        sources = [ReportSource(name, content) for name, content in files]
        self.reports = read_reports(store, sources, principal=principal) if sources else ()
        self.declined = [_declined(report) for report in self.reports]
        self.plans = [self._plan(report) for report in self.reports]

    def _plan(self, report: ReadReport) -> ReportPlan | None:
        """What importing would do; None where there is nothing to import, and while it is not clear
        whose report it is."""
        from data_access.importing.reports.import_report import plan_read, with_figures

        council = self._council(report)
        if council is None or _declined(report):
            return None
        plan = plan_read(
            self.store,
            report,
            authority=council,
            published=self.day,
            although=self.although,
            principal=self.principal,
        )
        if unknown := [number for number in self.figures if not 0 < number <= len(plan.figures)]:
            raise DataError(f"{report.files[0]}: no figure {unknown[0]} was found in its text.")
        taken = [plan.figures[number - 1] for number in self.figures]
        return with_figures(self.store, plan, taken, principal=self.principal)

    def _council(self, report: ReadReport) -> str | None:
        """Whose report it is: the one that was chosen, or the one it names where none was."""
        if report.named is None:
            return self.given
        return self.chosen or report.named.council

    def questions(self, place: int) -> list[dict[str, Any]]:
        """What has to be said of a report before it comes in, in the recipe's terms."""
        from data_access.importing.reports.import_report import another_council

        report, plan = self.reports[place], self.plans[place]
        asked: list[dict[str, Any]] = []
        if self.declined[place]:
            return asked
        if plan is None:
            asked.append(_question("authority", "Which council is the report about?"))
        elif not plan.although and (other := another_council(report.named, plan.authority)):
            asked.append(_question("authority", other))
        if (plan is None or plan.published is None) and report.published is None:
            said = "On which day was the report published?"
            asked.append({**_question("published", said), "needed": False})
        return asked

    def check(self) -> None:
        """DataError, in one line, where something has to be said first or cannot be read."""
        for place, plan in enumerate(self.plans):
            report = self.reports[place]
            if declined := self.declined[place]:
                raise DataError(declined)
            needed = [each for each in self.questions(place) if each["needed"]]
            if needed and report.named is not None:
                raise DataError(
                    f"{report.files[0]}: {needed[0]['said']} Use --authority "
                    f'"{report.named.council}", or --although WHY.'
                )
            if needed or plan is None:
                raise DataError(f"{report.files[0]}: it names no council; use --authority NAME.")
            if plan.problems:
                raise DataError(f"{report.files[0]}: {plan.problems[0]}")

    @property
    def changes(self) -> int:
        """Rows that importing all of them would add, change or take away."""
        return sum(plan.changes for plan in self.plans if plan is not None)

    def in_words(self) -> list[str]:
        """Lines for a terminal, a text a report."""
        from data_access.importing.reports.plan_in_words import describe_plan

        told = []
        for place, plan in enumerate(self.plans):
            report = self.reports[place]
            lines = [f"{report.source_name}: a published report"]
            lines += [each for each in (self.declined[place],) if each]
            if plan is not None:
                lines += describe_plan(plan).splitlines()
            lines += [
                f"  {'asked' if each['needed'] else 'may be said'}: {each['said']} [{each['key']}]"
                for each in self.questions(place)
            ]
            told.append("\n  ".join(lines))
        return told

    def as_json(self) -> list[dict[str, Any]]:
        """One object a report, with the keys that a table's has."""
        return [self._as_json(place) for place in range(len(self.reports))]

    def _as_json(self, place: int) -> dict[str, Any]:
        report, plan = self.reports[place], self.plans[place]
        scores = sum(score.score is not None for score in report.parsed.scores)
        findings = len(report.parsed.findings)
        counts = list(plan.counts.values()) if plan else []
        named = report.named
        published = plan.published if plan else report.published
        return {
            "file": report.source_name,
            "files": list(report.files),
            "dataset": "report",
            "confidence": 1.0 if scores or findings else 0.0,
            "sheet": "",
            "columns": [],
            "words": [],
            "scores": scores,
            "findings": findings,
            "names": named.council if named else None,
            "authority": plan.authority if plan else None,
            "published": published.isoformat() if published else None,
            "questions": self.questions(place),
            "rows": {
                "read": scores + findings,
                "used": scores + findings,
                "taken": plan.scores.height + plan.findings.height if plan else 0,
                "set_aside": {},
                "set_aside_total": 0,
                "rejected": 0,
                "problems": [],
            },
            "notes": [*(plan.notes if plan else ()), *(plan.problems if plan else ())],
            "effect": {
                "new": sum(each.new for each in counts),
                "changed": sum(each.changed for each in counts),
                "unchanged": sum(each.unchanged for each in counts),
                "emptied": 0,
                "removed": sum(each.removed for each in counts),
                "changes": [],
            },
            "extracted": None,
            "declined": self.declined[place],
        }

    def land(self) -> None:
        """Land each, and say so."""
        from data_access.importing.reports.import_report import land_report

        for plan in self.plans:
            assert plan is not None, "checked before"
            landed = land_report(self.store, plan, principal=self.principal)
            if landed.import_id is None:
                print(f"{plan.source_name}: nothing was new, the store is unchanged.")
            else:
                numbers = ", ".join(str(number) for number in landed.batch_ids)
                print(f"{plan.source_name}: imported as batch {numbers}.")


def _declined(report: ReadReport) -> str | None:
    """Why nothing of a report can be imported, if so."""
    from data_access.importing.reports.import_report import nothing_found

    if (
        report.parsed.scores
        or report.parsed.findings
        or any(each.commitments for each in report.parsed.documents)
    ):
        return None
    return nothing_found(report.parsed)


def _question(field: str, said: str) -> dict[str, Any]:
    return {
        "kind": "constants",
        "key": f"constants.{field}",
        "said": said,
        "column": None,
        "field": field,
        "words": [],
        "choices": [],
        "needed": True,
    }


def _day(said: str | None) -> date | None:
    """The day of publication that a recipe gives. DataError if it is none."""
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise DataError(
            f"the recipe's 'published' is '{said}', not a day as 2024-12-13."
        ) from error
