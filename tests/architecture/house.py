"""The house as the laws see it: its apps by floor, and its sources as trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WINGS = ("community", "members", "forums", "events")

# From the ground up, and on each floor from left to right (docs/architecture.md, section 1); those not built yet as well.
FLOORS = (
    ("community.core",),
    (
        "community.audit", "community.siteconfig", "community.outbox", "community.attachments", "community.live",
        "community.search", "community.notifications", "community.moderation",
    ),
    (
        "members", "members.reputation", "members.badges", "members.perks", "members.direct_messages",
        "members.privacy",
    ),
    ("forums", "forums.questions", "forums.ideas", "forums.blogs"),
    ("events",),
    ("community.listening", "community.inbox", "community.automation", "community.insights"),
    ("community.home", "community.webhooks", "community.importers", "community.api"),
)  # fmt: skip
ROOF = ("community.settings", "community.urls", "community.asgi", "community.wsgi", "community.celery")
PLACES = {app: (floor, place) for floor, apps in enumerate(FLOORS) for place, app in enumerate(apps)}
PLACES |= {module: (len(FLOORS), 0) for module in ROOF}
APPS = [app for apps in FLOORS for app in apps]


@dataclass(frozen=True)
class Source:
    """One module: its dotted name and its text."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def app(self) -> str | None:
        return app_of(self.name)

    @property
    def room(self) -> str:
        """The first part of the name within its app."""
        return self.name.removeprefix(f"{self.app}.").split(".")[0] if self.name != self.app else ""


def app_of(module: str) -> str | None:
    """The app, or the module of the roof, that a module belongs to; the deepest one."""
    found = [app for app in PLACES if module == app or module.startswith(app + ".")]
    return max(found, key=len, default=None)


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the wings, without migrations."""
    return tuple(source for source in every_source() if ".migrations" not in source.name)


@cache
def every_source() -> tuple[Source, ...]:
    return tuple(_read(path) for wing in WINGS for path in sorted((ROOT / wing).rglob("*.py")))


def _read(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Source(".".join(parts[:-1] if is_package else parts), path.read_text(encoding="utf-8"), is_package)


def imports(source: Source) -> Iterator[str]:
    """Every module that is imported, also inside functions; a name taken from a package may be a module of it."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    above = source.name.split(".")[: len(source.name.split(".")) - node.level + source.is_package]
    return ".".join([*above, *([node.module] if node.module else [])])


def templates() -> dict[str, str]:
    """Our own templates by name."""
    folder = ROOT / "templates"
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*"))}


def pages() -> dict[str, str]:
    return {name: text for name, text in templates().items() if name.endswith(".html")}
