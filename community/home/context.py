"""What surrounds every page: the spaces in the navigation, and where the viewer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from forums.models import Node, tree
from members.guest import Guest


@dataclass(frozen=True, slots=True)
class Space:
    name: str
    url: str
    hue: int
    icon: str
    description: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    spaces: tuple[Space, ...]
    path: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Top-level categories that this viewer sees; no query while the tree is kept."""
    viewer = getattr(request, "viewer", None) or Guest()
    nodes = [node for node in tree().visible(viewer) if node.depth == 0]
    here = getattr(request, "space", None)
    return {"frame": Frame(tuple(_space(node, request.path, here) for node in nodes), request.path)}


def _space(node: Node, path: str, here: str | None) -> Space:
    return Space(
        node.name, node.url, node.hue, node.icon, node.description, path.startswith(node.url) or here == node.slug
    )
