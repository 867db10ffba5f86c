"""The README's pictures, taken from a running `make run`: scripts/screenshots.py [http://127.0.0.1:8000]."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium-headless-shell",
)
PHONE: ViewportSize = {"width": 390, "height": 800}


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
        preview(desktop, site)
        what_if(desktop)
        wizard(browser, site)
        phone(browser, site)
        pdf(desktop, site)
        browser.close()


def preview(page: Page, site: str) -> None:
    """An imported example, its screen of the site, and one answer changed."""
    page.goto(f"{site}/en/shops/import/")
    page.set_input_files("input[type=file]", ROOT / "examples" / "handcraft-courses.yaml")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/shops/*/**")
    page.goto(
        page.url.split("/shops/")[0]
        + "/shops/"
        + page.url.split("/shops/")[1].split("/")[0]
        + "/site/"
    )
    page.wait_for_timeout(1500)
    box = page.locator('input[name="gpc"][value="ignored"]')
    page.locator(f'label[for="{box.get_attribute("id")}"]').click()
    page.locator("#preview-jump a, #preview-jump button").first.click()
    page.wait_for_timeout(800)
    take(page, "preview")


def what_if(page: Page) -> None:
    page.goto(page.url.rsplit("/site/", 1)[0] + "/what-if/?answer=market:UA:yes")
    take(page, "what-if")


def wizard(browser: Browser, site: str) -> None:
    """The first screen, begun."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=1.5)
    page.goto(f"{site}/uk/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/shop/")
    box = page.locator('input[value="jewelry"]').first
    page.locator(f'label[for="{box.get_attribute("id")}"]').click()
    page.evaluate("window.scrollTo(0, 0)")
    take(page, "wizard")


def phone(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=1.5)
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
