"""A site of several machines' parts; a browser comes to it by nginx."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from drills.browsers import Browser, NoReplyError
from drills.cluster import certificates, configurations
from drills.cluster.programs import find, path_of
from drills.cluster.services import Service
from drills.databases import PASSWORD, Database
from drills.scenes import WrongError
from drills.sites import Site, SiteError, unused_port

PATIENCE = 60.0
"""Seconds until every part must be up."""
NODES = ("node-1", "node-2")
WORKERS = ("worker-1", "worker-2")
SIGN_IN = re.compile(r"^(\w+): +(\S+), password (\S+)$", re.MULTILINE)
"""As `manage.py demo` tells it: role, address, password."""


class Cluster(Site):
    """The web nodes come to the database by PgBouncer, everything else to whichever server takes writes."""

    def __init__(self, home: Path, primary: Database, replica: Database) -> None:
        super().__init__(home, primary.url(replica), REPLICA_URL=replica.url(), WEB_CONCURRENCY="2")
        self.environment |= {"SITE_URL": f"https://127.0.0.1:{self.port}", "SECRET_KEY": PASSWORD * 5}
        self.node_ports = [unused_port() for _ in NODES]
        self.pooler_port = unused_port()
        self.primary = primary
        self._prober = Browser(100)
        self.sign_ins: dict[str, dict[str, str]] = {}
        self.parts: dict[str, Service] = {}

    def start(self) -> None:
        """Return once every part is up. Raises SiteError."""
        self._prepare("setup")
        said = self._prepare("demo", "--force")
        self.sign_ins = {
            role: {"login": login, "password": word} for role, login, word in SIGN_IN.findall(said)
        }
        self._configure()
        self.parts = {part.name: part for part in self._all_parts()}
        for part in self.parts.values():
            part.start()
        try:
            self.wait_until_whole()
        except WrongError as error:
            raise SiteError(str(error)) from error

    def _prepare(self, *command: str) -> str:
        status, said = self.manage(*command)
        if status:
            raise SiteError(f"manage.py {' '.join(command)}: {said} {self._log.read_text()[-2000:]}")
        return said

    def stop(self) -> None:
        for part in self.parts.values():
            part.tell_to_end()
        for part in self.parts.values():
            part.wait()

    def wait_until_whole(self) -> None:
        """Until every part is up, and nginx asks both nodes again. Raises WrongError."""
        deadline = time.monotonic() + PATIENCE
        while missing := self._missing():
            if time.monotonic() > deadline:
                said = self.parts[missing[0]].log.read_text(errors="replace")[-1000:]
                raise WrongError(f"{' and '.join(missing)} did not come up within {PATIENCE:.0f} s: {said}")
            time.sleep(0.2)

    def _missing(self) -> list[str]:
        if down := [name for name, part in self.parts.items() if not part.is_up()]:
            return down
        before = len(self.replies())
        for _ in NODES:
            with suppress(NoReplyError):
                self._prober.get("/healthz")
        return sorted(set(NODES) - self.nodes_that_answered(before))

    def point_pooler_to(self, database: Database) -> None:
        """By its file, which it is told to read again."""
        pooler = configurations.pgbouncer(self.home, port=self.pooler_port, database=database)
        self._write("pgbouncer.ini", pooler)
        self.parts["pgbouncer"].signal(signal.SIGHUP)

    def nodes_that_answered(self, after: int) -> set[str]:
        """After so many replies."""
        lines = (line.split() for line in self.replies()[after:])
        ports = {addresses[-1].rpartition(":")[2] for status, *addresses in lines if status < "500"}
        return {name for name, port in zip(NODES, self.node_ports, strict=True) if str(port) in ports}

    def replies(self) -> list[str]:
        """All so far, by nginx's log: the status, and the node or nodes that were asked."""
        return (self.home / "nodes.log").read_text().splitlines()

    def _configure(self) -> None:
        self.tls = certificates.make(self.home / "certificate.pem", self.home / "certificate.key")
        site = configurations.nginx_site(
            self.home, port=self.port, plain_port=unused_port(), nodes=self.node_ports
        )
        self._write("site.conf", site)
        self._write("nginx.conf", configurations.nginx_around(self.home))
        self._write("userlist.txt", configurations.userlist())
        pooler = configurations.pgbouncer(self.home, port=self.pooler_port, database=self.primary)
        self._write("pgbouncer.ini", pooler)
        self._prober.visit(self)

    def _write(self, name: str, text: str) -> None:
        """In one go, since a part that is just starting may read it."""
        unfinished = self.home / f"{name}.new"
        unfinished.write_text(text)
        unfinished.rename(self.home / name)

    def _all_parts(self) -> Iterator[Service]:
        """Those that others need first."""
        nginx, pgbouncer = find("nginx", "pgbouncer")
        if redis := path_of("redis-server"):
            port = unused_port()
            self.environment["REDIS_URL"] = f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
            options = ["--bind", "127.0.0.1", "--port", port, "--requirepass", PASSWORD]
            forgets = ["--save", "", "--dir", self.home]
            yield Service("redis", self.home, [redis, *options, *forgets], port=port)
        pooler = [pgbouncer, self.home / "pgbouncer.ini"]
        yield Service("pgbouncer", self.home, pooler, port=self.pooler_port, refuses_root=True)
        web = self.environment | configurations.web_node(pooler_port=self.pooler_port)
        serve = [sys.executable, "manage.py", "serve", "--pages-only"]
        for name, port in zip(NODES, self.node_ports, strict=True):
            yield Service(name, self.home, serve, port=port, environment=web | {"PORT": str(port)})
        for name in WORKERS:
            work = [sys.executable, "manage.py", "work"]
            yield Service(name, self.home, work, environment=self.environment)
        options = ["-p", self.home, "-e", self.home / "nginx.log", "-c", self.home / "nginx.conf"]
        yield Service("nginx", self.home, [nginx, *options], port=self.port)
