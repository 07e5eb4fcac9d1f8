"""The page that says what is kept, and how long: by the settings, for everybody."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz import tasks
from quiz.services import retention, sweeping
from tests.cohorts import make_cohort
from tests.factories import make_user
from tests.joining import join_page, make_link

pytestmark = pytest.mark.django_db

SETTINGS = ("KEEP_DECLINED_DISPUTES", "KEEP_DRAFTS", "KEEP_INACTIVE_ACCOUNTS", "KEEP_INTERVIEWS")
ROW = re.compile(r'<th scope="row">(.*?)</th><td>(.*?)</td>')


def rows(client: Client) -> dict[str, str]:
    """How long, by the first words of what."""
    page = unescape(client.get(reverse("privacy")).text)
    return {what.split(":")[0]: how_long for what, how_long in ROW.findall(page)}


def test_without_settings_things_are_kept_until_one_deletes_them(client: Client) -> None:
    told = rows(client)
    assert told["Your account"] == "until you delete your account"
    assert told["Your interviews and daily reviews"] == "until you delete your account"
    assert told["Drafts"] == "until you send or skip"


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_is_told(client: Client, settings: Settings, name: str) -> None:
    before = rows(client)
    setattr(settings, name, 4711)
    after = rows(client)
    assert before.keys() == after.keys()
    (changed,) = [what for what in after if after[what] != before[what]]
    assert "4711 days" in after[changed]


def test_figures_are_those_that_the_sweep_goes_by(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SESSION_COOKIE_AGE = 9 * 24 * 3600
    settings.KEEP_INACTIVE_ACCOUNTS = 400
    told = rows(client)
    assert "9 days" in told["That you are signed in, for each device"]
    assert f"{retention.NOTICE.days} days before" in told["Your account"]
    assert f"{tasks.MAIL_IS_KEPT_FOR // 24} days" in told["Mail that waits to be sent to you"]
    assert told["Documents that editors import and export"] == f"{sweeping.KEPT_FOR.days} days"
    assert timedelta() < sweeping.KEPT_FOR


def test_what_leads_see_is_told_in_the_words_of_the_join_page(client: Client) -> None:
    seen = re.compile(r'<section class="section" aria-labelledby="seen">.*?</section>', re.DOTALL)
    pages = [client.get(path).text for path in (reverse("privacy"), join_page(make_link(make_cohort())))]
    first, second = (seen.findall(page) for page in pages)
    assert first == second != []


def test_it_is_linked_from_where_people_decide(client: Client) -> None:
    link = f'href="{reverse("privacy")}"'
    join = join_page(make_link(make_cohort()))
    assert client.get(reverse("account_signup")).text.count(link) == 2  # the form and the foot
    assert client.get(join).text.count(link) == 2
    client.force_login(make_user())
    assert client.get(join).text.count(link) == 2
    assert client.get(reverse("account_data")).text.count(link) == 2
    assert client.get(reverse("home")).text.count(link) == 1
