"""Pages for what went wrong: a sentence, the frame, and a way on."""

import pytest
from django.test import Client, RequestFactory

from alongside.ui.errors import server_error
from tests.ui.conftest import SignedIn

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "heading", "sentence"),
    [
        ("/strange/", 400, "Something to know", "Something in that request could not be read."),
        ("/closed/", 403, "This is not open to you", "It is for people with another role here"),
        ("/nowhere/", 404, "This page is not here", "There is no page at this address that you can see."),
        ("/look/", 405, "Something to know", "This address does something when a button is pressed"),
        ("/too-late/", 409, "Something has changed meanwhile", "Somebody else was quicker."),
        ("/too-often/", 429, "Please wait a little", "That was a lot of tries in a short time."),
        ("/broken/", 500, "Something broke on our side", "It was nothing you did."),
        ("/away/", 503, "This will be back in a moment", "What was saved before is safe."),
    ],
)
def test_every_error_is_a_sentence_in_the_frame_with_a_way_on(
    path: str, status: int, heading: str, sentence: str
) -> None:
    response = Client(raise_request_exception=False).get(path)
    html = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in html
    assert sentence in html
    assert 'href="/crisis-lines/"' in html
    assert '<a class="button' in html
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.django_db
def test_too_many_tries_say_how_long_to_wait() -> None:
    assert Client().get("/too-often/").headers["Retry-After"] == "7"


@pytest.mark.django_db
def test_a_page_without_database_says_when_to_come_again_and_that_nothing_counts_twice() -> None:
    response = Client(raise_request_exception=False).get("/away/")
    assert response.headers["Retry-After"] == "5"
    assert "it never counts twice" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_the_page_of_a_broken_server_asks_no_database() -> None:
    # This test may not touch the database: the test runner would stop it.
    request = RequestFactory().get("/", headers={"accept-language": "de-AT"})
    response = server_error(request)
    html = response.content.decode()
    assert response.status_code == 500
    assert "Austria" in html
    assert 'href="tel:142"' in html


def test_the_page_of_a_broken_server_keeps_reach_out_in_its_place() -> None:
    request = RequestFactory().get("/")
    assert 'class="reach-out"' not in server_error(request).content.decode()
    request.COOKIES["alongside"] = "anything"
    assert '<a class="reach-out" href="/reach-out/">' in server_error(request).content.decode()


@pytest.mark.django_db
def test_a_form_opened_long_ago_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/form/")
    assert response.status_code == 403
    assert "what you typed should still be there" in response.content.decode()


def test_the_way_on_of_somebody_signed_in_leads_to_today(signed_in: SignedIn) -> None:
    html = signed_in().get("/nowhere/").content.decode()
    assert "Go to Today" in html
    assert "Go to the first page" not in html
