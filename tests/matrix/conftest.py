"""The house with its secrets, built once a test."""

from __future__ import annotations

import pytest

from members.models import Member
from tests.matrix.scene import Scene, build


@pytest.fixture
def scene(ada: Member, ben: Member, mia: Member, otto: Member) -> Scene:
    return build({"ada": ada, "ben": ben, "mia": mia, "otto": otto})
