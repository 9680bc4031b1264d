"""Makes the provider of the sample."""

from django.core.files.base import ContentFile

from workshops.models import Provider
from workshops.sample.reading import read_file


def make_provider(*, signature: bytes) -> bool:
    """Enter the made-up provider; False where a provider has been entered, which is left as it is.

    `signature` is the bytes of a JPEG, or empty.
    """
    if Provider.objects.filter(pk=1).exists():
        return False
    provider = Provider(pk=1, **read_file("provider.toml"))
    if signature:
        provider.signature.save("signature.jpg", ContentFile(signature), save=False)
    provider.save()
    return True
