"""The README's pictures, taken from a running `make run`: scripts/screenshots.py [http://127.0.0.1:8000]."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(site: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = next(found for name in NAMES if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        desktop = browser.new_page(viewport={"width": 1200, "height": 760})
        desktop.goto(f"{site}/en/")
        take(desktop, "home")
        wizard(desktop)
        phone(browser, site)
        pdf(desktop, site)
        browser.close()


def wizard(page: Page) -> None:
    """The first screen, begun."""
    page.get_by_role("button", name="Start").first.click()
    page.set_viewport_size({"width": 900, "height": 900})
    for value in ("jewelry", "custom_orders", "sole_trader"):
        box = page.locator(f'input[value="{value}"]')
        page.locator(f'label[for="{box.get_attribute("id")}"]').click()
    page.fill("[name=name_en]", "Silver Willow")
    page.evaluate("window.scrollTo(0, 0)")
    take(page, "wizard")


def phone(browser: Browser, site: str) -> None:
    page = browser.new_page(
        viewport={"width": 390, "height": 800}, color_scheme="dark", device_scale_factor=1.5
    )
    page.goto(f"{site}/p/klumandel/uk/#purposes")
    page.wait_for_timeout(600)
    take(page, "policy-phone")


def pdf(page: Page, site: str) -> None:
    content = page.request.get(f"{site}/p/klumandel/uk/policy.pdf").body()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "policy.pdf"
        file.write_bytes(content)
        command = ["pdftoppm", "-png", "-r", "72", "-f", "2", "-l", "2", "-singlefile"]
        subprocess.run([*command, str(file), str(IMAGES / "pdf")], check=True)


def take(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
