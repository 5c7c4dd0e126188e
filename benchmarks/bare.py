"""R: a view that renders 20 stored posts with a plain template and no middleware, beside the site's own addresses."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, path

from benchmarks.site import Wsgi
from community.urls import urlpatterns as site
from forums.models import Post

PAGE = Engine().from_string(
    "<!doctype html><title>{{ title }}</title><ol>"
    "{% for post in posts %}<li id='post-{{ post.number }}'>"
    "<b>{{ post.author.name }}</b><div>{{ post.html|safe }}</div></li>{% endfor %}</ol>"
)


def posts(_request: HttpRequest, topic_id: int) -> HttpResponse:
    """The first page of a topic, as bare as it can be."""
    rows = Post.objects.filter(topic_id=topic_id, position__lte=20).select_related("author").order_by("position")
    page = PAGE.render(Context({"title": "R", "posts": list(rows)})).encode()
    return HttpResponse(page, headers={"Content-Length": str(len(page))})


urlpatterns: list[URLPattern | URLResolver] = [path("benchmarks/bare/<int:topic_id>/", posts), *site]


def handler() -> Wsgi:
    """Django's own handler without middleware."""
    with override_settings(MIDDLEWARE=[]):
        return WSGIHandler()
