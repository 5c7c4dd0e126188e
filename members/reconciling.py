"""What this wing can recompute."""

from __future__ import annotations

from community.core.rebuild import rebuilds
from members import actions


@rebuilds("members.group_ids")
def group_ids(check: bool) -> int:
    return actions.rebuild_group_ids(check=check)
