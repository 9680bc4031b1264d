"""Zip files, and workbooks that are one inside."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def packed(files):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def unpacked(content):
    """Bytes of each file, by its name."""
    with ZipFile(BytesIO(content)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def rewritten(content, **changes):
    """A workbook in which functions changed the bytes of some of its files, given by their names."""
    files = unpacked(content)
    return packed(files | {name: change(files[name]) for name, change in changes.items()})
