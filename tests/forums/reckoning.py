"""What `manage.py reconcile --check` counts."""

from __future__ import annotations

from community.core.rebuild import all_rebuilders


def differences() -> dict[str, int]:
    """Counters that are wrong, by rebuilder; nothing when all are right."""
    counted = {rebuilder.name: rebuilder.run(True) for rebuilder in all_rebuilders()}
    assert len(counted) > 4
    return {name: count for name, count in counted.items() if count}
