"""Members and their groups."""

from members.models.group import Group, GroupMembership
from members.models.member import Member, MemberQuerySet, Role, State
from members.models.sign_in_link import SignInLink

__all__ = ["Group", "GroupMembership", "Member", "MemberQuerySet", "Role", "SignInLink", "State"]
