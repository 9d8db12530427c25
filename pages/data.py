"""Data: what is in the store, how it came there, and how to bring in more."""

import polars as pl
import streamlit as st

from components import look
from components.batch_table import batch_table, import_label
from components.exhibit_card import show_table
from components.exhibits.freshness import freshness
from components.phrasing import sentence
from components.report_form import report_form
from components.report_preview import report_preview
from components.view import current_view
from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.export import rows_for_export, write_csv
from data_access.held import held
from data_access.ledger import history, restore, withdraw
from data_access.looking import council_names
from data_access.new_store import return_to_example, start_own_store
from data_access.principal import local_principal
from data_access.report_import import land_report, plan_report
from data_access.report_parser import ReportSource
from data_access.report_text import describe_counts
from data_access.settings import settings
from data_access.snapshot import home_authority, snapshot
from data_access.store import open_store

PAGE = "data"
view = current_view()
known = snapshot(view.council, view.as_at)
store, principal = open_store(), local_principal()
names = {s.id: s.name for s in known.framework.statements}
themes = dict(known["theme"].select("theme", "name").iter_rows())
titles = {name: dataset.title for name, dataset in DATASETS.items()}
fresh = freshness(held(known), view)

PARTS = ("Import a report", "What is held", "History", "Export", "Stores")
look.page_header(
    f"{fresh.headline} for {view.council}"
    if fresh.headline != "Nothing is late"
    else "Nothing is late",
    "Bring in a published report, see what arrived when, take it back, or start your own store",
)
part = st.segmented_control(
    "Part of the page", PARTS, default=PARTS[0], key="do", bind="query-params", required=True,
    label_visibility="collapsed",
)  # fmt: skip
message = st.session_state.pop("data_message", None)
if message:
    look.done(*message)


def say(title: str, text: str | None = None) -> None:
    st.session_state["data_message"] = (title, text)
    st.rerun()


if part == "Import a report":
    round_ = st.session_state.setdefault("data_round", 0)
    with look.card("import"):
        look.card_header(
            "Import a published report",
            "Nothing lands until you have seen what was read and confirmed it",
            small=True,
        )
        given = report_form(council_names(store), today=view.today, round_=round_)
    if given:
        with look.card("preview"):
            try:
                plan = plan_report(
                    store,
                    [ReportSource(name, content) for name, content in given.files],
                    authority=given.council,
                    published=given.published,
                    principal=principal,
                )
            except DataError as error:
                look.error("Nothing could be read", f"{error} Nothing was changed.")
                st.stop()
            look.card_header(
                f"Read: {plan.scores.filter(pl.col('score').is_not_null()).height} scores, "
                f"{plan.findings.height} findings",
                plan.authority,
                small=True,
            )
            changes = "; ".join(
                f"{titles[name]}: {describe_counts(counts)}" for name, counts in plan.counts.items()
            )
            report_preview(
                plan.scores,
                plan.findings,
                names,
                themes,
                notes=plan.notes,
                problems=plan.problems,
                unrecognised=pl.DataFrame(
                    [(u.source, u.line, u.text, u.why) for u in plan.parsed.unrecognised],
                    schema={
                        "source": pl.String,
                        "line": pl.Int64,
                        "text": pl.String,
                        "why": pl.String,
                    },
                    orient="row",
                ),
                changes=changes,
            )
            left, middle, _ = st.columns([1, 1, 3])
            if left.button(
                "Import this",
                type="primary",
                disabled=bool(plan.problems) or not plan.changes,
                key="data_import",
            ):
                try:
                    landed = land_report(store, plan, principal=principal)
                except DataError as error:
                    look.error("Nothing was imported", str(error))
                    st.stop()
                st.session_state["data_round"] = round_ + 1
                say(
                    f"Imported as batch {', '.join(map(str, landed.batch_ids))}",
                    f"{changes}. It can be withdrawn under History.",
                )
            if middle.button("Cancel", key="data_cancel"):
                st.session_state["data_round"] = round_ + 1
                st.rerun()
            if not plan.changes:
                look.source(
                    "All of this is in the store already: importing it would change nothing."
                )

elif part == "What is held":
    with look.card("held"):
        look.card_header(fresh.headline, fresh.subtitle, small=True)
        show_table(fresh)

elif part == "History":
    past = history(store, view.as_at)
    with look.card("history"):
        look.card_header(
            "Everything that ever arrived",
            "Nothing is overwritten: what is withdrawn can be restored",
            small=True,
        )  # fmt: skip
        batch_table(past, titles)
        imports = past.filter(pl.col("target_import").is_null())
        ids = imports.get_column("import_id").unique().sort(descending=True).to_list()
        left, middle = st.columns([3, 2], vertical_alignment="bottom")
        chosen = left.selectbox(
            "Import", ids, format_func=lambda number: import_label(past, number), key="data_batch"
        )
        if chosen is not None:
            stands = bool(imports.filter(pl.col("import_id") == chosen)["visible"].all())
            label = "Withdraw this import" if stands else "Restore this import"
            if middle.button(label, disabled=view.as_at is not None, key="data_turn"):
                try:
                    (withdraw if stands else restore)(store, chosen, principal=principal)
                except DataError as error:
                    look.error("Nothing was changed", str(error))
                else:
                    say("Withdrawn" if stands else "Restored", import_label(past, chosen))

elif part == "Export":
    with look.card("export"):
        look.card_header(
            "Take the records out",
            f"{view.council}, {view.as_at_label[:1].lower()}{view.as_at_label[1:]}",
            small=True,
        )  # fmt: skip
        for name, dataset in DATASETS.items():
            rows = rows_for_export(
                store, dataset, principal=principal, as_at=view.as_at, authority=view.council
            )
            if rows.height:
                st.download_button(
                    f"{dataset.title}: {rows.height} rows (CSV)",
                    write_csv(rows),
                    file_name=f"{name}.csv",
                    mime="text/csv",
                    on_click="ignore",
                    key=f"data_export_{name}",
                )

else:
    home = home_authority(store)
    with look.card("stores"):
        look.card_header(
            f"This store is for {home}" if home else "This store is for no council yet",
            sentence(store.label),
            small=True,
        )
        if settings().database_url:
            look.source("The store is set by DATABASE_URL, so it is changed there.")
        else:
            with st.form("data_own_store", border=False):
                council = st.selectbox(
                    "Start an empty store for",
                    [name for name in council_names(store) if name != home],
                    index=None,
                    accept_new_options=True,
                    placeholder="Your council's full name",
                )
                if st.form_submit_button("Start an empty store", type="primary"):
                    if not council:
                        st.error("Choose or type your council's name.")
                    else:
                        start_own_store(str(council), principal=principal)
                        st.query_params.clear()
                        st.session_state.pop("council", None)
                        say(
                            f"A store for {council} is ready",
                            "It holds the published figures and none of the example's records. "
                            "The example is kept; you can go back to it under Stores.",
                        )
            if home != "Example Borough" and st.button("Back to Example Borough"):
                return_to_example()
                st.query_params.clear()
                st.session_state.pop("council", None)
                say("Back to Example Borough")
