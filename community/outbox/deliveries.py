"""Delivering mail."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from community.outbox.registry import PermanentFailure, delivers


@delivers("email")
def send(payload: dict[str, Any]) -> None:
    """Send one mail through the transport; an address that the server refuses for good is given up."""
    message = EmailMultiAlternatives(
        payload["subject"], payload["text"], payload["from"], payload["to"], headers=payload["headers"]
    )
    if payload["html"]:
        message.attach_alternative(payload["html"], "text/html")
    message.connection = get_connection(settings.KRING_MAIL_TRANSPORT)
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        if all(500 <= code < 600 for code, _words in refused.recipients.values()):
            raise PermanentFailure(str(refused)) from refused
        raise
    except SMTPSenderRefused as refused:
        if 500 <= refused.smtp_code < 600:
            raise PermanentFailure(str(refused)) from refused
        raise
