"""Exhibits by command: what is printed is what screens show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.editions.edition import KEYS
from components.exhibits.catalogue import CATALOGUE
from data_access.store.database import Store
from reports.command_line import main
from tests.components.exhibits.claims.checking import OF_A_THEME

ASKED = ("--council", "Example Borough", "--as-at", "2026-09-30")
FIELDS = ("key", "page", "headline", "subtitle", "verdict", "meaning", "alternative", "caveats")


def printed(store: Store, capsys: pytest.CaptureFixture[str], *asked: str) -> list[dict[str, Any]]:
    assert main(["exhibits", "--json", "--store", store.url, *ASKED, *asked]) == 0
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return told


def test_every_exhibit_with_something_to_show_is_printed_whole(
    example_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(example_store, capsys)
    about_a_theme = set(OF_A_THEME)
    known_later = {"peer_overall", "peer_ratings", "peer_scores", "peer_nearest",
                   "ombudsman_funnel", "measure_groups", "measure_since",
                   "measure_peers", "front_door_channels", "front_door_technology",
                   "equity_access", "equity_waiting", "equity_outcomes"}  # fmt: skip
    of_several = {key for key, each in CATALOGUE.items() if each.of_region}
    expected = set(CATALOGUE) - about_a_theme - known_later - of_several
    assert {each["key"] for each in told} == expected
    for each in told:
        assert set(FIELDS) <= set(each)
        assert each["headline"]
        assert each["rows"]
        assert all(len(row) == len(each["columns"]) for row in each["rows"])
    histories = [each["statement"] for each in told if each["key"] == "score_history"]
    assert len(histories) == 9


def test_for_the_public_the_exhibits_of_the_edition_to_be_are_printed(
    example_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["exhibits", "--store", example_store.url, *ASKED, "--audience", "public"]
    assert main(options) == 0
    keys = {line.split(": ")[0] for line in capsys.readouterr().out.splitlines()}
    assert keys <= set(KEYS)
    assert {"overall_score", "edition_complaints"} <= keys


def test_headlines_alone_a_line_each(
    example_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exhibits", "--store", example_store.url, *ASKED]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("complaints_volume: ") for line in lines)


def test_a_council_there_is_not_is_told_in_one_line(
    example_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["exhibits", "--store", example_store.url, "--council", "Nowhere"]
    assert main(options) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "no records of 'Nowhere'" in line
