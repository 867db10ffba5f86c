"""What a screen tells of its stored answers (shops/advice.py): where it comes back, and when it does not."""

from typing import Any

from django.http import HttpRequest, QueryDict

from policygen.common import leaving
from policygen.shops import steps
from policygen.shops.advice import advice, at_questions
from policygen.shops.models import Shop
from policygen.shops.questions import OPEN

NEW = "new"
"""In the address of a screen that comes back: what its answers bring about (ids of advice)."""
FURTHER = "further"
"""In the address of a screen that comes back with one more question: nobody has been asked it yet, so
nothing is said of it."""
TOLD = "told"
"""What the form that is sent had told already: nobody is held up by it twice."""


def way_on(request: HttpRequest, shop: Shop, current: steps.Step) -> str:
    """Where the button leads; first, and once, to what keeps the answers that were just saved from being
    published. What is only a risk waits in the review."""
    if away := leaving.wanted(request):
        return away
    way = request.POST.get("go", "")
    known = request.POST.getlist(TOLD)
    goes_on = way not in ("back", "stay", "another", "ask")
    told = advice(shop, current.slug) if goes_on else ()
    new = [one for one in told if one.holds_up and one.id not in known]
    if not new:
        return steps.neighbour(shop, current, way)
    query = QueryDict(mutable=True)
    query.setlist(NEW, [one.id for one in new])
    anchor = new[0].here[0] if len(new) == 1 and new[0].here else "advice"
    return f"{current.url(shop)}?{query.urlencode()}#{anchor}"


def tell(request: HttpRequest, shop: Shop, current: steps.Step, form: Any) -> dict[str, Any]:
    """For the template; the form tells the rest at its questions. Nothing of answers that were refused:
    they are not stored."""
    silent = request.method == "POST" or FURTHER in request.GET
    found = () if silent else advice(shop, current.slug)
    at = at_questions(found)
    form.tell({*at, f"id_{request.GET.get(OPEN, '')}"}, at)
    return {
        "told": request.POST.getlist(TOLD) or [one.id for one in found],
        "advice": [one for one in found if one.here or one.id in request.GET.getlist(NEW)],
        "fresh": NEW in request.GET,
    }
