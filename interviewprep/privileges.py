"""How root runs PostgreSQL, which refuses to run as root: as the user `nobody`, with one capability.

CAP_DAC_OVERRIDE lets that process reach its files wherever root keeps the project (/root, say), so that
no directory on the way has to be opened to everybody. What it serves is guarded by the socket's peer check
(interviewprep.postgres), which lets in root alone.
"""

import ctypes
import os
import pwd
import sys

PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


def server_account() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as instead of the caller's, None when the caller's will do."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def become(account: pwd.struct_passwd) -> None:
    """Turn the calling root process into one of `account`, for good; run between fork and exec."""
    libc = ctypes.CDLL(None, use_errno=True)
    on_linux = sys.platform == "linux"
    if on_linux:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    if on_linux:
        _keep_file_access(libc)


def _keep_file_access(libc: ctypes.CDLL) -> None:
    """capset(2) with CAP_DAC_OVERRIDE alone, then raise it as ambient so that it outlives exec."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    bit = 1 << CAP_DAC_OVERRIDE
    effective_permitted_inheritable = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    libc.capset(header, effective_permitted_inheritable)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
