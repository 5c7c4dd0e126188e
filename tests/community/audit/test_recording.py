from __future__ import annotations

from django.test import Client

from community.audit.actions import record
from community.audit.models import AuditEntry
from members.models import Member
from tests.cast import sign_in


def test_a_deed_is_kept_with_who_what_and_how_it_was(mia: Member, ben: Member) -> None:
    line = record(mia, "member.greet", ben, {"mood": "calm"}, {"mood": "glad"})
    line.refresh_from_db()
    assert (line.actor, line.deed, line.target_kind, line.target_id) == (
        mia,
        "member.greet",
        "members.member",
        str(ben.pk),
    )
    assert (line.target_name, line.before, line.after) == ("Ben de Wit", {"mood": "calm"}, {"mood": "glad"})


def test_the_house_itself_has_no_name(ben: Member) -> None:
    assert record(None, "member.greet", ben).actor is None


def test_the_log_is_read_by_the_team_and_changed_by_nobody(
    client: Client, mia: Member, otto: Member, ada: Member
) -> None:
    line = record(mia, "member.greet", ada)
    list_url, one_url = "/admin/audit/auditentry/", f"/admin/audit/auditentry/{line.pk}/"
    for reader in (mia, otto):
        browser = sign_in(Client(), reader)
        assert "member.greet" in browser.get(list_url).text
        assert browser.post(f"{one_url}change/", {"deed": "nothing"}).status_code == 403
        assert browser.post(f"{one_url}delete/", {"post": "yes"}).status_code == 403
        assert browser.get("/admin/audit/auditentry/add/").status_code == 403
    assert sign_in(client, ada).get(list_url).status_code == 302
    assert AuditEntry.objects.get(pk=line.pk).deed == "member.greet"
