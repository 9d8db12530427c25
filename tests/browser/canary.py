"""A store with words and teams that only internal audiences may meet, and how to find them again.

Each word is one nobody would write by chance, so it can be looked for in anything that leaves the
server, packed or not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from components.editions.edition import Edition, edition_to_be, of_stored, to_json
from components.exhibits.view import View
from components.packs.pack import Pack, PackItem
from data_access.datasets import DATASETS
from data_access.editions import editions_of
from data_access.forms.editions import publish
from data_access.forms.kept_packs import save_pack
from data_access.forms.record import record_row
from data_access.forms.reviews import Note, add_note, begin_review, change_review
from data_access.moments import today
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.example_store import example_at
from vocabulary.principal import Principal, every_role

COUNCIL = "Example Borough"
TEAM = "Zqxhid hidden team"
OFFICER = Principal("Officer", every_role())
# By dataset and field: words the public never reads.
WORDS: dict[str, dict[str, str]] = {
    "learning": {"reference": "L-ZQXHID1", "lesson": "Zqxhidlesson kept inside.", "team": TEAM,
                 "change": "Zqxhidchange kept inside.", "owner": "Zqxhidlessonowner"},
    "action": {"reference": "ACT-ZQXHID1", "action": "Zqxhidaction kept inside.", "team": TEAM,
               "progress": "Zqxhidprogress kept inside.", "owner": "Zqxhidactionowner",
               "impact": "Zqxhidimpact kept inside."},
    "audit": {"reference": "A-ZQXHID1", "team": TEAM},
    "coproduction": {"reference": "CP-ZQXHID1", "title": "Zqxhidtitle kept inside",
                     "said": "Zqxhidsaid kept inside.", "changed": "Zqxhidchanged kept inside."},
    "innovation": {"reference": "I-ZQXHID1", "name": "Zqxhidpilot kept inside",
                   "showed": "Zqxhidshowed kept inside."},
    "seldom_heard": {"group": "Zqxhidgroup kept inside", "why": "Zqxhidwhy kept inside."},
    "complaint": {"reference": "C-ZQXHID1"},
}  # fmt: skip
REVIEW = ("Zqxhidpurpose kept inside.", "Zqxhidnote kept inside.", "Zqxhidconclusion kept inside.")
SELF_ASSESSED = ("Zqxhidrationale kept inside.", "Zqxhidevidence kept inside.")
NOTED = "Zqxhidownnote for the presenter."
INTERNAL_PACK = Pack(
    "Internal pack", (PackItem("plan_due", note=NOTED), PackItem("complaints_volume"))
)


def make_canary_store(folder: Path) -> None:
    """Make `folder`/store.db: the example, one record a dataset full of these words, and a
    published edition."""
    store = example_at(folder / "store.db")
    for name, words in WORDS.items():
        dataset = DATASETS[name]
        entered = {spec.name: spec.example for spec in dataset.fields} | words
        record_row(store, dataset, COUNCIL, entered, based_on=None, principal=OFFICER)
    day = date(2026, 9, 30)
    scored = {"statement": "learning", "kind": "self_assessed", "published": "29/09/2026",
              "score": "2", "rationale": SELF_ASSESSED[0], "evidence": SELF_ASSESSED[1],
              "source": "Self-assessment"}  # fmt: skip
    record_row(store, DATASETS["score"], COUNCIL, scored, based_on=None, principal=OFFICER)
    review = begin_review(
        store, COUNCIL,
        {"period": "Last 12 months", "sample_size": "10", "purpose": REVIEW[0]},
        day=day, principal=OFFICER,
    )  # fmt: skip
    note = Note("observation", REVIEW[1], team=TEAM)
    add_note(store, COUNCIL, review, note, day=day, principal=OFFICER)
    row = snapshot(COUNCIL, principal=OFFICER, store=store)["review"].row(0, named=True)
    change_review(store, COUNCIL, row, {"conclusion": REVIEW[2]}, principal=OFFICER)
    save_pack(
        store, COUNCIL, name=INTERNAL_PACK.name, definition=INTERNAL_PACK.definition,
        audience="internal", based_on=None, principal=OFFICER,
    )  # fmt: skip
    publish_edition(store)
    store.engine.dispose()


def publish_edition(store: Store) -> Edition:
    """Publish the next edition of the council as it would be now."""
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    earlier = [of_stored(each) for each in editions_of(store, COUNCIL, principal=OFFICER)]
    edition = edition_to_be(known, View(COUNCIL, known.nature, today()), earlier)
    publish(
        store, COUNCIL, number=edition.number, title=edition.title, day=edition.day,
        content=to_json(edition), digest=edition.digest, principal=OFFICER,
    )  # fmt: skip
    return edition
