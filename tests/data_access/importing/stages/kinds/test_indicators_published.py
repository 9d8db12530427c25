"""Indicators as publishers have them: ASCOF, Fingertips, regulators."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.kinds.files import (
    expect,
    keys,
    lines,
    page,
    read,
    said,
    sheets,
)

FIGURES = "indicator breakdown period_start period_end numerator denominator value"


def ascof(groups: dict[str, tuple[object, object, object]], place: str, level: str, code: str,
          cassr: str) -> list[list[object]]:  # fmt: skip
    rows: list[list[object]] = []
    for group, figures in groups.items():
        for kind, value in zip(("Numerator", "Denominator", "Outcome"), figures, strict=True):
            rows.append([cassr, place, level, code, "2D", group, kind, value])
    return rows


def test_ascof_as_the_department_publishes_it() -> None:
    rows: list[list[object]] = [
        ["Geographical code", "Geographical description", "Geographical level", "ONS code",
         "ASCOF measure code", "Disaggregation level", "Measure type", "Measure value"],
    ]  # fmt: skip
    groups: dict[str, tuple[object, object, object]] = {
        "Total": (400, 500, 80.0),
        "18 to 64": ("[c]", "[c]", 75.5),
        "65 and over": ("[x]", 90, "[z]"),
    }
    rows += ascof(groups, "England", "National", "E92000001", "England")
    rows += ascof(groups, "North West", "Regional", "E12000002", "NW")
    rows += ascof(groups, "Shire county", "Council type", "", "SC")
    rows += ascof(groups, "Exampleshire", "Local authority", "E10000999", "999")
    reading = read("measures-from-the-ascof-2024-to-2025.csv", lines(rows))
    expect(reading, FIGURES, [
        ("ASCOF 2D", None, "2024-04-01", "2025-03-31", 400, 500, 80),
        ("ASCOF 2D", "18 to 64", "2024-04-01", "2025-03-31", None, None, 75.5),
        ("ASCOF 2D", "65 and over", "2024-04-01", "2025-03-31", None, 90, None),
    ])  # fmt: skip
    assert reading.set_aside == {"other_places": 27}
    assert (reading.used, reading.rejected, keys(reading)) == (9, 0, [])


def test_ascof_of_several_years() -> None:
    rows = [["Year", "Area", "ONS Code", "Measure", "Description", "Value"]]
    for year, value in (("2021-22", "18.9"), ("2022-23", ":"), ("2023-24", "19.2")):
        rows += [[year, "Exampleshire", "E10000999", "1A", "Quality of life", value],
                 [year, "England", "E92000001", "1A", "Quality of life", "18.8"]]  # fmt: skip
    reading = read("ASCOF time series.csv", lines(rows, "\t").encode("utf-16"))
    expect(reading, "authority indicator name period_start period_end value", [
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2021-04-01", "2022-03-31", 18.9),
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2022-04-01", "2023-03-31", None),
        ("Exampleshire Council", "ASCOF 1A", "Quality of life", "2023-04-01", "2024-03-31", 19.2),
    ])  # fmt: skip
    assert keys(reading) == []


def test_sex_and_age_together() -> None:
    header: list[object] = [
        "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age",
        "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit",
        "Upper CI 95.0 limit", "Count", "Denominator", "Value note",
    ]  # fmt: skip
    start: list[object] = [
        90287,
        "Emergency admissions due to falls",
        "E10000999",
        "Exampleshire",
        "Counties",
    ]
    end: list[object] = ["2023/24", 2000.5, 1900, 2100]
    rows = [header]
    for number, (sex, age) in enumerate(
        (sex, age) for sex in ("Persons", "Female") for age in ("65+ yrs", "80+ yrs")
    ):
        rows.append([*start, sex, age, "", "", *end, 100 + number, 5000, ""])
    rows.append([*start, "Persons", "65+ yrs", "Deprivation", "Most deprived", *end, 9, 500, ""])
    reading = read("indicators-CountyUA.data.csv", lines(rows))
    expect(reading, "indicator breakdown numerator", [
        ("90287", "65+ yrs", 100),
        ("90287", "80+ yrs", 101),
        ("90287", "Female, 65+ yrs", 102),
        ("90287", "Female, 80+ yrs", 103),
        ("90287", "65+ yrs, Most deprived", 9),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "Sex", "Age", "Category")


def test_the_council_beside_its_region_and_england() -> None:
    rows = [
        ["Indicator", "Description", "Period", "Exampleshire", "Region", "England",
         "CIPFA average"],
        ["2A", "Reablement", "2024/25", "81.2", "79.9", "80.1", "78.0"],
        ["2B", "Still at home", "2024/25", "84.0", "83.1", "82.2", "81.9"],
    ]  # fmt: skip
    reading = read("Benchmarking indicators.csv", lines(rows))
    expect(reading, "authority indicator name value", [
        ("Exampleshire Council", "2A", "Reablement", 81.2),
        ("Exampleshire Council", "2B", "Still at home", 84),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "England")


def test_councils_across() -> None:
    rows = [
        ["Measure", "Year", "Exampleshire", "Somewhere Else", "Leeds", "England"],
        ["Long-term support per 100,000", "2024/25", "1,204", "-", "1,530.5", "1,400"],
    ]
    reading = read("peer indicators.csv", lines(rows))
    expect(reading, "authority value", [
        ("Exampleshire Council", 1204), ("Leeds City Council", 1530.5),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_comma_as_the_decimal_sign() -> None:
    rows = [
        ["Indicator", "Period", "Numerator", "Denominator", "Value"],
        ["Delays per 1,000", "Q1 2026/27", "12", "1.500", "0,8"],
        ["Contacts", "Q1 2026/27", "1.234,5", "", "1.234,5"],
        ["Reviews", "Q1 2026/27", "", "", "72,25%"],
    ]
    reading = read("KPIs.csv", lines(rows, ";"))
    expect(reading, "indicator numerator denominator value", [
        ("Delays per 1,000", 12, 1500, 0.8),
        ("Contacts", 1234.5, None, 1234.5),
        ("Reviews", None, None, 72.25),
    ])  # fmt: skip
    assert (reading.rejected, keys(reading)) == (0, [])
    assert said(reading, "comma", "0,8")


def test_a_comma_that_groups_thousands() -> None:
    rows = [["Indicator", "Period", "Value"], ["Contacts", "May 2026", "1,204"],
            ["Referrals", "May 2026", "12,000.5"], ["Reviews", "May 2026", "0.8"]]  # fmt: skip
    reading = read("KPIs.csv", lines(rows, ";"))
    expect(reading, "indicator value", [("Contacts", 1204), ("Referrals", 12000.5),
                                        ("Reviews", 0.8)])  # fmt: skip
    mixed = read("KPIs.csv", lines([*rows, ["Delays", "May 2026", "0,8"]], ";"))
    assert mixed.rejected == 1


def test_a_long_file_of_a_regulator() -> None:
    rows = [
        ["Financial year", "Local authority code", "Local authority name", "Grouping", "Region",
         "Measure", "Value", "Median"],
        ["2022-23", "E08000035", "Leeds", "Metropolitan Districts", "Yorkshire and The Humber",
         "ASC Workforce turnover rate", "31.5", "29"],
        ["2022-23", "E10000999", "Exampleshire", "Counties", "East", "ASC Workforce turnover rate",
         "28.5", "29"],
    ]  # fmt: skip
    reading = read("adult social care metrics.csv", lines(rows))
    expect(reading, "authority indicator period_start value area_code", [
        ("Leeds City Council", "ASC Workforce turnover rate", "2022-04-01", 31.5, "E08000035"),
        ("Exampleshire Council", "ASC Workforce turnover rate", "2022-04-01", 28.5, "E10000999"),
    ])  # fmt: skip
    assert keys(reading) == []


def test_councils_down_and_years_across_for_one_indicator() -> None:
    rows = [
        ["Proportion of carers who receive direct payments"],
        ["Council", "2021/22", "2022/23", "2023/24"],
        ["Exampleshire", "75.1", "76.2", "[c]"],
        ["Leeds", "70", "71", "72"],
        ["Yorkshire & Humber", "68", "69", "70"],
        ["England", "77", "77", "77"],
    ]
    recipe = '[constants]\nindicator = "carers_direct_payments"\n'
    reading = read("carers.xls", page(rows), recipe)
    expect(reading, "authority period_start value", [
        ("Exampleshire Council", "2021-04-01", 75.1), ("Exampleshire Council", "2022-04-01", 76.2),
        ("Exampleshire Council", "2023-04-01", None), ("Leeds City Council", "2021-04-01", 70),
        ("Leeds City Council", "2022-04-01", 71), ("Leeds City Council", "2023-04-01", 72),
    ])  # fmt: skip
    assert keys(reading) == []


@pytest.mark.parametrize(
    ("frame", "first", "last"),
    [("2024/25", "2024-04-01", "2025-03-31"), ("2022 - 24", "2022-01-01", "2024-12-31"),
     ("2021/22 - 23/24", "2021-04-01", "2024-03-31"), ("Q2 2024/25", "2024-07-01", "2024-09-30"),
     ("As at 31 March 2025", "2025-03-01", "2025-03-31"), ("Mar 2025", "2025-03-01", "2025-03-31"),
     ("2024/25 Q2", "2024-07-01", "2024-09-30")],
)  # fmt: skip
def test_periods_of_published_figures(frame: str, first: str, last: str) -> None:
    rows = [["Area Code", "Area Name", "Indicator Name", "Time period", "Value"],
            ["E10000999", "Exampleshire", "Something", frame, "12.5"]]  # fmt: skip
    reading = read("figures.csv", lines(rows))
    expect(reading, "period_start period_end value", [(first, last, 12.5)])


def test_a_sheet_a_measure() -> None:
    def table(outcome: float) -> list[list[object]]:
        return [["ONS code", "Council", "Numerator", "Denominator", "Outcome"],
                ["E10000999", "Exampleshire", 10, 100, outcome],
                ["E92000001", "England", 50, 100, 50]]  # fmt: skip

    content = sheets({"1A": table(10), "2A": table(11.5)})
    reading = read("ascof-2023-24-data-tables.xlsx", content)
    expect(reading, "authority indicator period_start value", [
        ("Exampleshire Council", "ASCOF 1A", "2023-04-01", 10),
        ("Exampleshire Council", "ASCOF 2A", "2023-04-01", 11.5),
    ])  # fmt: skip
    assert keys(reading) == []


def test_figures_that_contradict_each_other_are_to_mend() -> None:
    rows = [["Area", "ASCOF measure code", "Measure type", "Measure value", "Year"]]
    rows += [
        ["Exampleshire", "1A", kind, value, "2024-25"]
        for kind, value in (("Numerator", "10"), ("Numerator", "11"), ("Outcome", "5"))
    ]
    reading = read("ascof.csv", lines(rows))
    assert reading.rows.is_empty()
    assert reading.rejected == 3


def test_measures_beside_each_other() -> None:
    rows = [["ONS code", "Council", "Quality of life", "Direct payments %", "Note"],
            ["E10000999", "Exampleshire", 18.9, "75%", "x"],
            ["E08000035", "Leeds", 19.1, "[c]", ""],
            ["E92000001", "England", 19, "74%", ""]]  # fmt: skip
    reading = read("adult social care indicators 2023-24.csv", lines(rows))
    expect(reading, "authority indicator period_start value", [
        ("Exampleshire Council", "Quality of life", "2023-04-01", 18.9),
        ("Exampleshire Council", "Direct payments %", "2023-04-01", 75),
        ("Leeds City Council", "Quality of life", "2023-04-01", 19.1),
        ("Leeds City Council", "Direct payments %", "2023-04-01", None),
    ])  # fmt: skip
    assert (reading.set_aside, reading.used, keys(reading)) == ({"other_places": 1}, 2, [])
    quarters = [["Quarter", "Contacts", "Resolved"], ["Q1 2026/27", "1,200", 400],
                ["Q2 2026/27", "1,300", 450]]  # fmt: skip
    front = read("front door.csv", lines(quarters))
    expect(front, "indicator period_start value", [
        ("Contacts", "2026-04-01", 1200), ("Resolved", "2026-04-01", 400),
        ("Contacts", "2026-07-01", 1300), ("Resolved", "2026-07-01", 450),
    ])  # fmt: skip
    assert keys(front) == []


def test_figures_of_each_measure_beside_each_other() -> None:
    rows = [["Council", "1A Numerator", "1A Denominator", "1A Outcome", "2A(1) Outcome"],
            ["Exampleshire", 100, 500, "19.1", "1,020.3"]]  # fmt: skip
    reading = read("ascof 2023-24.csv", lines(rows))
    expect(reading, "indicator numerator denominator value", [
        ("ASCOF 1A", 100, 500, 19.1), ("ASCOF 2A(1)", None, None, 1020.3),
    ])  # fmt: skip
    assert keys(reading) == []
