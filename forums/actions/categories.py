"""The owner's tree of categories and its rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.audit.actions import record
from community.core.permissions import Denied, Refused
from community.core.signals import announce
from forums.models import Category, CategoryRight, Verb, tree
from forums.models.category import LEVELS
from forums.signals import CategoriesChanged

Rights = Mapping[str, Sequence[str]]  # verb -> audience keys: "everyone", "members", "staff", "group:<id>"
USUAL: Rights = {Verb.SEE: ["everyone"], Verb.REPLY: ["members"], Verb.START: ["members"]}


@transaction.atomic
def change_category(actor: Any, category: Category, rights: Rights | None = None) -> Category:
    """Save a new or changed category, and its rights when given. `actor` None is the house itself."""
    if actor is not None and not actor.is_administrator:
        raise Denied(_("Only administrators change categories."))
    _check_place(category)
    deed = "change_category" if category.pk else "add_category"
    category.save()
    if rights is not None:
        _set_rights(category, rights)
    record(
        actor, deed, category, after={"name": category.name, "rights": {k: list(v) for k, v in (rights or {}).items()}}
    )
    _forget(actor)
    return category


def _check_place(category: Category) -> None:
    """Three levels at most, and no category inside itself."""
    above, here = 0, category.parent
    while here is not None:
        if here.pk == category.pk or above >= LEVELS:
            raise Refused(_("A category cannot be part of itself."))
        above, here = above + 1, here.parent
    if above + _height(category) > LEVELS:
        raise Refused(_("Categories go three levels deep at most."))


def _height(category: Category) -> int:
    if category._state.adding:
        return 1
    return 1 + max((_height(child) for child in category.children.all()), default=0)


def _set_rights(category: Category, rights: Rights) -> None:
    category.rights.all().delete()
    rows = []
    for verb, keys in rights.items():
        for key in dict.fromkeys(keys):
            kind, _colon, group = key.partition(":")
            rows.append(
                CategoryRight(category=category, verb=verb, audience=kind, group_id=int(group) if group else None)
            )
    CategoryRight.objects.bulk_create(rows)


@transaction.atomic
def remove_category(actor: Any, category: Category) -> None:
    """Remove an empty category."""
    if not actor.is_administrator:
        raise Denied(_("Only administrators change categories."))
    if category.topics.exists() or category.children.exists():
        raise Refused(_("Only an empty category can be removed. Move its topics first."))
    record(actor, "remove_category", category)
    category.delete()
    _forget(actor)


def _forget(actor: Any) -> None:
    transaction.on_commit(tree.forget)
    announce(CategoriesChanged(actor_id=getattr(actor, "pk", None)))
