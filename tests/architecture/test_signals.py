"""Every signal is announced by an action, and a test hears it."""

from __future__ import annotations

import ast

from community.core.signals import catalogue
from tests.architecture.house import ROOT, Source, sources

KINDS = [kind for kind, _receivers in catalogue()]


def named_in(source: Source) -> set[str]:
    """Names that a module uses, imports not counted."""
    return {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}


def test_what_is_only_imported_is_not_announced() -> None:
    assert named_in(Source("a", "from b import ReplyPosted")) == set()
    assert "ReplyPosted" in named_in(Source("a", "announce(ReplyPosted(post_id=1))"))


def test_every_signal_is_announced_by_an_action_of_its_app() -> None:
    assert len(KINDS) > 12
    for kind in KINDS:
        app = kind.__module__.rpartition(".signals")[0]
        actions = [source for source in sources() if source.app == app and source.room == "actions"]
        assert any(kind.__name__ in named_in(source) for source in actions), kind


def test_every_signal_is_heard_in_a_test() -> None:
    """A test that names it, not only imports it: with `listen(ReplyPosted) as heard`, and how often it was heard."""
    heard: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        heard |= named_in(Source(path.stem, path.read_text(encoding="utf-8")))
    assert sorted(kind.__name__ for kind in KINDS if kind.__name__ not in heard) == []


def test_model_save_hooks_are_not_used() -> None:
    hooks = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
    assert hooks & named_in(Source("a", "x = receiver(post_save)"))
    assert [source.name for source in sources() if hooks & named_in(source)] == []
