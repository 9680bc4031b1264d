"""Pages of the workshops app."""
