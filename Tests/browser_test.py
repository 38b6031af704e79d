#!/usr/bin/env python3
"""Pages in a real browser: they open without errors or requests, sort, filter, change colors and print, on phones and wide screens.

Chromium without a window (Tests/install.sh installs it) is driven by its own protocol over a pair of pipes. Run by Tests/all.sh."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEG = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build/debug/seg")
BROWSERS = "chromium-headless-shell", "chrome-headless-shell", "chromium", "google-chrome"

HOSTILE = """name,value
"<script>document.title='broken'</script>",3
"<img src=x onerror=document.title='broken'>",1
"\"\" onmouseover=\"\"document.title='broken'",2
=cmd()|' /C calc'!A0,10
x\u202efdp.exe,20
北京的一个很长很长的名字,200
a,7
b,8
c,9
"""

SCRIPT = """load orders from "hostile.csv" of names by name
metric total = sum(value of orders) in yuan
measure all_of_it = sum(total) "the sum"
report "page.html" title "</title><script>document.title='broken'</script>"
note "# A <b>heading</b>
[link](javascript:document.title='broken') and **bold**"
show all_of_it, count() as names
show all_of_it as `<b>sum</b>` by name
show all_of_it as sum by name draw bar
show all_of_it by total > 5, name draw heat
list name, total
expect count() > 0
"""


class Browser:
    """One tab of a browser, over the pipes 3 and 4 of its process."""

    def __init__(self, program, profile):
        to_read, self.out = os.pipe()
        self.back, to_write = os.pipe()
        for end in to_read, to_write: os.set_inheritable(end, True)
        script = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        flags = ["--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(["bash", "-c", script, program, *flags], pass_fds=(to_read, to_write),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(to_write)
        self.number, self.answers, self.events, self.session = 0, {}, [], None
        self.arrived = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in "Page", "Runtime", "Network", "Log": self.call(domain + ".enable")

    def read(self):
        data = b""
        while part := os.read(self.back, 1 << 16):
            *messages, data = (data + part).split(b"\0")
            with self.arrived:
                for message in map(json.loads, messages):
                    if "id" in message: self.answers[message["id"]] = message
                    else: self.events.append(message)
                self.arrived.notify_all()

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session: message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        with self.arrived:
            if not self.arrived.wait_for(lambda: self.number in self.answers, timeout=60): raise TimeoutError(method)
            answer = self.answers.pop(self.number)
        if "error" in answer: raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, path, width, theme="light"):
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
        self.call("Page.navigate", url=path.as_uri())
        with self.arrived:
            self.arrived.wait_for(lambda: any(e["method"] == "Page.loadEventFired" for e in self.events), timeout=60)

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result: raise RuntimeError(result["exceptionDetails"]["text"] + " in " + expression)
        return result["result"].get("value")

    def close(self):
        self.process.kill()
        self.process.wait()


failures, passed = [], 0


def check(what, is_true, seen=""):
    global passed
    if is_true: passed += 1
    else: failures.append(f"{what}{': ' + str(seen) if seen != '' else ''}")


def quiet(browser, page):
    """No error in the console, no request but that of the page."""
    time.sleep(0.1)
    errors = [e["params"] for e in browser.events if e["method"] in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")]
    check("no message in the console", not errors, errors[:2])
    requests = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    check("no request", requests == [page.as_uri()], requests)


def layout(browser, page, width, theme):
    browser.open(page, width, theme)
    quiet(browser, page)
    check(f"{width} pixels: nothing is wider than the window", browser.value("document.documentElement.scrollWidth") <= width,
          browser.value("document.documentElement.scrollWidth"))
    shown = browser.value("[...document.querySelectorAll('svg.chart')].filter(s => s.getBoundingClientRect().width > 0).length")
    check(f"{width} pixels: each picture once", shown == browser.value("document.querySelectorAll('.chart-box.wide').length"), shown)
    dark = browser.value("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(c => c < 80)")
    check(f"{width} pixels: {theme}", dark == (theme == "dark"))
    # A text is cut or left out before it runs over its picture or into the next one on its line.
    clashes = browser.value("""[...document.querySelectorAll('svg.chart')].filter(s => s.getBoundingClientRect().width > 0).flatMap(s => {
      const frame = s.getBoundingClientRect();
      const texts = [...s.querySelectorAll('text')].filter(t => t.textContent);
      const boxes = texts.map(t => t.getBoundingClientRect());
      const out = texts.filter((t, i) => boxes[i].left < frame.left - 3 || boxes[i].right > frame.right + 3).map(t => 'out: ' + t.textContent);
      texts.forEach((t, i) => texts.forEach((u, j) => {
        const a = boxes[i], b = boxes[j];
        if (i < j && a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4) out.push(t.textContent + ' over ' + u.textContent);
      }));
      return out;
    })""")
    check(f"{width} pixels: labels stand apart", not clashes, clashes[:4])
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        picture = browser.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        pathlib.Path(folder, f"{page.stem}-{width}-{theme}.png").write_bytes(base64.b64decode(picture))


def uses(browser, page):
    """Sorting, filtering, the button, values under the pointer, and print."""
    browser.open(page, 1600)
    column = "[...document.querySelectorAll('section table')].at(-1)"
    cells = f"[...{column}.tBodies[0].rows].filter(r => !r.hidden).map(r => r.cells[1].textContent)"
    before = browser.value(cells)
    browser.value(f"{column}.tHead.rows[0].cells[1].click()")
    numbers = [float(c.replace(",", "")) for c in browser.value(cells)]
    check("a click sorts numbers, the greatest first", numbers == sorted(numbers, reverse=True) and len(numbers) > 5, numbers)
    check("it says so", browser.value(f"{column}.tHead.rows[0].cells[1].getAttribute('aria-sort')") == "descending")
    for _ in range(2): browser.value(f"{column}.tHead.rows[0].cells[1].click()")
    check("a third click restores the order", browser.value(cells) == before)
    browser.value(f"{{const i = {column}.closest('section').querySelector('input'); i.value = '北京'; i.dispatchEvent(new Event('input')); 1}}")
    check("the filter leaves one row", browser.value(cells) == ["200"], browser.value(cells))
    browser.value("document.getElementById('theme').click()")
    check("the button turns to dark", browser.value("document.documentElement.getAttribute('data-theme')") == "dark")
    browser.value("{const m = document.querySelector('.wide [data-tip]'), b = m.getBoundingClientRect();"
                  "m.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: b.left + 2, clientY: b.top + 2})); 1}")
    check("the pointer names a value", browser.value("!document.getElementById('tip').hidden && document.getElementById('tip').textContent.length > 2"))
    pdf = base64.b64decode(browser.call("Page.printToPDF")["data"])
    check("it prints", pdf.startswith(b"%PDF") and len(pdf) > 5000, len(pdf))
    quiet(browser, page)


def main():
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None: sys.exit("no browser: Tests/install.sh chromium-headless-shell")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "hostile.csv").write_text(HOSTILE, encoding="utf-8")
        (folder / "page.seg").write_text(SCRIPT, encoding="utf-8")
        example = (ROOT / "examples/cdnow/report.seg").read_text(encoding="utf-8")
        shutil.copy(ROOT / "examples/cdnow/cdnow_sample.csv", folder)
        (folder / "report.seg").write_text(example, encoding="utf-8")
        for script in "page.seg", "report.seg":
            ran = subprocess.run([SEG, "run", "--quiet", folder / script], capture_output=True, text=True)
            check(f"{script} runs", ran.returncode == 0, ran.stderr)
        if failures: sys.exit("\n".join(failures))
        pages = folder / "page.html", folder / "out/cdnow-review.html"
        first = pages[1].read_bytes()
        subprocess.run([SEG, "run", "--quiet", folder / "report.seg"], capture_output=True, check=True)
        check("the same data make the same bytes", pages[1].read_bytes() == first)
        check("the page is small", len(first) < 1_000_000, len(first))
        browser = Browser(program, folder / "profile")
        try:
            for page in pages:
                for width, theme in (360, "light"), (1600, "dark"), (1600, "light"): layout(browser, page, width, theme)
            browser.open(pages[0], 1600)
            check("no script of the data runs", "broken" != browser.value("document.title"))
            check("data make no elements", browser.value("document.scripts.length === 1 && !document.querySelector('img, main b b, [onmouseover]')"))
            check("links lead inside only", browser.value("[...document.links].every(a => a.getAttribute('href').startsWith('#'))"))
            check("a definition is told", browser.value("document.body.textContent.includes('sum(value of orders)')"))
            check("the checks are told", browser.value("document.body.textContent.includes('expect count() > 0')"))
            uses(browser, pages[0])
        finally:
            browser.close()
    print(f"{passed} passed, {len(failures)} failed")
    if failures: sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
