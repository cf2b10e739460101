"""Misago with the same content, served by granian as ours is; where it is installed.

It is looked for in `~/.cache/alongside-bench/misago`, or where ALONGSIDE_BENCH_CACHE says: a venv of a Python 3.12 with
`pip install misago granian`. Its tables are in a database of their own on the server that ours are on.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.community.content import LONG_THREAD, MEMBERS, SHORT, TEXT
from bench.community.site import Site, database_pid
from bench.stage import Stage, answers, free_port, wait_for

DATABASE = "alongside_bench_misago"
# A list shows how many answers a topic has, and none of them: few are enough, for theirs are slow to write.
TOPICS, SHORT_TOPIC = 48, 3
SETTINGS = """
import json, os
from devproject.settings import *
DEBUG = False
DATABASES["default"] = {
    "ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, **json.loads(os.environ["BENCH_DATABASE"])
}
MIDDLEWARE = [name for name in MIDDLEWARE if "debug_toolbar" not in name]
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "debug_toolbar"]
CELERY_TASK_ALWAYS_EAGER = True
STATIC_ROOT, MEDIA_ROOT = os.environ["BENCH_FOLDER"] + "/static", os.environ["BENCH_FOLDER"] + "/media"
"""
FILL = """
import importlib, json, sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from misago.categories.models import Category
from misago.conf.models import Setting
from misago.threads.test import post_thread, reply_thread
from misago.users.test import create_test_user
told = json.load(sys.stdin)
Setting.objects.filter(setting="posts_per_page").update(dry_value=str(told["long"]))
category = Category.objects.get(slug="first-category")
people = [
    create_test_user(f"Lantern{number}", f"lantern{number}@mail.example", None)
    for number in range(told["members"])
]
def topic(number, length, html):
    row = post_thread(category, f"Evenings, number {number}", people[0])
    for place in range(1, length):
        reply_thread(row, people[place % len(people)], html)
    return row
for number in range(told["topics"]):
    topic(number, told["short"], told["short_html"])
row = topic(told["topics"], told["long"], told["html"])
store = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
store[SESSION_KEY] = str(people[0].pk)
store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
store[HASH_SESSION_KEY] = people[0].get_session_auth_hash()
store.create()
print(json.dumps({
    "cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}",
    "pages": {"topic": row.get_absolute_url(), "topics": category.get_absolute_url(), "groups": "/categories/"},
}))
"""


@contextmanager
def misago(made: Stage) -> Iterator[Site | str]:
    """Give Misago, filled and serving, or in a sentence why it is not measured."""
    python = cache() / "misago" / "bin" / "python"
    if not python.is_file():
        yield f"Misago is not measured: it is not installed in {python.parents[1]}."
        return
    folder = made.folder / "misago"
    folder.mkdir()
    (folder / "bench_misago.py").write_text(SETTINGS)
    env = {**_environment(folder), "BENCH_DATABASE": json.dumps(_own_database())}
    _run([str(python), "-m", "django", "migrate", "-v0"], env)
    filled = json.loads(_run([str(python), "-c", FILL], env, given=json.dumps(_content())).splitlines()[-1])
    port = free_port()
    argv = [str(python), "-m", "granian", "--interface", "wsgi", "--port", str(port), "devproject.wsgi:application"]
    server = made.start("misago", ["/usr/bin/env", *(f"{name}={value}" for name, value in env.items()), *argv])
    wait_for(lambda: answers(port), "misago")
    yield Site("Misago", port, server.pid, filled["cookie"], filled["pages"], database_pid())
    made.stop(server)


def cache() -> Path:
    """Return where the programs of others are installed."""
    return Path(os.environ.get("ALONGSIDE_BENCH_CACHE", Path.home() / ".cache" / "alongside-bench"))


def _environment(folder: Path) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "bench_misago", "PYTHONPATH": str(folder), "BENCH_FOLDER": str(folder)}


def _content() -> Mapping[str, object]:
    from alongside.kernel.markdown import safe_html

    return {
        "members": MEMBERS, "topics": TOPICS, "long": LONG_THREAD, "short": SHORT_TOPIC, "html": safe_html(TEXT),
        "short_html": safe_html(SHORT),
    }  # fmt: skip


def _own_database() -> dict[str, object]:
    """Make an empty database on our server; return how Django is told of it."""
    from django.db import connection

    given = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{name: given[name] for name in names if given.get(name)}, autocommit=True) as boss:
        boss.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        boss.execute(f"CREATE DATABASE {DATABASE}")
    return {
        "NAME": DATABASE, "USER": given.get("user", ""), "PASSWORD": given.get("password", ""),
        "HOST": given.get("host", ""), "PORT": given.get("port", ""),
    }  # fmt: skip


def _run(argv: list[str], env: Mapping[str, str], given: str = "") -> str:
    done = subprocess.run(argv, env={**os.environ, **env}, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
