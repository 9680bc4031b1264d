"""Pages of the attendees app."""
