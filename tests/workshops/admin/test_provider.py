"""The one provider and its signature."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import make_provider
from tests.workshops.admin.clients import form_data, organiser_client, said
from workshops.models import Provider, VatRate

pytestmark = pytest.mark.django_db
LIST, PAGE = "/admin/workshops/provider/", "/admin/workshops/provider/1/change/"


def image(kind, size=(80, 25)):
    buffer = io.BytesIO()
    Image.new("L", size, 255).save(buffer, kind)
    return SimpleUploadedFile(f"signature.{kind.lower()}", buffer.getvalue())


def upload(file):
    client = organiser_client()
    return client.post(PAGE, form_data(client, PAGE, signature=file))


def test_list_leads_to_the_form():
    make_provider()

    assert organiser_client().get(LIST).headers["Location"] == PAGE


def test_list_leads_to_an_empty_form_while_there_is_none():
    assert organiser_client().get(LIST).headers["Location"] == "/admin/workshops/provider/add/"


def test_first_provider_is_number_one():
    client, path = organiser_client(), "/admin/workshops/provider/add/"

    client.post(path, form_data(client, path, name="Alder Training"))

    assert list(Provider.objects.values_list("pk", "name")) == [(1, "Alder Training")]


def test_second_provider_is_refused():
    make_provider()

    assert organiser_client().get("/admin/workshops/provider/add/").status_code == 403


def test_provider_is_never_deleted():
    make_provider()

    assert organiser_client().post("/admin/workshops/provider/1/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_signature_is_taken_and_shown(kind):
    make_provider()
    client = organiser_client()

    client.post(PAGE, form_data(client, PAGE, signature=image(kind)))

    page = client.get(PAGE).content.decode()
    assert page.count('alt="The signature"') == 1


def test_signature_of_another_kind_is_refused():
    make_provider()

    response = upload(image("GIF"))

    assert response.context["adminform"].form.errors["signature"] == ["Upload the signature as a JPEG or PNG image."]


def test_signature_that_is_too_large_is_refused():
    make_provider()
    heavy = SimpleUploadedFile("signature.png", image("PNG").read() + b"\0" * 2_000_000)

    response = upload(heavy)

    assert response.context["adminform"].form.errors["signature"] == [
        "This image is larger than 2 MB. About 800 x 250 pixels are enough."
    ]


def test_hold_outside_what_stripe_allows_is_refused():
    make_provider()
    client = organiser_client()

    response = client.post(PAGE, form_data(client, PAGE, hold_minutes=2))

    assert response.context["adminform"].form.non_field_errors() == ["Hold a seat for between 5 minutes and 23 hours."]


def save(**changes):
    client = organiser_client()
    return client.post(PAGE, form_data(client, PAGE) | changes, follow=True)


def test_terms_of_booking_invoices_and_vat_are_entered():
    make_provider()

    save(
        cancellation_days=21,
        partial_days=7,
        partial_percent=40,
        swap_hours=1,
        move_days=5,
        offer_hours=12,
        approval_hours=72,
        takes_invoices="on",
        invoice_days=14,
        invoice_closes_days=20,
        invoice_release="release",
        bank_details="Alder Training\n20-00-00 12345678",
        vat_number="GB123456789",
        company_details="Company 01234567",
    )

    provider = Provider.objects.get()
    assert (provider.cancellation_days, provider.partial_days, provider.partial_percent) == (21, 7, 40)
    assert (provider.swap_hours, provider.move_days, provider.offer_hours, provider.approval_hours) == (1, 5, 12, 72)
    assert (provider.takes_invoices, provider.invoice_days, provider.invoice_closes_days) == (True, 14, 20)
    assert (provider.invoice_release, provider.vat_number) == ("release", "GB123456789")
    assert (provider.bank_details.splitlines()[0], provider.company_details) == ("Alder Training", "Company 01234567")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"partial_days": 14}, "A refund in part is 1 to 99 percent, nearer to the session than the full one."),
        (
            {"partial_days": 7, "partial_percent": 100},
            "A refund in part is 1 to 99 percent, nearer to the session than the full one.",
        ),
        ({"offer_hours": 0}, "An offer stands for 1 to 240 hours, an approval for 1 to 720."),
        ({"approval_hours": 721}, "An offer stands for 1 to 240 hours, an approval for 1 to 720."),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(changes, sentence):
    make_provider(cancellation_days=14)

    response = save(**changes)

    assert response.context["adminform"].form.non_field_errors() == [sentence]
    assert Provider.objects.get().offer_hours == 24


NO_BANK = "Invoices are offered, and nothing says how to pay them: enter the bank details."
NO_RATE = "No VAT rate is the default one, so tickets without a rate count with 20 %. Add one below VAT rates."


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"takes_invoices": "on", "bank_details": " "}, [NO_BANK]),
        ({"takes_invoices": "on", "bank_details": "20-00-00 12345678"}, []),
        ({"takes_invoices": "", "bank_details": ""}, []),
        ({"takes_invoices": "", "vat_number": "GB123456789"}, [NO_RATE]),
    ],
)
def test_saving_says_what_is_still_missing(changes, lacking):
    make_provider()

    told = said(save(**changes))

    assert [sentence for sentence in told if "changed successfully" not in sentence] == lacking


def test_default_rate_is_not_missed_where_there_is_one():
    make_provider()
    VatRate.objects.create(name="Standard rate", basis_points=2000, is_default=True)

    told = said(save(takes_invoices="", vat_number="GB123456789"))

    assert len(told) == 1
