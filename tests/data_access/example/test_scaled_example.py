from __future__ import annotations

from pathlib import Path

import pytest

from data_access.command_line.main import main
from data_access.datasets import COMPLAINT
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from tests.principals import OFFICER
from vocabulary.nature import Nature


def test_invented_rows_for_benchmarks_are_added_and_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'scaled.db'}"
    assert main(["example", "--store", url]) == 0
    before = snapshot("Example Borough", store=open_store(url), principal=OFFICER)[
        COMPLAINT.name
    ].height
    assert main(["example", "--scale", "500", "--store", url]) == 0
    rows = snapshot("Example Borough", store=open_store(url), principal=OFFICER)[COMPLAINT.name]
    assert rows.height == before + 500
    assert set(rows["nature"]) == {Nature.ILLUSTRATIVE}
    assert "500 invented rows" in capsys.readouterr().out


def test_no_number_of_rows_below_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'scaled.db'}"
    assert main(["example", "--scale", "0", "--store", url]) == 2
    assert "one or more" in capsys.readouterr().err
