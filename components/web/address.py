"""Choices that stand in the address by their ids, so that a link keeps working when names change.

Streamlit's own binding writes an option's label into the address; `choice_in_address` writes the
option itself. Where the binding is used, links write labels too (`components.exhibits.address`).
Each understands an option by its id and by its label, and none passes over what it does not
understand: a page that showed something else instead would mislead whoever was sent the link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.exhibits.address import UnknownInAddressError, option_asked
from vocabulary.shown import inert
from vocabulary.wording import within

_CARRIED = "carried_from_page_to_page"
_ARRIVED_BY = "page_and_query_one_arrived_by"


def option_in_address(name: str, labels: Mapping[str, str], what: str) -> str | None:
    """The option that the address's parameter `name` asks for; see `option_asked`."""
    return option_asked(st.query_params, name, labels, what)


def understood(what: str, name: str, labels: Mapping[str, str], *, many: bool = False) -> None:
    """Before a widget is drawn that Streamlit itself binds to the address's parameter `name` by its
    labels: understand an option (label by option) in other words, too. `many`: several may be
    chosen. Once this page's widget is drawn, Streamlit sees to it that the address is understood.

    UnknownInAddressError where the address asks for none of them.
    """
    said = st.query_params.get_all(name)
    asked = [option_asked({name: each}, name, labels, what) for each in said]
    meant = [each for each in asked if each is not None]
    if meant and [labels[each] for each in meant] != said:
        st.session_state[name] = meant if many else meant[-1]


def bound_choice(
    label: str,
    labels: Mapping[str, str],
    *,
    name: str,
    index: int = 0,
    elsewhere: Callable[[str], bool] | None = None,
) -> str:
    """A select box whose choice stands in the address as its label, and is also understood there as
    the option itself. `labels`: label by option; `index`: the position of the default. See
    `bound_select`."""
    return bound_select(
        label,
        list(labels),
        name=name,
        index=index,
        format_func=labels.__getitem__,
        elsewhere=elsewhere,
    )


def bound_select(
    label: str,
    options: Sequence[str],
    *,
    name: str,
    index: int = 0,
    format_func: Callable[[str], str] = str,
    elsewhere: Callable[[str], bool] | None = None,
) -> str:
    """A select box whose choice stands in the address as its label and goes along from page to
    page, where the next page offers it. `index`: the position of the default, which is not said.
    `elsewhere`: whether what is asked for means something though it is not offered here.

    UnknownInAddressError where the address asks for what means nothing.

    At a change of pages Streamlit 1.67 drops what the new page's address asks for, from the select
    box and from the address, if the page before had a choice of that name: a link taken then would
    show another view. It has no public way to say it again, so this is the one place that uses what
    it does itself.
    """
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    format_func = _shown(options, format_func)
    carried: dict[str, tuple[str, str]] = st.session_state.setdefault(_CARRIED, {})
    before, chosen_before = carried.get(name, (page, ""))
    moved = before != page
    labels = {each: format_func(each) for each in options}
    said = st.query_params.get(name, "")
    arrived: tuple[str, str] = st.session_state.get(_ARRIVED_BY, ("", ""))
    if context and arrived[0] != page:
        # Kept whole: what is said in the address below takes the rest out of the context's query.
        arrived = st.session_state[_ARRIVED_BY] = (page, context.query_string)
    if moved and not said:
        said = dict(parse_qsl(arrived[1])).get(name, "")
    try:
        asked_for = option_asked({name: said}, name, labels, within(label))
    except UnknownInAddressError as unknown:
        if elsewhere is None or not elsewhere(unknown.said):
            raise
        asked_for = None
    if asked_for and said != labels[asked_for]:
        st.session_state[name] = asked_for  # asked for in other words than Streamlit's own
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


def _shown(options: Sequence[str], format_func: Callable[[str], str]) -> Callable[[str], str]:
    """How options are shown: inert, unless two would look the same, and the address could not tell
    them apart."""
    labels = [inert(format_func(each)) for each in options]
    apart = len(set(labels)) == len(labels)
    return (lambda each: inert(format_func(each))) if apart else format_func


def choice_in_address(
    label: str,
    options: Sequence[str],
    *,
    name: str,
    format_func: Callable[[str], str],
    resets: Sequence[str] = (),
    passes_over: bool = False,
) -> str:
    """A select box whose option is the address's parameter `name`, understood there by its label,
    too. `resets`: parameters that a further choice takes away, because they depend on it.
    `passes_over`: the page itself says that there is no such thing.

    The address leads: going back and forth in the browser moves the select box.
    UnknownInAddressError where it asks for what is not among the options.
    """
    format_func = _shown(options, format_func)
    labels = {each: format_func(each) for each in options}
    asked = None
    try:
        asked = option_in_address(name, labels, within(label))
    except UnknownInAddressError:
        if not passes_over:
            raise
    key = f"address_{name}"
    if asked is not None:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = options[0]

    def follow() -> None:
        for each in resets:
            st.query_params.pop(each, None)
        st.query_params[name] = st.session_state[key]

    chosen: str = st.selectbox(label, options, format_func=format_func, key=key, on_change=follow)
    return chosen
