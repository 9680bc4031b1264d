"""A certificate's PDF shown on the page, as it was sent and tampered with."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def sent(sample_site, sign_in, new_page):
    """A certificate's PDF as its holder has it."""
    holder = new_page(width=1280)
    sign_in(holder, "priya@lectern.example")
    path = holder.locator("a[href*='/certificates/LEC']").first.get_attribute("href")
    return holder.request.get(f"{sample_site.url}{path}").body()


@pytest.mark.parametrize("width", [390, 1280])
def test_file_is_compared_with_what_was_issued(sample_site, sent, new_page, axe, shoot, width):
    page = new_page(width=width)
    middle = len(sent) // 2
    tampered = sent[:middle] + bytes([sent[middle] ^ 1]) + sent[middle + 1 :]
    page.goto(f"{sample_site.url}/verify/")
    shoot(page, f"{width} verify form")

    for data, title in (
        (sent, "This file is genuine"),
        (tampered, "This file is not the one that was issued"),
        (b"%PDF-1.7 of somebody else", "We do not know this file"),
    ):
        page.get_by_label("PDF of the certificate").set_input_files(
            {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": data}
        )
        page.get_by_role("button", name="Compare the file").click()
        shoot(page, f"{width} verify {title}")

        assert page.get_by_role("heading", level=1).inner_text() == title
        assert axe(page) == []
