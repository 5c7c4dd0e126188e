"""The site as it runs, set up in this process on a data folder of its own, and asked without a network in between."""

from __future__ import annotations

import io
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
HOST, PORT = "127.0.0.1", 8000
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# The benchmarks are of the embedded default, whatever the shell they start in says.
_OURS = ("KRING_", "DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "EMAIL_URL", "STORAGE_URL", "HOST", "PORT")


def environment(data: Path, settings: str = "") -> dict[str, str]:
    """The embedded default on a data folder, for this process or another."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {
        "KRING_DATA": str(data),
        "KRING_SECRET_KEY": "benchmarks-only",
        "KRING_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": settings or "community.settings.production",
    }


def set_up(data: Path) -> None:
    """Make this process a Kring on the data folder, with the bare page of the benchmarks beside its own."""
    wanted = environment(data)
    for name in [name for name in os.environ if name not in wanted]:
        del os.environ[name]
    os.environ.update(wanted)
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ROOT_URLCONF = "benchmarks.bare"
    call_command("collectstatic", interactive=False, verbosity=0)
    lift_limits()


def lift_limits() -> None:
    """In this process alone every deed is still counted, and none is too many."""
    from community.core.limits import RATES

    RATES.update({what: re.sub(r"\d+/", "1000000/", rates) for what, rates in RATES.items()})


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's cookies."""

    cookies: str = ""
    token: str = ""


GUEST = Member()


def sign_in(username: str) -> Member:
    """A real session and its cookies."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    person = get_user_model()._default_manager.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    token = secrets.token_hex(16)
    pairs = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return Member("; ".join(f"{name}={value}" for name, value in pairs.items()), token)


def ask(
    wsgi: Wsgi,
    path: str,
    member: Member = GUEST,
    form: dict[str, str] | None = None,
    *,
    encoding: str = "",
    wanted: Sequence[int] = (200,),
) -> Answer:
    """One request, read to its end; with a form it is a POST with the member's CSRF token.

    Raises RuntimeError when the answer is not one of those wanted: its figures would mean nothing.
    """
    began: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
        began[:] = [status, headers]

    result = wsgi(_environ(path, member, form, encoding), start)
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    if (status := int(began[0][:3])) not in wanted:
        message = f"{path} answers {status}"
        raise RuntimeError(message)
    return Answer(status, {name.lower(): value for name, value in began[1]}, body)


def _environ(path: str, member: Member, form: dict[str, str] | None, encoding: str) -> dict[str, Any]:
    bare, _mark, query = path.partition("?")
    content = b"" if form is None else urlencode(form | {"csrfmiddlewaretoken": member.token}).encode()
    return {
        "REQUEST_METHOD": "GET" if form is None else "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": bare,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": HOST,
        "SERVER_PORT": str(PORT),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": f"{HOST}:{PORT}",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": "nl",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if form is not None else "",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **({"HTTP_COOKIE": member.cookies} if member.cookies else {}),
        **({"HTTP_ACCEPT_ENCODING": encoding} if encoding else {}),
    }
