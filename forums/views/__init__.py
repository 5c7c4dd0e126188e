"""Pages of conversation."""
