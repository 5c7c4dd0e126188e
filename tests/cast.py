"""The cast of every test: who they are is always the same, and they are made by real actions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from members.guest import Guest
from members.models import Member, Role
from tests.builders.members import make_member


def sign_in(client: Client, member: Member) -> Client:
    """The same client, with a session of the member."""
    client.force_login(member)
    return client


@pytest.fixture
def ada(db: None) -> Member:
    """A new member."""
    return make_member("ada", name="Ada Vos")


@pytest.fixture
def ben(db: None) -> Member:
    """A regular."""
    return make_member("ben", name="Ben de Wit", joined_at=datetime(2024, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def mia(db: None) -> Member:
    """A moderator."""
    return make_member("mia", name="Mia Jansen", role=Role.MODERATOR)


@pytest.fixture
def alma(db: None) -> Member:
    """An employee who writes under her own name."""
    return make_member("alma", name="Alma Bakker", role=Role.AMBASSADOR, role_label="Works here")


@pytest.fixture
def otto(db: None) -> Member:
    """An administrator."""
    return make_member("otto", name="Otto Smit", role=Role.ADMINISTRATOR)


@pytest.fixture
def olga(db: None) -> Member:
    """The owner."""
    return make_member("olga", name="Olga Meijer", role=Role.OWNER)


@pytest.fixture
def guest() -> Guest:
    """Somebody without an account."""
    return Guest()
