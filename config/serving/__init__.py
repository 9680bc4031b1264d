"""What bin/serve runs: every process of an installation on one machine, under one roof."""
