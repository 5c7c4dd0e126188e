"""A place to talk, and a topic in it."""

from __future__ import annotations

import pytest

from forums.models import Category, Topic
from members.models import Member
from tests.builders import make_category, make_topic


@pytest.fixture
def coffee(db: None) -> Category:
    return make_category("Coffee")


@pytest.fixture
def topic(coffee: Category, ben: Member) -> Topic:
    """Started by ben."""
    return make_topic(ben, category=coffee)
