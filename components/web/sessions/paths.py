"""Where Streamlit gives files made by a page, and takes uploads."""

from __future__ import annotations

from typing import Final

MEDIA: Final = "/media"
UPLOADS: Final = "/_stcore/upload_file"
