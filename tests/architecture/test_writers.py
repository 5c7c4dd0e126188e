"""Only actions write: no other room saves, creates, changes or deletes a row."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.house import Source, sources

ALWAYS = {
    "bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update", "acreate", "asave",
    "adelete", "aupdate", "create",
}  # fmt: skip
SQL = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)

# Where something else than an action may write, and why.
EXCEPTIONS = {
    "community.search.stores.sqlite": "the words beside the documents, written by search.actions alone",
    "community.search.stores.postgresql": "the words beside the documents, written by search.actions alone",
    "community.importers.archive.reading": "a spool in a file of its own, not the database",
    "forums.models.post": "`lock`: a verb of the queryset, for actions",
    "forums.models.topic": "`lock`: a verb of the queryset, for actions",
}


def writes(source: Source) -> list[str]:
    """Calls in a module that write rows."""
    return [
        f"{source.name}:{node.lineno} {_what(node)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and _writes(node)
    ]


def _writes(call: ast.Call) -> bool:
    """`.update()` and `.save()` of rows take keywords only (dictionaries and pictures do not); SQL counts by its verb."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    if name in ("execute", "executemany"):
        return any(isinstance(a, ast.Constant) and SQL.match(str(a.value)) is not None for a in call.args)
    if name in ("save", "update"):
        return not call.args and (name == "save" or bool(call.keywords))
    if name == "delete":
        return not call.args
    return name in ALWAYS


def _what(call: ast.Call) -> str:
    return ast.unparse(call.func)[-60:]


@pytest.mark.parametrize(
    "text",
    [
        "topic.save()",
        "topic.save(update_fields=['title'])",
        "Topic.objects.create(title='x')",
        "Topic.objects.filter(pk=1).update(title='x')",
        "def f():\n    post.delete()",
        "Tag.objects.get_or_create(slug='x')",
        "Post.objects.bulk_create([])",
        "cursor.execute('UPDATE forums_topic SET title = 1')",
        "form.save(commit=False)",
    ],
)
def test_a_write_is_seen(text: str) -> None:
    assert len(writes(Source("forums.views", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "context.update(extra)",
        "digest.update(data)",
        "image.save(file, 'PNG')",
        "cursor.execute('SELECT 1')",
        "x.delete",
    ],
)
def test_what_only_looks_like_a_write_is_free(text: str) -> None:
    assert writes(Source("forums.views", text)) == []


def test_only_actions_write() -> None:
    found = [w for s in sources() if s.room != "actions" and s.name not in EXCEPTIONS for w in writes(s)]
    assert found == []


def test_every_exception_is_still_one() -> None:
    assert [name for name in EXCEPTIONS if not any(s.name == name and writes(s) for s in sources())] == []
