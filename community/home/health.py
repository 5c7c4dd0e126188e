"""Is the house well? The process alone, and everything it leans on."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.core.guards import public
from community.outbox.queries import oldest_due_seconds

LEAST_DISK = 200 * 1024 * 1024
OLDEST_JOB = 15 * 60


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when all that a visitor needs works, else 503; what is wrong is told only to the holder of the token."""
    findings = {name: _try(check) for name, check in CHECKS.items()}
    well = all(finding == "ok" for finding in findings.values())
    status = 200 if well else 503
    if _holds_token(request):
        return JsonResponse({"ready": well, "checks": findings}, status=status)
    return HttpResponse("ready\n" if well else "not ready\n", content_type="text/plain; charset=utf-8", status=status)


def _holds_token(request: HttpRequest) -> bool:
    token = (
        (settings.KRING_DATA / "health-token").read_text().strip()
        if (settings.KRING_DATA / "health-token").exists()
        else ""
    )
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(token.encode(), given.encode())


def _try(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # whatever fails is the finding
        return f"failed: {type(error).__name__}"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait" if waiting else "ok"


def _disk() -> str:
    free = shutil.disk_usage(settings.KRING_DATA).free
    return "ok" if free > LEAST_DISK else f"only {free // 1_000_000} MB free"


def _jobs() -> str:
    age = oldest_due_seconds()
    return "ok" if age < OLDEST_JOB else f"the oldest job waits {int(age)} s"


def _redis() -> str:
    if not settings.REDIS_URL:
        return "ok"
    from django.core.cache import cache

    cache.set("readyz", 1, 10)
    return "ok" if cache.get("readyz") == 1 else "does not keep what it is given"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "jobs": _jobs,
    "redis": _redis,
}
