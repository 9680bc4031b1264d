"""People who book, come and earn certificates in the made-up catalogue: who they are stands in the TOML files."""
