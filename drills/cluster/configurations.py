"""The files of deploy/ with addresses and ports put in, so that what is documented is what is tried."""

from __future__ import annotations

import os
import pwd
from collections.abc import Mapping, Sequence
from pathlib import Path

from drills.databases import PASSWORD, Database
from interviewprep.paths import BASE_DIR
from interviewprep.postgres import DATABASE, USER

DEPLOY = BASE_DIR / "deploy"
AROUND_THE_SITE = """\
daemon off;
user {user};
pid "{home}/nginx.pid";
error_log "{home}/nginx.log";
events {{ }}
http {{
    log_format nodes '$status $upstream_addr';
    access_log "{home}/nodes.log" nodes;
    client_body_temp_path "{home}/nginx-body";
    proxy_temp_path "{home}/nginx-proxy";
    fastcgi_temp_path "{home}/nginx-fastcgi";
    uwsgi_temp_path "{home}/nginx-uwsgi";
    scgi_temp_path "{home}/nginx-scgi";
    include "{home}/site.conf";
}}
"""
"""What Debian's own nginx.conf has around a site, with everything in one directory."""


def rendered(name: str, changes: Mapping[str, str]) -> str:
    """A file of deploy/ with other words in it. Raises ValueError for words that it hasn't."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for before, after in changes.items():
        if before not in text:
            raise ValueError(f"deploy/{name} says {before!r} no more.")
        text = text.replace(before, after)
    return text


def nginx_around(home: Path) -> str:
    """The configuration that includes `site.conf`; nginx's workers are whoever starts it."""
    return AROUND_THE_SITE.format(home=home, user=pwd.getpwuid(os.geteuid()).pw_name)


def nginx_site(home: Path, *, port: int, plain_port: int, nodes: Sequence[int]) -> str:
    """`port` is that with TLS; at the other everybody is led to it."""
    first, second = nodes
    changes = {
        "10.0.0.11:8000": f"127.0.0.1:{first}",
        "10.0.0.12:8000": f"127.0.0.1:{second}",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "https://prep.example.org$": f"https://127.0.0.1:{port}$",
        "server_name prep.example.org;": "server_name 127.0.0.1;",
        "/etc/ssl/prep.example.org.pem": f'"{home}/certificate.pem"',
        "/etc/ssl/private/prep.example.org.key": f'"{home}/certificate.key"',
        "Host $host;": "Host $http_host;",  # as the port isn't 443
        # Which node has answered is read there, that of a probe as well.
        "access_log /var/log/nginx/access.log discreet;": (
            f'access_log "{home}/nodes.log" nodes; access_log "{home}/access.log" discreet;'
        ),
        "        access_log off;\n": "",
    }
    return rendered("nginx.conf", changes)


def pgbouncer(home: Path, *, port: int, database: Database) -> str:
    changes = {
        "host=10.0.0.21 port=5432 dbname=prep": f"host=127.0.0.1 port={database.port} dbname={DATABASE}",
        "listen_port = 6432": f"listen_port = {port}",
        "/etc/pgbouncer/userlist.txt": f"{home}/userlist.txt",
    }
    return rendered("pgbouncer.ini", changes)


def userlist() -> str:
    return f'"{USER}" "{PASSWORD}"\n'


def web_node(*, pooler_port: int) -> dict[str, str]:
    """The variables of `deploy/web`."""
    changes = {
        "10.0.0.11": "127.0.0.1",
        "prep:password@127.0.0.1:6432": f"{USER}:{PASSWORD}@127.0.0.1:{pooler_port}",
    }
    lines = rendered("web", changes).splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
