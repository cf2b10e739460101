"""Looking for words in the threads of one's groups."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.accounts.decorators import PersonRequest, person_required
from alongside.groups.threads.forms import SearchForm
from alongside.groups.threads.searching import found_posts


@person_required
@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """Show which posts hold the words, in the groups the reader is in."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "words": words, "found": found_posts(request.user, words)}
    return render(request, "groups/threads/search.html", context)
