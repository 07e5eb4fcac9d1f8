"""The faults by name: what is done, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drills.faults import databases, processes, requests
from drills.scenes import Scene, Setting, as_it_is, on_a_small_disk, with_a_replica


@dataclass(frozen=True)
class Fault:
    """`strike` does it, and returns once it is over; it may raise WrongError.

    `longest`, if it matters: seconds that a reply may take, beside what the slowest took before; and each
    request must have one.
    """

    strike: Callable[[Scene], None]
    setting: Setting = as_it_is
    longest: float | None = None


FAULTS = {
    "kill-worker": Fault(processes.kill_web_workers),
    "kill-server": Fault(processes.kill_server),
    "kill-job-worker": Fault(processes.kill_job_worker),
    "restart-database": Fault(databases.restart_fast),
    "crash-database": Fault(databases.restart_immediately),
    "cut-connections": Fault(databases.cut_connections),
    "failover": Fault(databases.fail_over, with_a_replica),
    "disk-full": Fault(databases.fill_the_disk, on_a_small_disk),
    "slow-database": Fault(databases.be_slow),
    "row-lock": Fault(databases.hold_rows, longest=3),
    "migration": Fault(databases.migrate),
    "clock-forward": Fault(databases.set_clock_forward),
    "lost-replies": Fault(requests.lose_replies),
    "deadline": Fault(requests.let_time_run_out),
    "session-expires": Fault(requests.end_sessions),
    "csrf-rotates": Fault(requests.sign_in_in_another_tab),
}
