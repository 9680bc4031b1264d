"""How lengths of time are said and written. A length is a whole number of minutes, never negative."""

QUARTERS = {0: "", 15: "¼", 30: "½", 45: "¾"}


def spoken_hours(minutes: int) -> str:
    """As people say it: "5½ hours", "1 hour", "45 minutes"; by the clock where quarters will not do ("2 h 10 min")."""
    hours, rest = _parts(minutes)
    if not hours:
        return _counted(str(rest), "minute", one=rest == 1)
    if rest not in QUARTERS:
        return exact_hours(minutes)
    return _counted(f"{hours}{QUARTERS[rest]}", "hour", one=minutes == 60)


def exact_hours(minutes: int) -> str:
    """Hours and minutes in figures: "5 h 30 min", "6 h", "45 min"."""
    hours, rest = _parts(minutes)
    parts = [f"{hours} h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} min")
    return " ".join(parts)


def hours_label(minutes: int) -> str:
    """Both forms where they differ in more than spelling: "5½ hours (5 h 30 min)", but "6 hours" and "2 h 10 min"."""
    hours, rest = _parts(minutes)
    spoken = spoken_hours(minutes)
    if hours and QUARTERS.get(rest):
        return f"{spoken} ({exact_hours(minutes)})"
    return spoken


def _parts(minutes: int) -> tuple[int, int]:
    if minutes < 0:
        raise ValueError(f"A length of time cannot be negative: {minutes} minutes.")
    return divmod(minutes, 60)


def _counted(number: str, unit: str, *, one: bool) -> str:
    return f"{number} {unit}" if one else f"{number} {unit}s"
