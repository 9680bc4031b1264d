"""A made-up catalogue to try Lectern with: the words stand in the TOML files, what makes rows of them beside these."""
