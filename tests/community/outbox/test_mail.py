"""Mail: through the outbox to its transport, or to the staff pages where there is none."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from community.outbox import actions
from community.outbox.models import Entry, StoredMail
from members.models import Member
from tests.cast import sign_in

Commit = DjangoCaptureOnCommitCallbacks
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def send(subject: str = "Welcome", **headers: str) -> None:
    """As any code sends mail; pytest-django puts another backend in EMAIL_BACKEND's place."""
    message = EmailMultiAlternatives(
        subject, "Go to http://kring.example/a?b=1&c=2", "kring@kring.example", ["ben@example.org"], headers=headers
    )
    message.attach_alternative("<p>Go</p>", "text/html")
    message.connection = get_connection("community.outbox.mail.OutboxEmailBackend")
    message.send()


@pytest.mark.django_db
def test_mail_reaches_its_transport_as_it_was_written(
    settings: Settings, django_capture_on_commit_callbacks: Commit
) -> None:
    settings.KRING_MAIL_TRANSPORT = LOCMEM
    with django_capture_on_commit_callbacks(execute=True):
        send(**{"List-Unsubscribe": "<http://kring.example/u>"})
        assert mail.outbox == []
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.subject, sent.body, sent.to) == (
        "Welcome",
        "Go to http://kring.example/a?b=1&c=2",
        ["ben@example.org"],
    )
    assert [tuple(part) for part in sent.alternatives] == [("<p>Go</p>", "text/html")]
    assert sent.extra_headers == {"List-Unsubscribe": "<http://kring.example/u>"}


@pytest.mark.django_db
def test_mail_with_the_same_key_is_sent_once() -> None:
    send(**{"X-Kring-Key": "welcome:7"})
    send(**{"X-Kring-Key": "welcome:7"})
    send()
    assert Entry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "gives_up"),
    [
        (SMTPRecipientsRefused({"ben@example.org": (550, b"no such person")}), True),
        (SMTPRecipientsRefused({"ben@example.org": (451, b"later")}), False),
        (SMTPSenderRefused(553, b"not from you", "kring@kring.example"), True),
        (SMTPSenderRefused(421, b"busy", "kring@kring.example"), False),
        (SMTPServerDisconnected("gone"), False),
    ],
)
def test_only_what_a_server_refuses_for_good_is_given_up(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, error: Exception, gives_up: bool
) -> None:
    def refuse(*args: object) -> int:
        raise error

    settings.KRING_MAIL_TRANSPORT = LOCMEM
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    send()
    entry = Entry.objects.get()
    actions.deliver_entry(entry.pk)
    entry.refresh_from_db()
    assert (entry.dead_at is not None, entry.done_at) == (gives_up, None)


@pytest.fixture
def kept(db: None) -> StoredMail:
    """A mail of a site without a mail server."""
    send()
    actions.sweep()
    return StoredMail.objects.get()


def test_administrator_reads_kept_mail_with_links_to_follow(client: Client, otto: Member, kept: StoredMail) -> None:
    sign_in(client, otto)
    listed = client.get("/staff/mail/").content.decode()
    assert f'href="/staff/mail/{kept.pk}/"' in listed
    assert "ben@example.org" in listed
    shown = client.get(f"/staff/mail/{kept.pk}/").content.decode()
    assert 'href="http://kring.example/a?b=1&amp;c=2"' in shown


def test_words_of_a_mail_are_shown_and_never_run(client: Client, otto: Member, kept: StoredMail) -> None:
    StoredMail.objects.update(subject="<script>1</script>", text="<script>2</script>", html="<script>3</script>")
    sign_in(client, otto)
    for path in ("/staff/mail/", f"/staff/mail/{kept.pk}/"):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;1" in page
        assert "<script>" not in page


@pytest.mark.parametrize("who", ["guest", "ada", "alma", "mia"])
def test_kept_mail_does_not_exist_for_others(
    client: Client, kept: StoredMail, who: str, request: pytest.FixtureRequest
) -> None:
    if who != "guest":
        sign_in(client, request.getfixturevalue(who))
    assert client.get("/staff/mail/").status_code == 404
    assert client.get(f"/staff/mail/{kept.pk}/").status_code == 404


def test_mail_that_is_not_there_is_not_found(client: Client, otto: Member, kept: StoredMail) -> None:
    assert sign_in(client, otto).get(f"/staff/mail/{kept.pk + 1}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_whatever_its_length(
    client: Client, otto: Member, db: None, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        send(f"Mail {number}")
    actions.sweep()
    sign_in(client, otto).get("/staff/mail/")
    with django_assert_num_queries(3):  # session, member, mail
        page = client.get("/staff/mail/").content.decode()
    assert page.count("ben@example.org") == count


def test_administrator_resends_from_the_admin(client: Client, otto: Member, db: None) -> None:
    send()
    entry = Entry.objects.get()
    Entry.objects.update(attempts=8, dead_at=entry.created_at)
    answer = sign_in(client, otto).post(
        "/admin/outbox/entry/", {"action": "try_again", "_selected_action": [str(entry.pk)]}
    )
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert (entry.dead_at, entry.attempts) == (None, 0)
