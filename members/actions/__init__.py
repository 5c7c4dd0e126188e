"""The only writers of people, their groups and their ways in."""

from members.actions.avatars import change_avatar, remove_avatar
from members.actions.groups import add_to_group, change_group, create_group, rebuild_group_ids, remove_from_group
from members.actions.importing import Unclaimed, create_unclaimed, create_unclaimed_many
from members.actions.joining import confirm_address, create_member, join
from members.actions.profiles import change_profile, set_password
from members.actions.roles import set_active, set_role
from members.actions.sign_in_links import make_owner_link, use_sign_in_link

__all__ = [
    "Unclaimed",
    "add_to_group",
    "change_avatar",
    "change_group",
    "change_profile",
    "confirm_address",
    "create_group",
    "create_member",
    "create_unclaimed",
    "create_unclaimed_many",
    "join",
    "make_owner_link",
    "rebuild_group_ids",
    "remove_avatar",
    "remove_from_group",
    "set_active",
    "set_password",
    "set_role",
    "use_sign_in_link",
]
