"""The one provider and its signature."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import make_provider
from tests.workshops.admin.clients import form_data, organiser_client
from workshops.models import Provider

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
