"""The socket the site listens on, and how many processes answer."""

import pytest

from interviewprep.errors import StartError
from interviewprep.serving import count_in, listen


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_listens_where_it_is_told(host: str, unused_port: str) -> None:
    with listen(host, unused_port) as listener:
        assert listener.getsockname()[1] == int(unused_port)


@pytest.mark.parametrize("port", ["http", "0x50", "99999", "0", "-1", "\N{SUPERSCRIPT TWO}", ""])
def test_nonsense_for_a_port_is_refused(port: str) -> None:
    with pytest.raises(StartError, match="PORT must be a number"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_address_of_another_machine_is_refused(host: str, unused_port: str) -> None:
    with pytest.raises(StartError, match=f"cannot listen on {host}"):
        listen(host, unused_port)


def test_number_of_processes_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "5")

    assert count_in("WEB_CONCURRENCY", 3) == 5


@pytest.mark.parametrize("wanted", ["0", "many", "-1"])
def test_nonsense_for_a_number_of_processes_is_refused(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", wanted)

    with pytest.raises(StartError, match="WEB_CONCURRENCY must be a number"):
        count_in("WEB_CONCURRENCY", 3)
