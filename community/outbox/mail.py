"""Django's mail through the outbox: written with the deed, sent after it, tried again when it fails."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from community.outbox import actions


class OutboxEmailBackend(BaseEmailBackend):
    """What everything sends through (`EMAIL_BACKEND`); the real transport is `KRING_MAIL_TRANSPORT`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            actions.put(
                "email",
                key=str(message.extra_headers.get("X-Kring-Key") or f"email:{secrets.token_hex(12)}"),
                payload={
                    "subject": message.subject,
                    "text": message.body,
                    "html": html_of(message),
                    "from": message.from_email,
                    "to": list(message.to),
                    "headers": {k: str(v) for k, v in message.extra_headers.items() if k != "X-Kring-Key"},
                },
            )
        return len(email_messages)


class ReadableBackend(BaseEmailBackend):
    """The transport of a site without a mail server: its owner reads the mail in the staff pages."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            actions.keep_mail(message, html_of(message))
        return len(email_messages)


def html_of(message: EmailMessage) -> str:
    """The HTML form of a mail, or nothing."""
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(content) for content, mime in message.alternatives if mime == "text/html"), "")
