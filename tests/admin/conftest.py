"""Who works in the admin."""

import pytest
from django.test import Client

from tests.factories import make_editor


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor())
    return client
