"""The promises as a calendar: a file to import once, or what a calendar fetches again and again."""

from django.http import HttpResponse

from policygen.common.latin_names import latin_name
from policygen.engine.policy.calendar import CONTENT_TYPE, ics
from policygen.releases.current import current_library
from policygen.shops.models import Shop
from policygen.shops.promises.promises import Promised, changed


def response(shop: Shop, found: Promised, *, download: bool) -> HttpResponse:
    """In the page's language. The same answers give the same bytes."""
    content = ics(found.promises, found.document, current_library(), shop.public_id, changed(shop))
    kind = "attachment" if download else "inline"
    shop_name = latin_name(shop.name_in("en"), "shop")
    name = f"{shop_name}-privacy-promises.{found.document.language}.ics"
    headers = {"Content-Disposition": f'{kind}; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
