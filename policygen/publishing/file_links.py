"""Links to a version's files: those that were made when it was published, and no others."""

from dataclasses import dataclass

from django.urls import reverse

from policygen.engine.formats import FORMATS
from policygen.publishing.models import Version


@dataclass(frozen=True)
class FileLink:
    label: str
    url: str


def file_links(version: Version) -> dict[str, list[FileLink]]:
    """By language, in the order of the formats. No query where its `downloads` are prefetched."""
    made = {(download.language, download.format) for download in version.downloads.all()}
    place = version.policy.slug, version.number
    return {
        language: [
            FileLink(
                form.label,
                reverse("published:version-download", args=(*place, language, form.suffix)),
            )
            for form in FORMATS.values()
            if (language, form.name) in made
        ]
        for language in version.languages
    }
