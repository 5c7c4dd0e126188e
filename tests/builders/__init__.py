"""What tests are made of, by real actions."""

from tests.builders.forums import make_category, make_reply, make_topic
from tests.builders.members import PASSWORD, make_group, make_member, make_picture

__all__ = [
    "PASSWORD",
    "make_category",
    "make_group",
    "make_member",
    "make_picture",
    "make_reply",
    "make_topic",
]
