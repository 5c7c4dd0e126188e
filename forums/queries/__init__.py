"""What pages of conversation show, one function a page or list."""

from forums.queries.categories import (
    CategoryCard,
    category_cards,
    category_frame,
    category_or_404,
    tag_cloud,
    tag_or_404,
)
from forums.queries.lists import TopicList, TopicRow, listing, pinned_prompt, recent_topics, topics_by, topics_named
from forums.queries.posts import (
    history_of,
    post_or_404,
    post_row,
    posts_after,
    reactors_of,
    replies_by,
)
from forums.queries.topics import TopicPage, number_at, old_address, page_number_of, tag_names, topic_or_404, topic_page
from forums.queries.writing import answered_row, first_startable, nodes_for, preview, reply_start

__all__ = [
    "CategoryCard",
    "TopicList",
    "TopicPage",
    "TopicRow",
    "answered_row",
    "category_cards",
    "category_frame",
    "category_or_404",
    "first_startable",
    "history_of",
    "listing",
    "nodes_for",
    "number_at",
    "old_address",
    "page_number_of",
    "pinned_prompt",
    "post_or_404",
    "post_row",
    "posts_after",
    "preview",
    "reactors_of",
    "recent_topics",
    "replies_by",
    "reply_start",
    "tag_cloud",
    "tag_names",
    "tag_or_404",
    "topic_or_404",
    "topic_page",
    "topics_by",
    "topics_named",
]
