"""Pages of the certificates app."""
