"""PostgreSQL and Redis of our own, also for root."""

import os

import psycopg
import pytest
import redis

from tests.harness.postgres import running_postgres
from tests.harness.redis_server import running_redis

pytestmark = pytest.mark.processes


def test_each_test_gets_an_empty_database(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")

        assert tables.fetchone() == (0,)


def test_postgres_ends_even_while_somebody_is_connected():
    with running_postgres() as url:
        connection = psycopg.connect(url)

    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_postgres_does_not_run_as_root(postgres_server):
    with psycopg.connect(postgres_server) as connection:
        folder = connection.execute("SHOW data_directory").fetchone()[0]

    assert os.stat(folder).st_uid != 0  # noqa: PTH116


def test_each_test_gets_an_empty_redis(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_redis_ends_with_its_block():
    with running_redis() as url:
        pass

    with redis.Redis.from_url(url) as client, pytest.raises(redis.ConnectionError):
        client.ping()
