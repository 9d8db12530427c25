from datetime import date

import polars as pl
import pytest

from measures.disclosure.count_tables import CountTable, ProtectedTable, with_marks
from measures.disclosure.margins import TOTAL
from measures.editions import complaints, staff_voice, training, workforce
from measures.editions.periods import period_words, quarter_label, quarter_of, year_of


def case(received: str, responded: str | None = None, **told: object) -> dict[str, object]:
    return {
        "received": date.fromisoformat(received),
        "acknowledged": None,
        "answer_due": None,
        "responded": date.fromisoformat(responded) if responded else None,
        "outcome": None,
        "team": "North",
        "themes": ["waiting"],
        "ombudsman_referred": None,
        "ombudsman_decided": None,
        "ombudsman_outcome": None,
        "remedied": None,
        **told,
    }


def log(*cases: dict[str, object]) -> pl.DataFrame:
    days = ("received", "acknowledged", "answer_due", "responded", "ombudsman_decided", "remedied")
    kinds = {**dict.fromkeys(days, pl.Date), "ombudsman_referred": pl.Boolean}
    texts = dict.fromkeys(("outcome", "team", "ombudsman_outcome"), pl.String)
    return pl.DataFrame(cases, schema_overrides={**kinds, **texts, "themes": pl.List(pl.String)})


YEAR = log(
    case("2024-04-03", "2024-05-01", outcome="upheld", themes=["waiting", "charges"]),
    case("2024-07-03", "2025-04-02", outcome="not_upheld", team=None),
    case("2025-03-03", "2025-03-20", outcome="withdrawn", themes=[]),
    case("2025-03-31", "2025-04-20", outcome="upheld"),
    case("2025-06-01"),
)


def named(tables: list[CountTable], name: str, period: str) -> dict[tuple[str, ...], int]:
    (table,) = [one for one in tables if (one.name, one.period) == (name, period)]
    return {tuple(row[:-1]): row[-1] for row in table.counts.rows()}


def test_only_whole_years_and_whole_quarters_are_counted() -> None:
    found = complaints.tables(YEAR, date(2025, 7, 15))
    assert {table.period for table in found} == {"2024/25", "2025/26 Q1"}
    assert complaints.tables(YEAR, date(2025, 3, 30)) != []  # three quarters
    assert {t.period for t in complaints.tables(YEAR, date(2025, 3, 30))} == {
        f"2024/25 Q{number}" for number in (1, 2)
    }
    assert complaints.tables(YEAR, None) == []


def test_a_year_in_which_the_record_began_is_not_whole() -> None:
    late = YEAR.filter(pl.col("received") > date(2024, 5, 1))
    found = complaints.tables(late, date(2025, 7, 15))
    assert {table.period for table in found} == {"2025/26 Q1"}


def test_received_and_answered_are_counted_by_years_of_their_own() -> None:
    found = complaints.tables(YEAR, date(2025, 4, 30))
    assert named(found, "complaints_received", "2024/25") == {
        ("2024/25 Q1",): 1,
        ("2024/25 Q2",): 1,
        ("2024/25 Q4",): 2,
    }
    assert named(found, "complaints_answered_by_outcome", "2024/25") == {
        ("upheld_at_least_in_part", "upheld"): 1
    }
    assert named(found, "complaints_withdrawn", "2024/25") == {("withdrawn",): 1}


def test_what_is_not_recorded_is_a_category_so_that_totals_agree() -> None:
    found = complaints.tables(YEAR, date(2025, 4, 30))
    assert named(found, "complaints_received_by_team", "2024/25") == {
        ("North",): 3,
        ("not recorded",): 1,
    }
    assert named(found, "complaints_received_by_theme", "2024/25") == {
        ("charges", "named"): 1,
        ("charges", "not named"): 3,
        ("not recorded", "named"): 1,
        ("not recorded", "not named"): 3,
        ("waiting", "named"): 3,
        ("waiting", "not named"): 1,
    }
    silent = {"complaints_referred", "complaints_acknowledged"}
    assert not silent & {table.name for table in found}


def test_the_total_of_themes_is_that_of_complaints_not_of_mentions() -> None:
    found = complaints.tables(YEAR, date(2025, 4, 30))
    (themes,) = [t for t in found if t.overlapping and t.period == "2024/25"]
    table = themes.with_totals()
    totals = table.labels.with_columns(pl.Series("count", table.counts)).filter(theme=TOTAL)
    assert totals.rows() == [(TOTAL, TOTAL, 4)]
    assert not (table.sums @ table.counts).any()


def test_complements_that_do_not_add_up_alike_are_refused() -> None:
    counts = pl.DataFrame({"theme": ["a", "b"], "named": ["named", "named"], "count": [3, 4]})
    table = CountTable("t", "2024/25", ("theme", "named"), counts, overlapping=True)
    with pytest.raises(ValueError, match="do not add up to the same"):
        table.with_totals()


def test_compliments_are_added_up() -> None:
    praise = pl.DataFrame(
        {
            "month": [date(2024, 4, 1), date(2024, 5, 1), date(2025, 4, 1)],
            "team": ["North", None, "North"],
            "received": [7, 2, 9],
        }
    )
    found = complaints.compliment_tables(praise, date(2025, 5, 31))
    assert named(found, "compliments_received", "2024/25") == {("2024/25 Q1",): 9}
    assert named(found, "compliments_received_by_team", "2024/25") == {
        ("North",): 7,
        ("not recorded",): 2,
    }


def test_training_is_counted_at_the_newest_quarter_s_end_that_is_whole() -> None:
    months = [date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1)]
    rows = pl.DataFrame(
        {
            "team": "Sensory",
            "team_kind": "specialist",
            "role": "Worker",
            "course": "sensory_specific",
            "course_name": pl.Series([None] * 3, dtype=pl.String),
            "course_kind": "role_specific",
            "month": months,
            "required": [20, 21, 22],
            "offered": 20,
            "released": 20,
            "attended": 20,
            "in_date": [12, 13, None],
        }
    )
    march = training.tables(rows, date(2026, 6, 29))
    assert {table.period for table in march} == {"2026-03-31"}
    assert named(march, "training_by_course", "2026-03-31") == {
        ("sensory_specific", "in date"): 12,
        ("sensory_specific", "not in date"): 8,
    }
    assert training.tables(rows, date(2026, 6, 30)) == []  # nothing is known of June
    assert all(table.rounding == 5 for table in march)


def test_a_survey_is_counted_by_question_and_kind_of_team() -> None:
    rows = pl.DataFrame(
        {
            "question": ["time_to_absorb", "time_to_absorb", "other"],
            "team_kind": ["specialist", None, "general"],
            "period_start": date(2026, 1, 1),
            "period_end": date(2026, 3, 31),
            "responses": [20, 30, 40],
            "agree": [9, 22, 1],
        }
    )
    found = staff_voice.tables(rows, date(2026, 4, 2))
    assert named(found, "staff_voice_time_to_absorb", "2026-01-01/2026-03-31") == {
        ("not recorded", "agree"): 22,
        ("not recorded", "do not agree"): 8,
        ("specialist", "agree"): 9,
        ("specialist", "do not agree"): 11,
    }
    assert len(found) == 1
    assert staff_voice.tables(rows, date(2026, 3, 30)) == []


def test_what_became_of_those_who_began_a_route_adds_up_to_them() -> None:
    rows = pl.DataFrame(
        {
            "route": ["asye", "asye"],
            "profession": ["social_work", "social_work"],
            "period_end": [date(2026, 3, 31), date(2026, 6, 30)],
            "started": [12, 7],
            "completed": [8, None],
            "left_early": [1, None],
        },
        schema_overrides={"completed": pl.Int64, "left_early": pl.Int64},
    )
    found = workforce.tables(rows, date(2026, 6, 30))
    assert named(found, "workforce_by_route", "2026-06-30") == {
        ("asye", "completed"): 8,
        ("asye", "left early"): 1,
        ("asye", "not recorded"): 7,
        ("asye", "still on it"): 3,
    }
    assert workforce.tables(rows, date(2026, 3, 30)) == []


def test_periods_are_those_of_the_financial_year() -> None:
    assert year_of(date(2026, 3, 31)).label == "2025/26"
    assert quarter_of(date(2026, 1, 5)) == ("2025/26 Q4", date(2026, 1, 1), date(2026, 3, 31))
    days = [date(2024, 4, 1), date(2024, 9, 30), date(2025, 3, 31), date(1999, 12, 31)]
    labels = pl.DataFrame({"day": days}).select(quarter_label("day")).to_series().to_list()
    assert labels == [quarter_of(day).label for day in days]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2025/26", "year to 31 March 2026"),
        ("2025/26 Q1", "April to June 2025"),
        ("2025/26 Q4", "January to March 2026"),
        ("2026-03-31", "31 March 2026"),
        ("2026-01-01/2026-03-31", "1 January 2026 to 31 March 2026"),
    ],
)
def test_a_period_is_said_in_words(label: str, words: str) -> None:
    assert period_words(label) == words


def test_a_published_table_is_read_back_as_it_was_written() -> None:
    cells = pl.DataFrame(
        {"team": ["North", "South", TOTAL], "count": [None, None, 20]},
        schema_overrides={"count": pl.Int64},
    )
    table = ProtectedTable("t", "2024/25", ("team",), with_marks(cells), 1, "complaints")
    again = ProtectedTable.of_json(table.to_json())
    assert again.cells.equals(table.cells)
    assert again.to_json() == table.to_json()
    assert table.count() == 20
    assert table.count(team="North") is None
    assert table.cells.get_column("shown").to_list() == ["[c]", "[c]", "20"]
    with pytest.raises(KeyError):
        table.count(team="West")
