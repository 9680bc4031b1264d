"""Data for search engines cannot break out of its element."""

import json

import pytest

from workshops.templatetags.structured import json_ld

HEAD, FOOT = '<script type="application/ld+json">', "</script>"


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b", "Siân’s “day”", "<script"])
def test_json_ld_holds_any_text(text):
    html = json_ld({"name": text})

    inside = html.removeprefix(HEAD).removesuffix(FOOT)
    assert html == HEAD + inside + FOOT
    assert json.loads(inside) == {"name": text}
    assert not set("<>&") & set(inside)
