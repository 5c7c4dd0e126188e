"""Tables of conversation."""

from forums.models.category import Category, CategoryRight, Node, Tree, Verb, View, tree
from forums.models.post import Body, Format, Post, PostKind, PostState, Revision, Submission
from forums.models.reaction import KINDS, Reaction, ReactionKind
from forums.models.topic import Pin, Tag, Topic, TopicKind, TopicState, TopicTag

__all__ = [
    "KINDS",
    "Body",
    "Category",
    "CategoryRight",
    "Format",
    "Node",
    "Pin",
    "Post",
    "PostKind",
    "PostState",
    "Reaction",
    "ReactionKind",
    "Revision",
    "Submission",
    "Tag",
    "Topic",
    "TopicKind",
    "TopicState",
    "TopicTag",
    "Tree",
    "Verb",
    "View",
    "tree",
]
