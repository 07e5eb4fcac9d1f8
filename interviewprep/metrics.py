"""The metrics, in Prometheus' format, on a port of their own beside the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from prometheus_client import CollectorRegistry, Metric, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def beside(site: WSGIApplication) -> WSGIApplication:
    """The site, and on METRICS_PORT the metrics; the server says by which port a request came."""
    metrics: WSGIApplication = make_wsgi_app(_registry())

    def respond(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = metrics if environ["SERVER_PORT"] == settings.METRICS_PORT else site
        return asked(environ, start_response)

    return respond


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Waiting())
    return registry


class Waiting(Collector):
    """What waits in the database, counted when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        from quiz.reports.waiting import waiting

        close_old_connections()  # no request of the site's has looked whether the connection is still good
        up = GaugeMetricFamily("interviewprep_database_up", "Whether the database answers.", value=1)
        try:
            found = waiting()
        except (DatabaseError, InterfaceError):
            up.samples.clear()
            up.add_metric([], 0)
            yield up
            return
        yield up
        disputes = "Disputes that wait for an editor."
        yield GaugeMetricFamily("interviewprep_disputes_open", disputes, value=found.disputes)
        jobs = GaugeMetricFamily(
            "interviewprep_jobs_waiting", "Jobs that could be done by now.", labels=["queue"]
        )
        for queue, count in found.jobs.items():
            jobs.add_metric([queue], count)
        yield jobs
