import re

from certificates.rendering.programme import programme_page
from certificates.rendering.sample import sample_content


def test_programme_heads_its_pages_with_person_number_and_version():
    page = programme_page(sample_content())

    running = "Eleanor Hartley-Brooke · LEC-2022-000123-7QK4 · version 1, issued 28 June 2022"
    assert f'data-running="{running}"' in page


def test_programme_lists_objectives_whole():
    content = sample_content()

    assert re.findall("<li>(.+?)</li>", programme_page(content)) == list(content.objectives)


def test_programme_shows_the_timetable_as_a_table():
    page = programme_page(sample_content())

    assert re.findall('<th scope="col">(.+?)</th>', page) == ["Time", "Counted", "Kind", "Part"]
    assert len(re.findall('<th scope="row">', page)) == 8


def test_programme_marks_what_is_not_counted():
    rows = re.findall(r'<tr class="off"><th scope="row">(.+?)</th><td>(.+?)</td><td>(.+?)</td>',
                      programme_page(sample_content()))  # fmt: skip

    assert rows == [
        ("10:45–11:00", "not counted", "break"),
        ("12:30–13:30", "not counted", "lunch"),
        ("15:00–15:15", "not counted", "break"),
    ]


def test_programme_leaves_out_what_is_empty():
    page = programme_page(sample_content(objectives=(), timetable=(), modalities=""))

    assert re.findall("<h3", page) == []


def test_programme_escapes_texts():
    assert "&lt;i&gt;" in programme_page(sample_content(modalities="<i>"))
