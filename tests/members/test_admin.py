from __future__ import annotations

from django.test import Client

from community.audit.models import AuditEntry
from members.models import Group, Member, Role
from tests.builders.members import make_group
from tests.cast import sign_in


def _path(member: Member) -> str:
    return f"/admin/members/member/{member.pk}/change/"


def test_staff_find_people(client: Client, ada: Member, ben: Member, mia: Member) -> None:
    page = sign_in(client, mia).get("/admin/members/member/?q=vos")
    assert page.status_code == 200
    assert "Ada Vos" in page.text
    assert "Ben de Wit" not in page.text


def test_members_do_not_come_in(client: Client, ada: Member) -> None:
    assert sign_in(client, ada).get("/admin/members/member/").status_code in (302, 403, 404)


def test_an_administrator_gives_a_role_and_a_group(client: Client, otto: Member, ben: Member) -> None:
    group = make_group()
    page = sign_in(client, otto).get(_path(ben))
    assert page.status_code == 200
    assert ben.password not in page.text
    asked = {"role": "moderator", "role_label": "Host", "is_active": "on", "groups": [group.pk]}
    assert client.post(_path(ben), asked).status_code == 302
    row = Member.objects.get(pk=ben.pk)
    assert (row.role, row.role_label, row.group_ids) == (Role.MODERATOR, "Host", [group.pk])
    deeds = AuditEntry.objects.filter(actor=otto).values_list("deed", flat=True)
    assert sorted(deeds) == ["group.add", "member.set_role"]


def test_an_administrator_makes_no_owner(client: Client, otto: Member, ben: Member) -> None:
    answer = sign_in(client, otto).post(_path(ben), {"role": "owner", "role_label": "", "is_active": "on"})
    assert answer.status_code == 200
    assert "Only an owner" in answer.text
    assert Member.objects.get(pk=ben.pk).role == Role.MEMBER


def test_the_last_owner_is_told_why_not(client: Client, olga: Member) -> None:
    answer = sign_in(client, olga).post(_path(olga), {"role": "member", "role_label": "", "is_active": "on"})
    assert answer.status_code == 422
    assert "last owner" in answer.text
    assert Member.objects.get(pk=olga.pk).role == Role.OWNER


def test_a_moderator_changes_nobody(client: Client, mia: Member, ben: Member) -> None:
    answer = sign_in(client, mia).post(_path(ben), {"role": "moderator", "role_label": "", "is_active": "on"})
    assert answer.status_code == 403
    assert Member.objects.get(pk=ben.pk).role == Role.MEMBER


def test_nobody_is_made_or_deleted_here(client: Client, olga: Member, ben: Member) -> None:
    sign_in(client, olga)
    assert client.get("/admin/members/member/add/").status_code == 403
    assert client.post(f"/admin/members/member/{ben.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Member.objects.filter(pk=ben.pk).exists()


def test_groups_are_made_and_changed_by_actions(client: Client, otto: Member) -> None:
    sign_in(client, otto)
    asked = {"name": "Hosts", "slug": "hosts", "description": "", "is_public": "on"}
    assert client.post("/admin/members/group/add/", asked).status_code == 302
    group = Group.objects.get()
    answer = client.post(f"/admin/members/group/{group.pk}/change/", {**asked, "description": "They pour."})
    assert answer.status_code == 302
    assert Group.objects.get().description == "They pour."
    assert sorted(AuditEntry.objects.values_list("deed", flat=True))[:2] == ["group.change", "group.create"]


def test_addresses_are_for_administrators(client: Client, mia: Member, otto: Member, ben: Member) -> None:
    for viewer, shown in ((mia, False), (otto, True)):
        sign_in(client, viewer)
        assert ("ben@example.org" in client.get(_path(ben)).text) == shown
        assert ("Ben de Wit" in client.get("/admin/members/member/?q=ben@example").text) == shown
