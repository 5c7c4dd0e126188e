from __future__ import annotations

from community.core.markdown import RULES_VERSION
from forums.models import Post, Topic
from forums.tasks import render_anew
from members.models import Member
from tests.builders import make_reply


def test_posts_of_older_rules_are_rendered_anew_once(topic: Topic, ben: Member) -> None:
    make_reply(ben, topic, body="Plain *words*.")
    Post.objects.update(rules_version=RULES_VERSION - 1, html="<p>old</p>")
    assert render_anew() == 2
    assert list(Post.objects.order_by("number").values_list("html", "rules_version", "version")) == [
        ("<p>Mine stays thin as water.</p>", RULES_VERSION, 2), ("<p>Plain <em>words</em>.</p>", RULES_VERSION, 2),
    ]  # fmt: skip
    assert render_anew() == 0


def test_a_post_that_is_too_much_now_keeps_its_old_form(topic: Topic) -> None:
    Post.objects.update(rules_version=0, html="<p>old</p>", body="x" * 2_000_000)
    assert render_anew() == 1
    assert list(Post.objects.values_list("html", "rules_version")) == [("<p>old</p>", RULES_VERSION)]


def test_people_and_topics_that_a_text_names_are_linked(topic: Topic, ada: Member, ben: Member) -> None:
    Topic.objects.update(source_url="https://old.example/node/1")
    html = make_reply(ada, topic, body="@ben and @nobody, see https://old.example/node/1#c2").html
    assert 'href="/u/ben/"' in html
    assert "/u/nobody/" not in html
    assert f'href="{topic.url}"' in html
