"""What the tests of the pages about attendance reports share."""

from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile


def page(session, file=None, step=""):
    own = f"{file.pk}/" if file else ""
    return f"/admin/workshops/session/{session.pk}/reports/{own}{step}"


def upload(content, name="participants.csv"):
    return SimpleUploadedFile(name, content)


def options(response):
    """The choices for each person who is to be decided: group, and words of each."""
    return [
        [(label, [words for _, words in choices]) for label, choices in each.options]
        for each in response.context["to_decide"]
    ]


def person(session, file, key, **more):
    return f"{page(session, file, 'person/')}?{urlencode({'key': key, **more})}"
