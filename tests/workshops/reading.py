"""Reads pages as a visitor does: what stands in them, not how it is marked up."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements = []
        self.texts = []
        self._open = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "script" not in self._open and "head" not in self._open:
            self.texts.append(data)


def _read(response):
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def text_of(response):
    """All words of the page's body, with single spaces."""
    return " ".join(" ".join(_read(response).texts).split())


def elements_of(response, tag):
    """The attributes of every `tag`."""
    return [attrs for name, attrs in _read(response).elements if name == tag]


def links_of(response):
    return [attrs["href"] for attrs in elements_of(response, "a") if "href" in attrs]


def titles_of(response):
    """The titles of the entries that a programme lists, in order."""
    page = response.content.decode()
    return [part.split(">", 1)[1].split("</a>")[0] for part in page.split("<h4><a href=")[1:]]
