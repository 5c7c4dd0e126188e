"""Every write of conversation, one function a verb."""

from forums.actions.categories import USUAL, change_category, remove_category
from forums.actions.moderating import hide_topic, lock_topic, move_topic, pin_topic, show_topic, unlist_topic
from forums.actions.posts import delete_post, edit_post, reply_to_topic, restore_post
from forums.actions.reactions import toggle_reaction
from forums.actions.topics import edit_topic, publish_topic

__all__ = [
    "USUAL",
    "change_category",
    "delete_post",
    "edit_post",
    "edit_topic",
    "hide_topic",
    "lock_topic",
    "move_topic",
    "pin_topic",
    "publish_topic",
    "remove_category",
    "reply_to_topic",
    "restore_post",
    "show_topic",
    "toggle_reaction",
    "unlist_topic",
]
