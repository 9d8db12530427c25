"""Teams under several spellings: joined without asking where only case and blanks differ, asked
once where they are alike, apart otherwise."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_access.importing.stages.meaning.teams import asked_together, likeness, team_names
from data_access.importing.stages.plan import Plan, context_of, land, plan
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.principal import local_principal
from data_access.store.database import Store, open_store

OWN = "Exampleshire Council"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("N. Locality", "North Locality Team"),
        ("N Locality", "North Locality Team"),
        ("Loc. East", "Locality East"),
        ("OT", "Occupational Therapy"),
        ("CMHT", "Community Mental Health Team"),
        ("MH North", "Mental Health North"),
        ("Locality North", "North Locality Team"),
        ("Sensory", "Sensory team"),
        ("Hosptial Team", "Hospital Team"),
        ("Care line", "Careline"),
        ("Hosp Discharge", "Hospital Discharge Team"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert likeness(one, other) > 0
    assert likeness(other, one) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Locality East", "Locality West"),
        ("North Locality Team", "South Locality Team"),
        ("AMHP", "AMHP Hub"),
        ("Team 1", "Team 2"),
        ("Adults 18-64", "Adults 65+"),
        ("Eastfield", "Westfield"),
        ("Hospital", "Hospital Discharge"),
        ("A team", "Alpha team"),
        ("Review", "Reablement"),
        ("Team", "Teams"),
    ],
)
def test_apart(one: str, other: str) -> None:
    assert likeness(one, other) == 0
    assert likeness(other, one) == 0


def names(
    *texts: str, recipe: str = "", held: tuple[str, ...] = ()
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    found, questions, _ = team_names(pl.Series(texts), read_recipe(recipe), held)
    assert len(questions) <= 1
    return found, [pair for q in questions for pair in zip(q.words, q.choices, strict=True)]


def test_case_blanks_and_and_are_taken_without_asking() -> None:
    found, asked = names("Access & Review", "access  and review", "ACCESS AND REVIEW ", "OT")
    assert set(found.values()) == {"Access & Review", "OT"}
    assert asked == []


def test_a_held_name_is_the_one_suggested_however_rare() -> None:
    _, asked = names(*["N. Locality"] * 9, held=("North locality team",))
    assert asked == [("N. Locality", "North locality team")]
    found, asked = names("NORTH LOCALITY TEAM", held=("North locality team",))
    assert found == {"NORTH LOCALITY TEAM": "North locality team"}
    assert asked == []


def test_among_the_files_own_the_rarer_is_asked() -> None:
    _, asked = names("Hospital Team", "Hospital Team", "Hosptial Team", "Sensory")
    assert asked == [("Hosptial Team", "Hospital Team")]


def test_several_are_one_question() -> None:
    _, asked = names("N. Locality", "Hosptial", held=("Hospital", "North Locality"))
    assert asked == [("Hosptial", "Hospital"), ("N. Locality", "North Locality")]


@pytest.mark.parametrize("name", ["North Locality", "N. Locality"])
def test_an_answer_ends_the_question(name: str) -> None:
    recipe = f'[teams]\n"N. Locality" = "{name}"\n'
    for held in ((), ("North Locality",)):
        found, asked = names("N. Locality", "North Locality", "North Locality", recipe=recipe,
                             held=held)  # fmt: skip
        assert found["N. Locality"] == name
        assert asked == []


LOG = "Reference,Received,Team,Outcome\n1,05/01/2026,{},Upheld\n2,06/01/2026,Sensory,Upheld\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    make_own_store(opened, principal=local_principal(), authority=OWN)
    return opened


def planned(store: Store, name: str, text: str, recipe: str = "") -> Plan:
    return plan(store, name, text.encode(), principal=local_principal(),
                recipe=read_recipe(recipe))  # fmt: skip


def test_teams_of_every_kind_of_records_are_known(store: Store) -> None:
    audits = ("Audit ref,Date audited,Team,Practice area,Grade\nA-1,05/01/2026,North locality team,"
              "Carers,3\n")  # fmt: skip
    land(store, planned(store, "audits.csv", audits), principal=local_principal())
    assert context_of(store, local_principal()).teams == ("North locality team",)
    asked = planned(store, "complaints.csv", LOG.format("N. Locality"))
    assert [(q.kind, q.words, q.choices) for q in asked.needed] == [
        ("teams", ("N. Locality",), ("North locality team",))]  # fmt: skip
    answer = '[teams]\n"N. Locality" = "North locality team"\n'
    told = planned(store, "complaints.csv", LOG.format("N. Locality"), answer)
    assert told.compared.rows.get_column("team").to_list() == ["North locality team", "Sensory"]
    land(store, told, principal=local_principal())
    again = planned(store, "complaints.csv", LOG.format("N. Locality").replace("1,05", "3,05"))
    assert again.needed == ()  # the answer is kept for the layout
    same = planned(store, "complaints.csv", LOG.format("north  Locality TEAM"))
    assert (same.needed, same.compared.changed) == ((), 0)


def test_teams_of_lists_of_people_and_of_surveys_are_asked_too(store: Store) -> None:
    audits = ("Audit ref,Date audited,Team,Practice area,Grade\nA-1,05/01/2026,North locality team,"
              "Carers,3\n")  # fmt: skip
    land(store, planned(store, "audits.csv", audits), principal=local_principal())
    people = "Learner,Team,Role,Course,Status\nA,N. Locality,SW,Care Act,Completed\n" \
             "B,N. Locality,SW,Care Act,Not started\n"  # fmt: skip
    general = '[constants]\nteam_kind = "general"\n'
    asked = planned(store, "training 30 April 2026.csv", people, general)
    assert [(q.kind, q.words, q.choices) for q in asked.needed] == [
        ("teams", ("N. Locality",), ("North locality team",))]  # fmt: skip
    answer = general + '[teams]\n"N. Locality" = "North locality team"\n'
    told = planned(store, "training 30 April 2026.csv", people, answer)
    assert told.compared.rows.select("team", "required").rows() == [("North locality team", 2)]
    survey = "Respondent ID,Team,I can get training specific to my role\n" + "".join(
        f"{at},N. Locality,Agree\n" for at in range(12)
    )
    period = '[constants]\nteam_kind = "general"\nperiod = "2026/27"\n'
    asked = planned(store, "staff survey.csv", survey, period)
    assert [q.words for q in asked.needed] == [("N. Locality",)]


def test_questions_on_teams_are_one() -> None:
    many = [
        Question("teams", "a", "?", words=("N. Loc",), choices=("North Loc",)),
        Question("words", "b", "?"),
        Question("teams", "c", "?", words=("Hosp", "N. Loc"), choices=("Hospital", "North Loc")),
    ]
    words, teams = asked_together(many)
    assert words.kind == "words"
    assert teams.words == ("Hosp", "N. Loc")
    assert teams.choices == ("Hospital", "North Loc")
