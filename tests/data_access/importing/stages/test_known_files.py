"""Files of a well-known shape: published figures as they are, and lists of people as counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import data_access.reference
from data_access.datasets import (
    COUNCIL_PROFILE,
    INDICATOR,
    OMBUDSMAN,
    RATING,
    SCORE,
    TRAINING,
    Dataset,
)
from data_access.errors import DataError
from data_access.importing.personal_data.guard import PersonalDataError
from data_access.importing.stages.inspect import plan_in_words
from data_access.ledger.entry import Counts
from data_access.ledger.history import history
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import (
    File,
    counts,
    csv,
    land,
    plan,
    problems,
    stored,
)
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from tests.paths import SHARED

CARRIED = Path(str(data_access.reference.__path__[0])) / "national_ombudsman.csv"
PUBLISHED = SHARED / "data" / "national_ombudsman.csv"


@pytest.mark.parametrize("path", [CARRIED, PUBLISHED], ids=["carried", "shared"])
def test_published_ombudsman_figures_import_as_they_are(sqlite_store: Store, path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not here: it comes beside the repository")
    published = pl.read_csv(path).filter(~pl.col("authority").str.starts_with("England"))
    source = File(path.name, path.read_bytes())
    planned = plan(sqlite_store, source, OMBUDSMAN, authority=None)
    assert problems(planned) == []
    assert planned.compared.new == published.height
    land(sqlite_store, source, OMBUDSMAN, authority=None)
    rows = stored(sqlite_store, OMBUDSMAN)
    asked = (pl.col("authority") == "Birmingham City Council") & (pl.col("year") == "2023-24")
    assert rows.filter(asked).select("upheld", "investigations", "uphold_rate").row(0) == (
        115,
        132,
        87.0,
    )


FULLER = {
    COUNCIL_PROFILE: (
        "authority,short_name,ons_code,former_ons_codes,authority_type,region,population_2020,"
        "area_km2,imd_2019_average_score\n"
        "Somewhere Council,Somewhere,E06009901,,unitary authority,South East,180000,40,15.5\n"
        "Elsewhere Council,Elsewhere,E06009902,,unitary authority,South East,220000,90,21\n"
    ),
    SCORE: (
        "authority,ons_code,published,quality_statement,score,pilot,source_url,note\n"
        "Somewhere Council,E06009901,2025-05,equity,3,false,https://example.org/somewhere,\n"
        "Elsewhere Council,E06009902,2023-11-17,equity,2,true,https://example.org/else,pilot\n"
    ),
    RATING: (
        "authority,ons_code,published,overall_percentage,overall_rating,pilot,source_url,note\n"
        "Somewhere Council,E06009901,2025-05-16,70,good,false,https://example.org/somewhere,\n"
        "Elsewhere Council,E06009902,,,good,false,https://example.org/else,date not seen\n"
    ),
}


@pytest.mark.parametrize("dataset", FULLER, ids=lambda each: each.name)
def test_a_fuller_table_of_published_facts_comes_in_as_it_is(
    sqlite_store: Store, dataset: Dataset
) -> None:
    source = csv(FULLER[dataset], name="fuller.csv")
    planned = plan(sqlite_store, source, None, authority=None)
    assert planned.reading.dataset is dataset
    assert (planned.needed, problems(planned)) == ((), [])
    land(sqlite_store, source, None, authority=None)
    rows = stored(sqlite_store, dataset).sort("authority", descending=True)
    assert set(history(sqlite_store, principal=OFFICER).get_column("nature")) == {"published"}
    if dataset is COUNCIL_PROFILE:
        columns = ["population", "population_year", "area_km2", "deprivation"]
        assert rows.select(columns).row(0) == (180000, 2020, 40.0, 15.5)
        return
    assert rows.get_column("source").str.starts_with("https://").all()
    if dataset is SCORE:
        columns = ["published", "published_as_stated", "score", "pilot", "kind"]
        assert rows.select(columns).rows() == [
            (None, "2025-05", 3, False, "published"),
            (date(2023, 11, 17), None, 2, True, "published"),
        ]


ASCOF = """Geographical Code,Geographical Description,Geographical Level,ONS Code,\
ASCOF Measure Code,\
Disaggregation Level,Measure Group,Measure Group Description,Measure Type,Measure Value
916,Somewhere,Council,E10009901,2A,Total,2A,Outcome of short-term services,Numerator,150
916,Somewhere,Council,E10009901,2A,Total,2A,Outcome of short-term services,Denominator,200
916,Somewhere,Council,E10009901,2A,Total,2A,Outcome of short-term services,Outcome,75.0
916,Somewhere,Council,E10009901,2A,65 and over,2A,Outcome of short-term services,Numerator,[x]
916,Somewhere,Council,E10009901,2A,65 and over,2A,Outcome of short-term services,Denominator,120
916,Somewhere,Council,E10009901,2A,65 and over,2A,Outcome of short-term services,Outcome,80.5
917,Elsewhere,Council,E10009902,2A,Total,2A,Outcome of short-term services,Outcome,"1,070.1"
1,England,Country,E92000001,2A,Total,2A,Outcome of short-term services,Outcome,79.4
S,South East,Region,E12000008,2A,Total,2A,Outcome of short-term services,Outcome,78.0
"""


def test_ascofs_long_file_imports_as_it_is(sqlite_store: Store) -> None:
    source = csv(ASCOF, name="meas-from-asc-of-eng-2024-25-csv.csv")
    planned = plan(sqlite_store, source, INDICATOR, authority=None)
    assert problems(planned) == []
    assert planned.reading.set_aside == {"other_places": 2}
    land(sqlite_store, source, INDICATOR, authority=None)
    rows = stored(sqlite_store, INDICATOR)
    columns = ["authority", "breakdown", "numerator", "denominator", "value"]
    assert sorted(rows.select(columns).rows(), key=str) == [
        ("Elsewhere", None, None, None, 1070.1),
        ("Somewhere", "65 and over", None, 120.0, 80.5),
        ("Somewhere", None, 150.0, 200.0, 75.0),
    ]
    assert rows.select("indicator", "period_start", "period_end").unique().row(0) == (
        "ASCOF 2A",
        date(2024, 4, 1),
        date(2025, 3, 31),
    )
    again = plan(sqlite_store, source, INDICATOR, authority=None)
    assert counts(again) == Counts(new=0, changed=0, unchanged=3, removed=0)


def test_the_year_of_ascofs_file_is_asked_where_nothing_says_it(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, csv(ASCOF, name="ascof.csv"), INDICATOR)
    assert [question.key for question in planned.needed] == ["constants.period"]
    told = plan(
        sqlite_store,
        csv(ASCOF, name="ascof.csv"),
        INDICATOR,
        recipe='[constants]\nperiod = "2024-25"\n',
    )
    assert told.needed == ()


PEOPLE = """Employee Name,Employee ID,Email,Team,Team type,Job title,Course title,\
Completion date,Expiry date
Jane Doe,1001,jane@doe.example,Sensory team,Specialist,Social worker,Sensory-specific,\
10/04/2026,10/04/2027
Sam Poe,1002,sam@poe.example,Sensory team,Specialist,Social worker,Sensory-specific,,
Ann Roe,1003,ann@roe.example,Sensory team,Specialist,Social worker,Sensory-specific,\
01/04/2024,01/04/2025
Ann Roe,1003,ann@roe.example,Sensory team,Specialist,Social worker,Care Act 2014,\
20/04/2026,20/04/2029
Ann Roe,1003,ann@roe.example,Sensory team,Specialist,Social worker,Care Act 2014,\
20/04/2023,20/04/2026
Lou Moe,1004,lou@moe.example,North,General,OT,Working with hoarding,02/04/2026,
"""
NAMES = ("Doe", "Poe", "Roe", "Moe", "1001", "jane")


def test_a_list_of_people_is_counted_before_it_is_shown(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, csv(PEOPLE, name="learning system April 2026.csv"), TRAINING)
    assert problems(planned) == []
    told = plan_in_words(planned)
    assert "columns about people are not kept: Employee Name, Employee ID, Email" in told
    assert "6 rows of people counted as at 30 April 2026" in told
    assert "courses kept under other: Working with hoarding" in told
    assert not any(name in told for name in NAMES)


def test_people_are_counted_by_team_role_and_course(sqlite_store: Store) -> None:
    land(sqlite_store, csv(PEOPLE, name="learning system April 2026.csv"), TRAINING)
    rows = stored(sqlite_store, TRAINING).sort("team", "course")
    columns = ["team", "role", "course", "course_name", "required", "attended", "in_date"]
    assert rows.select(columns).rows() == [
        ("North", "OT", "other", "Working with hoarding", 1, 1, 1),
        ("Sensory team", "Social worker", "care_act", None, 1, 1, 1),
        ("Sensory team", "Social worker", "sensory_specific", None, 3, 2, 1),
    ]
    assert rows.get_column("month").unique().to_list() == [date(2026, 4, 1)]
    assert rows.get_column("authority").unique().to_list() == [SOMEWHERE]


def test_nothing_about_a_person_reaches_the_store(sqlite_store: Store) -> None:
    land(sqlite_store, csv(PEOPLE, name="learning system April 2026.csv"), TRAINING)
    path = Path(sqlite_store.url.removeprefix("sqlite:///"))
    written = b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
    for name in NAMES:
        assert name.encode() not in written
    assert b"Working with hoarding" in written


def test_what_would_be_stored_of_a_list_of_people_is_still_searched(sqlite_store: Store) -> None:
    text = PEOPLE.replace("Working with hoarding", "Shadowing jane@doe.example")
    with pytest.raises(PersonalDataError, match="an e-mail address") as raised:
        plan(sqlite_store, csv(text, name="people April 2026.csv"), TRAINING)
    assert "jane" not in str(raised.value)


def test_a_list_of_people_has_to_say_who_is_trained(sqlite_store: Store) -> None:
    text = "Employee Name,Team,Job title,Course title\nJane Doe,North,OT,Care Act\n"
    planned = plan(sqlite_store, csv(text, name="people April 2026.csv"), TRAINING)
    with pytest.raises(DataError):
        land(sqlite_store, csv(text, name="people April 2026.csv"), TRAINING)
    assert stored(sqlite_store, TRAINING).is_empty()
    assert "Jane" not in plan_in_words(planned)


def test_a_list_of_people_may_give_a_status_instead_of_days(sqlite_store: Store) -> None:
    text = (
        "Surname,Team,Team type,Job title,Course title,Status,Month\n"
        "Doe,North,General,OT,Care Act,Compliant,April 2026\n"
        "Poe,North,General,OT,Care Act,Expired,April 2026\n"
        "Roe,North,General,OT,Care Act,Booked,April 2026\n"
        "Moe,North,General,OT,Care Act,Not started,April 2026\n"
    )
    land(sqlite_store, csv(text, name="people April 2026.csv"), TRAINING)
    row = stored(sqlite_store, TRAINING).row(0, named=True)
    counts = [row[name] for name in ("required", "offered", "attended", "in_date")]
    assert counts == [4, 3, 2, 1]


def test_days_that_cannot_be_read_are_told_of(sqlite_store: Store) -> None:
    text = PEOPLE.replace("02/04/2026", "last spring").replace("10/04/2027", "n/a")
    planned = plan(sqlite_store, csv(text, name="people April 2026.csv"), TRAINING)
    assert [question.words for question in planned.needed] == [("last spring",)]


def test_a_person_who_renewed_a_course_counts_once(sqlite_store: Store) -> None:
    land(sqlite_store, csv(PEOPLE, name="people April 2026.csv"), TRAINING)
    care_act = stored(sqlite_store, TRAINING).filter(pl.col("course") == "care_act")
    assert care_act.select("required", "attended", "in_date").row(0) == (1, 1, 1)


def test_the_same_list_of_people_twice_changes_nothing(sqlite_store: Store) -> None:
    land(sqlite_store, csv(PEOPLE, name="people April 2026.csv"), TRAINING)
    assert land(sqlite_store, csv(PEOPLE, name="people April 2026.csv"), TRAINING).import_id is None


def test_people_of_two_teams_are_counted_for_the_month_a_column_gives(sqlite_store: Store) -> None:
    text = (
        "Employee Name,Employee Number,Job Title,Team,Team type,Course Title,Completion Date,"
        "Expiry Date,Month\n"
        "Ann Onymous,1001,Social worker,North,General,Safeguarding,12/05/2026,12/05/2027,"
        "September 2026\n"
        "Bea Onymous,1002,Social worker,North,General,Safeguarding,12/05/2024,12/05/2025,"
        "September 2026\n"
        "Cy Onymous,1003,AMHP,Mental health,Specialist,AMHP refresher,30/09/2026,30/09/2027,"
        "September 2026\n"
        "Di Onymous,1004,AMHP,Mental health,Specialist,AMHP refresher,,,September 2026\n"
    )
    land(sqlite_store, csv(text, name="training.csv"), TRAINING)
    rows = stored(sqlite_store, TRAINING).select("team", "required", "attended", "in_date")
    assert rows.sort("team").rows() == [("Mental health", 2, 1, 1), ("North", 2, 2, 1)]
