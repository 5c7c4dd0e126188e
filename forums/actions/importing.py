"""Writing whole topics at once, with their own times: for archives and for the demo. Nobody is notified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Model

from community.core.markdown import RULES_VERSION
from community.core.text import clean_line, excerpt, language_of, slug_of, tag_slug_of
from community.search import actions as search
from community.search.documents import Document
from forums.actions.counting import count_member, index, recount_topic
from forums.models import (
    Category,
    Format,
    Pin,
    Post,
    PostKind,
    PostState,
    Reaction,
    Tag,
    Topic,
    TopicState,
    TopicTag,
    tree,
)
from forums.search import KIND
from members.models import Member

BATCH = 500
HIGHEST_NUMBER = 100_000_000


@dataclass(frozen=True, slots=True)
class PostIn:
    """A post to be written as it is; `html` and `text` come from rendering `body` before."""

    pk: int
    number: int
    body: str
    html: str
    text: str
    created_at: datetime
    author_id: int | None = None
    author_name: str = ""
    body_format: str = Format.MARKDOWN
    edited_at: datetime | None = None
    reply_to: int | None = None  # pk of a post of the same topic
    subject: str = ""
    kind: str = PostKind.POST
    state: str = PostState.VISIBLE
    imported_counts: dict[str, int] = field(default_factory=dict)
    reactions: tuple[tuple[int, str], ...] = ()  # (member, kind)


@dataclass(frozen=True, slots=True)
class TopicIn:
    """A topic with its posts in order; the first one opens it."""

    category_id: int
    title: str
    posts: Sequence[PostIn]
    pk: int | None = None
    author_id: int | None = None
    author_name: str = ""
    slug: str = ""
    tags: Sequence[str] = ()
    is_locked: bool = False
    pin: int = Pin.NOWHERE
    view_count: int = 0
    source_url: str = ""
    old_path: str = ""
    accepted: int | None = None  # pk of a post
    language: str = "en"


@transaction.atomic
def reserve_ids(model: type[Model], count: int) -> range:
    """Ids that no other row will get, so that rows can refer to each other before they are written."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [table])
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count])
            return range(first, first + count)
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if cursor.rowcount == 0:
            cursor.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = int(cursor.fetchone()[0])
        return range(last - count + 1, last + 1)


def reserve_post_ids(count: int) -> range:
    return reserve_ids(Post, count)


def reserve_topic_ids(count: int) -> range:
    return reserve_ids(Topic, count)


@transaction.atomic
def add_topics(topics: Sequence[TopicIn]) -> list[Topic]:
    """Write topics with all that counts them and makes them findable, in one transaction."""
    topics = [replace(topic, posts=_numbered(topic.posts, set())) for topic in topics]
    rows = Topic.objects.bulk_create([_topic(topic) for topic in topics], batch_size=BATCH)
    posts: list[Post] = []
    for row, topic in zip(rows, topics, strict=True):
        posts += _posts(row, topic.posts)
    # An answered post may stand later in the list, so replies are linked once all are there.
    answers = {post.pk: post.reply_to_id for post in posts if post.reply_to_id}
    for post in posts:
        post.reply_to_id = None
    Post.objects.bulk_create(posts, batch_size=BATCH)
    linked = [post for post in posts if post.pk in answers]
    for post in linked:
        post.reply_to_id = answers[post.pk]
    Post.objects.bulk_update(linked, ["reply_to"], batch_size=BATCH)
    _note_officials(rows, topics)
    _accept(rows, topics)
    _tag(rows, topics)
    _react([post for topic in topics for post in topic.posts])
    _count(rows, topics)
    search.index(_documents(rows, topics), is_new=True)
    return rows


@transaction.atomic
def add_posts(topic_id: int, posts: Sequence[PostIn]) -> None:
    """Posts that an earlier import of a topic lacked, put at its end under their own numbers where these are free."""
    topic = Topic.objects.lock(topic_id)
    here = list(topic.posts.order_by("position").defer("body", "html"))
    rows = _posts(topic, _numbered(posts, {post.number for post in here}, topic.next_number), here)
    Post.objects.bulk_create(rows, batch_size=BATCH)
    topic.row_count += len(rows)
    topic.next_number = max(topic.next_number, *(post.number + 1 for post in rows))
    topic.save(update_fields=["row_count", "next_number"])
    recount_topic(topic)
    _react(posts)
    Topic.objects.filter(pk=topic.pk).update(
        reaction_count=F("reaction_count") + sum(len(post.reactions) for post in posts)
    )
    for post in rows:
        if topic.is_visible and post.is_visible and post.kind == PostKind.POST:
            count_member(post.author_id, replies=1)
    index(topic, *rows)


def _numbered(posts: Sequence[PostIn], taken: set[int], following: int = 1) -> list[PostIn]:
    """Each under its own number, or under a new one after all others when that is taken or cannot be one."""
    following = max([following, *(post.number + 1 for post in posts if post.number <= HIGHEST_NUMBER)])
    numbered: list[PostIn] = []
    for post in posts:
        if post.number in taken or not 0 < post.number <= HIGHEST_NUMBER:
            post, following = replace(post, number=following), following + 1  # noqa: PLW2901  # the same post
        taken.add(post.number)
        numbered.append(post)
    return numbered


def _topic(topic: TopicIn) -> Topic:
    shown = [post for post in topic.posts if post.state == PostState.VISIBLE and post.kind == PostKind.POST]
    last = max(shown or topic.posts, key=lambda post: post.created_at)
    title = clean_line(topic.title)[:255] or "…"
    return Topic(
        pk=topic.pk,
        category_id=topic.category_id,
        title=title,
        slug=topic.slug or slug_of(title),
        author_id=topic.author_id,
        author_name=topic.author_name[:100],
        language=language_of(f"{title} {topic.posts[0].text[:2000]}", topic.language),
        excerpt=excerpt(topic.posts[0].text),
        created_at=min(post.created_at for post in topic.posts),
        last_post_at=last.created_at,
        last_author_id=last.author_id,
        last_author_name=last.author_name[:100],
        last_number=last.number,
        last_excerpt=excerpt(last.text),
        next_number=max(post.number for post in topic.posts) + 1,
        row_count=len(topic.posts),
        reply_count=sum(post is not topic.posts[0] for post in shown),
        participant_count=len({post.author_id for post in shown if post.author_id}),
        reaction_count=sum(len(post.reactions) for post in topic.posts),
        view_count=topic.view_count,
        is_locked=topic.is_locked,
        pin=topic.pin,
        source_url=topic.source_url[:500],
        old_path=topic.old_path[:400],
    )


def _posts(topic: Topic, posts: Sequence[PostIn], here: Sequence[Post] = ()) -> list[Post]:
    """Places in the order of time and in the tree, after those here. One whose parent comes later hangs at the top."""
    placed = {post.pk: post for post in here}
    for position, post in enumerate(posts, len(here) + 1):
        parent = placed.get(post.reply_to or 0)
        path = f"{post.number:08x}"
        if parent is not None and parent.position > 1:
            path, root = parent.path + path, parent.root
        elif position == 1:
            root = 0
        else:
            topic.root_count += 1
            root = topic.root_count
        placed[post.pk] = _post(topic, post, position, path, root)
    Topic.objects.filter(pk=topic.pk).update(root_count=topic.root_count)
    return list(placed.values())[len(here) :]


def _post(topic: Topic, post: PostIn, position: int, path: str, root: int) -> Post:
    return Post(
        pk=post.pk,
        topic=topic,
        number=post.number,
        position=position,
        author_id=post.author_id,
        author_name=post.author_name[:100],
        kind=post.kind,
        state=post.state,
        reply_to_id=post.reply_to,
        path=path,
        root=root,
        subject=clean_line(post.subject)[:255],
        body=post.body,
        body_format=post.body_format,
        html=post.html,
        rules_version=RULES_VERSION,
        created_at=post.created_at,
        edited_at=post.edited_at,
        reaction_counts=dict(Counter(kind for _member, kind in post.reactions)),
        imported_counts=post.imported_counts,
    )


def _note_officials(rows: Sequence[Topic], topics: Sequence[TopicIn]) -> None:
    """The first reply of someone with a role label, by whom the topic's landmarks name it."""
    authors = {post.author_id for topic in topics for post in topic.posts if post.author_id}
    labelled = set(Member.objects.filter(pk__in=authors).exclude(role_label="").values_list("pk", flat=True))
    for row, topic in zip(rows, topics, strict=True) if labelled else ():
        number = next((post.number for post in topic.posts[1:] if post.author_id in labelled), None)
        if number:
            Topic.objects.filter(pk=row.pk).update(official_number=number)


def _accept(rows: Sequence[Topic], topics: Sequence[TopicIn]) -> None:
    for row, topic in zip(rows, topics, strict=True):
        if topic.accepted:
            Topic.objects.filter(pk=row.pk).update(accepted_post_id=topic.accepted)


def _tag(rows: Sequence[Topic], topics: Sequence[TopicIn]) -> None:
    names = {tag_slug_of(name): clean_line(name)[:30] for topic in topics for name in topic.tags if clean_line(name)}
    if not names:
        return
    Tag.objects.bulk_create([Tag(name=name, slug=slug) for slug, name in names.items()], ignore_conflicts=True)
    tags = {tag.slug: tag for tag in Tag.objects.filter(slug__in=names)}
    links = [
        TopicTag(topic=row, tag=tags[slug])
        for row, topic in zip(rows, topics, strict=True)
        for slug in dict.fromkeys(tag_slug_of(name) for name in topic.tags if clean_line(name))
    ]
    TopicTag.objects.bulk_create(links, batch_size=BATCH)
    for tag_id, count in Counter(link.tag_id for link in links).items():
        Tag.objects.filter(pk=tag_id).update(topic_count=F("topic_count") + count)


def _react(posts: Sequence[PostIn]) -> None:
    Reaction.objects.bulk_create(
        [
            Reaction(post_id=post.pk, member_id=member_id, kind=kind, created_at=post.created_at)
            for post in posts
            for member_id, kind in post.reactions
        ],
        batch_size=BATCH,
    )


def _count(rows: Sequence[Topic], topics: Sequence[TopicIn]) -> None:
    for category_id, count in Counter(row.category_id for row in rows if row.state == TopicState.VISIBLE).items():
        Category.objects.filter(pk=category_id).update(topic_count=F("topic_count") + count)
    started = Counter(topic.author_id for topic in topics if topic.author_id)
    wrote = Counter(
        post.author_id
        for topic in topics
        for post in topic.posts[1:]
        if post.author_id and post.state == PostState.VISIBLE and post.kind == PostKind.POST
    )
    for member_id in started.keys() | wrote.keys():
        Member.objects.filter(pk=member_id).update(
            topic_count=F("topic_count") + started[member_id], reply_count=F("reply_count") + wrote[member_id]
        )
    transaction.on_commit(tree.forget)


def _documents(rows: Sequence[Topic], topics: Sequence[TopicIn]) -> list[Document]:
    return [
        Document(
            kind=KIND,
            object_id=post.pk,
            parent_id=row.pk,
            audience=row.category_id,
            author_id=post.author_id,
            title=row.title if post is topic.posts[0] else post.subject,
            body=post.text,
            language=language_of(post.text[:1000], row.language),
            created_at=post.created_at,
        )
        for row, topic in zip(rows, topics, strict=True)
        for post in topic.posts
        if post.state == PostState.VISIBLE and post.kind == PostKind.POST
    ]
