"""What conversation can recompute."""

from community.core.rebuild import rebuilds
from forums.actions import upkeep

rebuilds("forums.containers")(upkeep.recount_containers)
rebuilds("forums.members")(upkeep.recount_members)
rebuilds("forums.reactions")(upkeep.recount_reactions)
rebuilds("forums.search")(upkeep.index_anew)
rebuilds("forums.topics")(upkeep.recount_topics)
