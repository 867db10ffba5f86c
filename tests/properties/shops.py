"""Any shop that the format allows, with typed answers that no clause could say by itself; and the same
shop with the answers put in order, so that its policy can be published.
"""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from tests.engine.facts.any_facts import any_data, left_free, words

LIBRARY = shipped_library()

TYPED: dict[str, Any] = {
    "business.name": "Zelkova",
    "business.legal_name": {"en": "Mimas Goods", "uk": "Мімас Ґудз"},
    "business.registration": "7781-92",
    "business.address": {"en": "5 Qintar Row", "uk": "Кінтарський ряд, 5"},
    "business.other_sites": "Uffish Wold",
    "business.contact.phone": "+44 7700 900123",
    "business.security_contact.subject": "Vorpal",
    **{
        f"business.{who}.{key}": value
        for who in ("dpo", "eu_representative", "uk_representative", "joint_controller")
        for key, value in (
            ("name", {"en": f"Wexler {len(who)}", "uk": f"Векслер {len(who)}"}),
            ("address", f"Yonder {len(who)}"),
        )
    },
    "automated_decisions.logic": {"en": "Brillig", "uk": "Бриліґ"},
    "automated_decisions.effect": "Mimsy",
}
OWN_TOOLS = [
    {"slug": "own-box", "name": "Borogove", "group": "hosting", "country": "UA", "role": "own"},
    {"slug": "own-post", "name": "Tumtum", "group": "shipping", "country": "GB", "role": "controller", "entity": "Tumtum Trees"},
    {"slug": "own-ads", "name": "Tulgey", "group": "ads", "country": "JP", "role": "processor", "policy_url": "https://tulgey.example/p", "cookies": [{"name": "tulgey_id", "purpose": "advertising", "lasts": "P13M"}]},
    {"slug": "own-help", "name": "Frabjous", "group": "support", "country": "CA", "role": "joint"},
]  # fmt: skip
AD_TOOLS = {"own-ads", *(slug for slug, tool in LIBRARY.tools.items() if tool.ccpa == "ad_sharing")}
OWN_SLUGS = [str(tool["slug"]) for tool in OWN_TOOLS]

likely = st.fixed_dictionaries(
    {
        "purpose": st.sampled_from(["orders", "newsletter", "sms_marketing", "advertising", "accounts", "loyalty_programme", "social_login"]),
        "data": words("data", 4, 1),
        "basis": st.sampled_from(["contract", "consent", "legitimate_interests"]),
        "keep": st.just({"for": "P24M", "after": "last_contact"}),
        "tools": st.lists(st.sampled_from([*OWN_SLUGS, "meta_pixel", "facebook_page", "stripe", "mailchimp", "ga4"]), max_size=3, unique=True),
    },
    optional={"about": st.sampled_from(["children", "parents", "customers", ["customers", "children"], ["children", "parents"]]), "source": st.just(["person", "device"]), "mandatory": st.booleans(), "optional": st.integers(0, 2)},
).map(left_free)  # fmt: skip
"""An activity with the shop's own tools, or with what brings most clauses."""


def named(data: dict[str, Any]) -> dict[str, Any]:
    """What was typed, replaced by words that stand in no clause."""
    for path, value in TYPED.items():
        *steps, last = path.split(".")
        place: Any = data
        for step in steps:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict) and last in place:
            place[last] = deepcopy(value)
    return data


@st.composite
def any_answers(draw: st.DrawFn) -> dict[str, Any]:
    data = named(deepcopy(draw(any_data())))
    data["custom_tools"] = OWN_TOOLS
    data["activities"] = [*data["activities"], *deepcopy(draw(st.lists(likely, max_size=3)))]
    return data


def has_contract(activity: dict[str, Any]) -> bool:
    """Whether any of the people has one with the shop."""
    about = activity.get("about", "customers")
    kinds = [about] if isinstance(about, str) else about
    return any(LIBRARY.term("about", kind).get("contract") is not False for kind in kinds)


def mend_basis(activity: dict[str, Any]) -> None:
    """No contract with nobody, an interest that is named, consent to special data."""
    if activity["basis"] == "contract" and not has_contract(activity):
        activity.update(basis="legitimate_interests", interest="serving_others")
    if activity["basis"] == "legitimate_interests":
        activity.setdefault("interest", "working_website")
    if any(LIBRARY.term("data", slug).get("special") for slug in activity["data"]):
        activity["basis"] = "consent"


def mend_places(data: dict[str, Any]) -> None:
    """No data is kept abroad by nobody named."""
    storage = data.get("storage", {})
    if data["business"]["country"] in ("DE", "NO", "IE", "GB"):
        storage.pop("where", None)
    elif "where" in storage:
        storage["where"] = ["UA"]


def in_order(data: dict[str, Any]) -> dict[str, Any]:
    """The answers with their gaps closed and their contradictions resolved."""
    business, cookies = data["business"], data.setdefault("cookies", {})
    for key in ("legal_name", "registration", "address"):
        business[key] = deepcopy(TYPED[f"business.{key}"])
    business["contact"].update(
        phone=TYPED["business.contact.phone"], form_url="https://shop.example/form", account=True
    )
    cookies.update(banner=True, settings_link=True, gpc="honoured")
    mend_places(data)
    customers = data["customers"]
    if customers.get("children", "none") != "none":
        customers.update(children="mixed", parental_consent=["video_call"])
        customers.pop("minimum_age", None)
        for activity in data["activities"]:
            activity["tools"] = [slug for slug in activity.get("tools", []) if slug not in AD_TOOLS]
            activity["source"] = ["person", "device"]
        data.get("storage", {}).pop("by", None)
        data["activities"][0]["about"] = "children"
        data.setdefault("answers", {})["children_public"] = True
        for activity in data["activities"]:
            if "criteria" in activity["keep"]:
                activity["keep"] = {"until": "purpose_done"}
    for activity in data["activities"]:
        mend_basis(activity)
    collected = {slug for activity in data["activities"] for slug in activity["data"]}
    data["not_collected"] = [
        slug for slug in data.get("not_collected", []) if slug not in collected
    ]
    named = [slug for activity in data["activities"] for key in ("tools", "source") for slug in activity.get(key, [])]  # fmt: skip
    named += data.get("storage", {}).get("by", [])
    own = [tool["slug"] for tool in data.get("custom_tools", [])]
    tools = [slug for slug in dict.fromkeys(named) if slug in LIBRARY.tools or slug in own]
    data["transfers"] = {"signed": tools}
    data.pop("shares_for_ads", None)
    if data.get("sells_data") not in (True, False):
        data["sells_data"] = False
    data.setdefault("answers", {}).update(twelve_months=True, llm_training=False)
    data.setdefault("rights", {})["fee"] = False
    data.setdefault("changes", {})["notice"] = ["website"]
    return data


def any_shop() -> st.SearchStrategy[Facts]:
    return any_answers().map(lambda data: make_facts(data, LIBRARY))


def shop_in_order() -> st.SearchStrategy[Facts]:
    return any_answers().map(lambda data: make_facts(in_order(data), LIBRARY))
