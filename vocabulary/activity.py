"""What people do with the dashboard that is written down: who did what, and when."""

from vocabulary.labels import LabelledEnum


class Act(LabelledEnum):
    """Something done that an administrator can look up."""

    SIGN_IN = "sign_in", "Signed in"
    SIGN_OUT = "sign_out", "Signed out"
    IMPORT = "import", "Imported"
    EDIT = "edit", "Edited"
    WITHDRAW = "withdraw", "Withdrew an import"
    RESTORE = "restore", "Restored an import"
    SET_REST_ASIDE = "set_rest_aside", "Set the rest of a file aside"
    AWAIT_REST = "await_rest", "Asked for the rest of a file"
    PUBLISH = "publish", "Published or withdrew an edition"
    LOOK = "look", "Looked at records"
    PRESENT = "present", "Presented"
    EXPORT = "export", "Exported"
    MAIL = "mail", "Mailed a pack"
    ALLOW_MAIL = "allow_mail", "Put an address on the mail list"
    STOP_MAIL = "stop_mail", "Took an address off the mail list"
    BACK_UP = "back_up", "Backed up"
    RESTORE_BACKUP = "restore_backup", "Made the store from a backup"
    ERASE = "erase", "Erased personal data"


OF_AN_IMPORT = frozenset(
    {
        Act.IMPORT,
        Act.EDIT,
        Act.WITHDRAW,
        Act.RESTORE,
        Act.SET_REST_ASIDE,
        Act.AWAIT_REST,
        Act.PUBLISH,
        Act.ERASE,
    }
)
"""Acts whose number is that of an import."""

OF_A_RECIPIENT = frozenset({Act.MAIL, Act.ALLOW_MAIL, Act.STOP_MAIL})
"""Acts whose number is that of an entry of the list of addresses. Of all others it is that of the
version of a row."""

REPEATED = frozenset({Act.LOOK, Act.PRESENT})
"""Acts that a page repeats while somebody stays with it: one entry tells of all within a while."""
