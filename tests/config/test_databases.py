"""Addresses of databases become Django's settings."""

from config.settings import broker, databases


def test_sqlite_writers_queue_instead_of_failing(tmp_path):
    found = databases.from_url(f"sqlite:///{tmp_path}/a.sqlite3")

    assert found["NAME"] == f"{tmp_path}/a.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20


def test_postgres_gets_time_limits():
    found = databases.from_url("postgres://me:secret@db.example:5433/lectern")

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "lectern")
    assert found["OPTIONS"]["options"] == "-c statement_timeout=20000 -c lock_timeout=10000"
    assert found["CONN_HEALTH_CHECKS"] is True


def test_postgres_keeps_options_that_were_asked_for():
    found = databases.from_url("postgres://me@db.example/lectern?sslmode=require")

    assert found["OPTIONS"]["sslmode"] == "require"


def test_folders_of_the_broker_are_made(tmp_path):
    options = broker.folders(tmp_path / "broker")

    assert sorted(path.name for path in (tmp_path / "broker").iterdir()) == ["control", "queue"]
    assert options["data_folder_in"] == options["data_folder_out"] == str(tmp_path / "broker" / "queue")


def test_redis_never_hands_out_a_task_that_may_still_run(settings):
    assert broker.redis()["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
