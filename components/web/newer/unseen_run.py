"""A page is run without anybody who sees it, so that what it shows is worked out when somebody
opens it.

Nothing is pressed in it, what it draws goes nowhere, and that it ran is no record of anybody
looking. Streamlit has no public way to run a page beside its sessions: its pinned version is what
this rests on.
"""

from __future__ import annotations

import threading
import types
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

from streamlit import runtime
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunContext, add_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.util import calc_hash

from components import look
from components.exhibits.view import View
from components.web.activity import nobody_looks
from components.web.current_view import show_view
from components.web.principal import on_behalf_of
from vocabulary.principal import Principal

_MAIN: Final = str(Path(__file__).parents[1] / "shell.py")
_scripts: Final = ScriptCache()
_ATTACHED: Final[str] = script_run_context.SCRIPT_RUN_CONTEXT_ATTR_NAME  # type: ignore[attr-defined]


def run_unseen(
    file: Path, view: View, principal: Principal, query: str, drew: Callable[[], None]
) -> None:
    """Run a page's script in this thread, which runs no other, for a view and for what its address
    asks for. drew: is called after each part that it draws. Raises what the page raises."""
    session = f"unseen {uuid.uuid4().hex}"
    pages = PagesManager(_MAIN, _scripts)
    page = calc_hash(file.stem)
    pages.set_current_page_script_hash(page)
    context = ScriptRunContext(
        session_id=session,
        _enqueue=lambda _message: drew(),
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager("/nowhere"),
        main_script_path=_MAIN,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=pages,
    )
    thread = threading.current_thread()
    add_script_run_ctx(thread, context)
    try:
        context.reset(query_string=query, page_script_hash=page)
        context.on_script_start()
        with on_behalf_of(principal), nobody_looks(), context.run_with_active_hash(page):
            show_view(view)
            with look.main():
                code = pages.get_page_script_byte_code(str(file))
                module = types.ModuleType("__main__")
                module.__dict__["__file__"] = str(file)
                exec(code, module.__dict__)
    except (RerunException, StopException):
        pass  # it has no more to show
    finally:
        delattr(thread, _ATTACHED)
        if runtime.exists():
            runtime.get_instance().media_file_mgr.clear_session_refs(session)
