"""Choices that stand in the address by their ids, so that a link keeps working when names change.

Streamlit's own binding writes an option's label into the address; `choice_in_address` writes the
option itself. Where the binding is used, links write labels too (`components.exhibits.address`),
because an address it does not understand is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.exhibits.address import option_asked

_CARRIED = "carried_from_page_to_page"


def option_in_address(name: str, labels: Mapping[str, str]) -> str | None:
    """The option that the address's parameter `name` asks for; see `option_asked`."""
    return option_asked(st.query_params, name, labels)


def bound_choice(label: str, labels: Mapping[str, str], *, name: str, index: int = 0) -> str:
    """A select box whose choice stands in the address as its label, and is also understood there as
    the option itself. `labels`: label by option; `index`: the position of the default."""
    asked = option_in_address(name, labels)
    if asked and st.query_params[name] == asked != labels[asked]:
        st.session_state[name] = asked
    return bound_select(label, list(labels), name=name, index=index, format_func=labels.__getitem__)


def bound_select(
    label: str,
    options: Sequence[str],
    *,
    name: str,
    index: int = 0,
    format_func: Callable[[str], str] = str,
) -> str:
    """A select box whose choice stands in the address as its label and goes along from page to
    page, where the next page offers it. `index`: the position of the default, which is not said.

    At the first change of pages Streamlit 1.67 drops what the page's own address asked for, from
    the select box and from the address: a link taken then would show another view. It has no public
    way to say it again, so this is the one place that uses what it does itself.
    """
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    carried: dict[str, tuple[str, str]] = st.session_state.setdefault(_CARRIED, {})
    before, chosen_before = carried.get(name, (page, ""))
    moved = before != page
    asked_for = option_in_address(name, {each: format_func(each) for each in options})
    wanted = asked_for or chosen_before
    if moved and wanted in options:
        st.session_state[name] = wanted
        if context and wanted != options[index]:
            # Who came by a link of ours is given what the address says, and nothing else: the page
            # before has just taken its own choices out of it.
            with context.session_state.query_params() as asked:
                asked.set_corrected_value(name, format_func(wanted), "string_value")
                asked.set_initial_query_params_from_current()
    chosen: str = st.selectbox(
        label, options, index=index, format_func=format_func, key=name, bind="query-params"
    )
    said = format_func(chosen)
    if context and chosen != options[index] and (moved or st.query_params.get(name) != said):
        with context.session_state.query_params() as asked:
            asked.set_corrected_value(name, said, "string_value")
    # What this page does not offer is not given up: a later page may offer it again.
    waits = chosen == options[index] and wanted not in ("", *options)
    carried[name] = (page, wanted if waits else chosen)
    return chosen


def choice_in_address(
    label: str, options: Sequence[str], *, name: str, format_func: Callable[[str], str]
) -> str:
    """A select box whose option is the address's parameter `name`; an unknown one is ignored.

    The address leads: going back and forth in the browser moves the select box.
    """
    asked = st.query_params.get(name)
    key = f"address_{name}"
    if asked in options:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = options[0]

    def follow() -> None:
        st.query_params[name] = st.session_state[key]

    chosen: str = st.selectbox(label, options, format_func=format_func, key=key, on_change=follow)
    return chosen
