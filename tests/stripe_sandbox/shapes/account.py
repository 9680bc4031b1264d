"""The account behind the key: enough to see that the key works and that money could be taken."""

from ..errors import Obj

ACCOUNT: Obj = {
    "id": "acct_1SandboxLectern00",
    "object": "account",
    "business_profile": {"mcc": "8299", "name": "Lectern test payments", "url": None},
    "business_type": "company",
    "capabilities": {"card_payments": "active", "transfers": "active"},
    "charges_enabled": True,
    "country": "GB",
    "default_currency": "gbp",
    "details_submitted": True,
    "email": "payments@example.org",
    "metadata": {},
    "payouts_enabled": True,
    "settings": {
        "dashboard": {"display_name": "Lectern test payments", "timezone": "Europe/London"},
        "payments": {"statement_descriptor": "LECTERN TEST"},
    },
    "type": "standard",
}
