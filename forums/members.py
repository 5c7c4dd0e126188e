"""Plug into profiles: what someone started and answered."""

from django.utils.translation import gettext_lazy as _

from forums.queries import replies_by, topics_by
from members.profile_tabs import register

register("topics", _("Topics"), topics_by, "forums/_tab_topics.html")
register("replies", _("Replies"), replies_by, "forums/_tab_replies.html")
