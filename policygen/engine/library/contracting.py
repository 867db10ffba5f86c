"""With which company of a service the shops of a country contract."""

from collections.abc import Mapping

from policygen.engine.library.countries import EEA
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Company, Tool


class Contracting:
    """Get it by ``library.once(Contracting, country)``, the country being the shop's."""

    def __init__(self, library: Library, country: str):
        self.tools: Mapping[str, Tool] = {
            slug: _seen_from(country, tool) for slug, tool in library.tools.items()
        }


def _seen_from(country: str, tool: Tool) -> Tool:
    company = next((one for one in tool.companies if _serves(one, country)), None)
    if company is None:
        return tool
    unsure = tuple(field for field in tool.unsure if field != "entity")
    return tool.model_copy(
        update={"entity": company.entity, "countries": company.countries, "unsure": unsure}
    )


def _serves(company: Company, country: str) -> bool:
    return country in company.shops or (country in EEA and "EU" in company.shops)
