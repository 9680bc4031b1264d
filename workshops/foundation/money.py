"""Amounts are whole pence everywhere; only this module turns them into words."""


def spoken_price(pence: int) -> str:
    """`pence` as people say a price: "Free", "£95", "£12.50"."""
    if pence == 0:
        return "Free"
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def exact_amount(pence: int) -> str:
    """`pence` as a bill prints it: "£95.00", and "-£5.00" for money that goes back."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
