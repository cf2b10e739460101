"""Stopping while people are there: an open page holds a stream that has no end of its own, and nobody waits for it."""

import subprocess
import sys
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.conftest import fresh_alias, join
from tests.browser.instance import answers, prepared_instance, running
from tests.processes import until


def test_web_stops_at_once_while_a_page_is_open(chromium: Browser) -> None:
    with prepared_instance() as found, running(["worker"], found.variables):
        command = [sys.executable, "-m", "alongside", "web", "--port", str(urlsplit(found.url).port)]
        with subprocess.Popen(command, env=found.variables, stderr=subprocess.PIPE, text=True) as process:
            try:
                until(lambda: answers(found.url) or process.poll() is not None, seconds=60)
                page = chromium.new_context(base_url=found.url, locale="en-GB").new_page()
                join(page, fresh_alias("Sol Stays"))
                with page.expect_response("**/live*") as stream:
                    page.goto("/supporting/")
                assert stream.value.status == 200
                begun = time.monotonic()
                process.terminate()
                _, said = process.communicate(timeout=20)
                assert time.monotonic() - begun < 5
                assert (process.returncode, "Killing worker" in said) == (0, False)
            finally:
                process.kill()
