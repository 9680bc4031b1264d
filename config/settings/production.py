"""What a real deployment runs: the base, after checking that nothing is missing."""

from config.settings.base import *  # noqa: F403
from config.settings.base import require_production_settings

require_production_settings()
