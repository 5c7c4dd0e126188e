from __future__ import annotations

import pytest
from django.test import Client

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from forums import actions
from forums.models import Category, CategoryRight, Topic, tree
from forums.signals import CategoriesChanged
from members.models import Member
from tests.builders import make_category
from tests.cast import sign_in
from tests.members.listening import listen

FORM = {
    "name": "Tea", "slug": "tea", "description": "Leaves.", "parent": "", "position": "3", "hue": "2", "icon": "cup",
    "view": "flat", "template": "", "see": ["members"], "reply": ["members"], "start": ["staff"],
}  # fmt: skip


def test_a_category_is_added_through_the_admin(client: Client, otto: Member) -> None:
    with listen(CategoriesChanged) as heard:
        answer = sign_in(client, otto).post("/admin/forums/category/add/", FORM)
    assert answer.status_code == 302
    rights = set(CategoryRight.objects.values_list("verb", "audience"))
    assert rights == {("see", "members"), ("reply", "members"), ("start", "staff")}
    assert AuditEntry.objects.get(deed="add_category").actor == otto
    assert len(heard) == 1


def test_rights_are_changed_through_the_admin(client: Client, otto: Member, coffee: Category) -> None:
    form = {**FORM, "name": "Coffee", "slug": "coffee", "see": ["staff"]}
    assert sign_in(client, otto).post(f"/admin/forums/category/{coffee.pk}/change/", form).status_code == 302
    tree.forget()
    assert Client().get("/c/coffee/").status_code == 404
    assert client.get("/c/coffee/").status_code == 200


def test_guests_never_get_the_right_to_write(otto: Member, coffee: Category, client: Client) -> None:
    form = {**FORM, "name": "Coffee", "slug": "coffee", "reply": ["everyone"]}
    page = sign_in(client, otto).post(f"/admin/forums/category/{coffee.pk}/change/", form)
    assert page.status_code == 200
    assert "reply" in page.context["adminform"].form.errors


def test_only_administrators_change_categories(mia: Member, coffee: Category, client: Client) -> None:
    with pytest.raises(Denied):
        actions.change_category(mia, coffee)
    with pytest.raises(Denied):
        actions.remove_category(mia, coffee)
    assert sign_in(client, mia).get(f"/admin/forums/category/{coffee.pk}/change/").status_code == 403
    assert Category.objects.count() == 1


def test_categories_go_three_levels_deep(otto: Member) -> None:
    one = make_category("One")
    two = make_category("Two", parent=one)
    three = make_category("Three", parent=two)
    with pytest.raises(Refused):
        make_category("Four", parent=three)
    two.parent = three
    with pytest.raises(Refused):
        actions.change_category(otto, two)
    zero = make_category("Zero")
    one.parent = zero
    with pytest.raises(Refused):
        actions.change_category(otto, one)  # its children would go too deep
    assert Category.objects.get(name="One").parent is None
    assert [node.depth for node in tree().nodes if node.name in ("One", "Two", "Three")] == [0, 1, 2]


def test_only_an_empty_category_is_removed(otto: Member, topic: Topic, coffee: Category, client: Client) -> None:
    sign_in(client, otto)
    with pytest.raises(Refused):
        actions.remove_category(otto, coffee)
    answer = client.post(f"/admin/forums/category/{coffee.pk}/delete/", {"post": "yes"})
    assert answer.status_code in (200, 302, 403)
    assert Category.objects.filter(pk=coffee.pk).exists()
    empty = make_category("Empty")
    assert client.post(f"/admin/forums/category/{empty.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Category.objects.filter(pk=empty.pk).exists()
    assert AuditEntry.objects.get(deed="remove_category").target_name == "Empty"


def test_a_place_under_a_closed_one_is_closed(ben: Member) -> None:
    above = make_category("Above", rights={"see": ["staff"], "reply": [], "start": []})
    below = make_category("Below", parent=above)
    tree.forget()
    assert below.pk not in tree().visible_ids(ben)
