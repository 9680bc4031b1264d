"""Messages in folders: each is seen whole or not at all."""

import queue
import threading
import uuid
from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from config.settings import broker

BODY = "x" * 5_000_000
COUNT = 10


@pytest.fixture
def connect(tmp_path):
    """Opens connections to one broker in folders."""
    options = broker.folders(tmp_path)
    opened = []

    def open_one():
        opened.append(Connection("filesystem://localhost/", transport_options=options))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.release()


@pytest.fixture
def letters():
    """The name of a queue. One process knows a queue for ever, wherever its folder is, so each test has its own."""
    return f"letters-{uuid.uuid4().hex}"


def test_folders_are_ours(connect):
    assert isinstance(connect().transport, broker.Folders)


def test_message_comes_out_as_it_went_in(connect, letters, tmp_path):
    with connect().SimpleQueue(letters) as box:
        box.put({"id": 7})

        assert box.get(timeout=5).payload == {"id": 7}
        assert list((tmp_path / "queue").iterdir()) == []


def test_queues_do_not_take_each_others_messages(connect, letters):
    with connect().SimpleQueue(letters) as box, connect().SimpleQueue(f"{letters}-parcels") as parcels:
        parcels.put("p")

        with pytest.raises(queue.Empty):
            box.get(timeout=0.2)
        assert parcels.get(timeout=5).payload == "p"


def test_unfinished_message_is_passed_over(connect, letters, tmp_path):
    with connect().SimpleQueue(letters) as box:
        (tmp_path / "queue" / f".1_half.{letters}.msg").write_text('{"body": "ha')

        with pytest.raises(queue.Empty):
            box.get(timeout=0.2)


def test_message_is_never_seen_before_it_is_whole(connect, letters, tmp_path):
    def write() -> None:
        with connect().SimpleQueue(letters) as box:
            for _ in range(COUNT):
                box.put(BODY)

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while writer.is_alive():
        seen |= {path.stat().st_size > len(BODY) for path in (tmp_path / "queue").glob(f"[0-9]*.{letters}.msg")}
    writer.join()

    assert seen == {True}


def test_folder_that_cannot_be_written_is_a_channel_error(connect, letters, tmp_path):
    with connect().SimpleQueue(letters) as box:
        (tmp_path / "queue").rmdir()

        with pytest.raises(ChannelError, match="No message can be put into"):
            box.put("x")
        Path(tmp_path / "queue").mkdir()
