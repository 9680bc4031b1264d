"""What organisers are told about a file that cannot be used: what it looks like, and what to export instead."""

MEGABYTE = 1_000_000
LARGEST_BYTES = 5 * MEGABYTE
MOST_ROWS = 100_000
LARGEST_UNPACKED = 40 * MEGABYTE

EXPORT = "Export the attendance report from Zoom, Teams or Meet and upload that file as it comes."
SAVE_AS_CSV = "Open it, save the sheet of participants as CSV, and upload that."

EMPTY = f"The file is empty. {EXPORT}"
NOT_TEXT = f"The file is neither text nor a spreadsheet. {EXPORT}"
PICTURE = f"This looks like a picture. {EXPORT}"
PDF = f"This looks like a PDF. {EXPORT}"
OLD_OFFICE = f"This looks like an old Excel file (.xls), or one with a password. {SAVE_AS_CSV}"
BINARY_WORKBOOK = f"This looks like a binary Excel file (.xlsb). {SAVE_AS_CSV}"
OTHER_SHEET = f"This looks like a spreadsheet of LibreOffice or Numbers. {SAVE_AS_CSV}"
DOCUMENT = f"This looks like a Word document. {EXPORT}"
PACKED = "This looks like a zip file. Unpack it and upload the report that is in it."
DAMAGED_WORKBOOK = f"This looks like an Excel file, but it is damaged. {EXPORT}"
WEB_PAGE = f"This looks like a web page. {EXPORT}"
PROGRAM_DATA = f"This looks like data for programs (JSON). {EXPORT}"
TRANSCRIPT = f"This looks like a transcript of what was said. {EXPORT}"
CHAT = f"This looks like the chat of the meeting. {EXPORT}"
CALENDAR = f"This looks like a calendar entry. {EXPORT}"
UNPACKS_TOO_LARGE = (
    f"This Excel file unpacks to more than {LARGEST_UNPACKED // MEGABYTE} MB, the most that can be read. {SAVE_AS_CSV}"
)
TOO_MANY_ROWS = (
    f"The file has more than {MOST_ROWS:,} rows, the most that can be read. Export the report of this session only."
)
MEETINGS = (
    "This is a list of meetings, not of people. In Zoom open Reports, then Usage, click the number of participants "
    "beside the meeting, and export from there."
)
REGISTRATIONS = (
    "This is a list of who registered, not of who came. In Zoom open Reports, then Webinar, choose Attendee Report, "
    "and export that."
)
ROSTER = (
    "This is a list of people without times or minutes, so it does not tell how long anyone was there. "
    f"{EXPORT} If nothing else is known, paste the addresses of those who came and decide each by hand."
)
NOBODY = f"The report has a heading for people, but nobody stands under it. {EXPORT}"
NO_TABLE = f"Nothing in the file looks like a table of people with their times. {EXPORT}"
NO_SUCH_COLUMN = "The columns chosen do not fit this file. Choose the columns again."
COLUMNS_MISSING = "Choose the column of names or the column of addresses, so that it is known who each row is about."


def too_large(size: int, most: int = LARGEST_BYTES) -> str:
    """Both in bytes; the size is rounded up, so that it never looks like what can be read."""
    tenths = -(-size * 10 // MEGABYTE)
    return (
        f"The file is {tenths / 10:.1f} MB, and {most / MEGABYTE:g} MB is the most that can be read. "
        "Export the report of this session only."
    )
