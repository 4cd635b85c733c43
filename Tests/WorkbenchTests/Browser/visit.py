"""Goes through the workbench's pages in headless Chromium as a person would, and prints a line for each thing it found.

usage: visit.py ADDRESS FOLDER-FOR-PICTURES
"""

import importlib.util
import json
import sys

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import Select, WebDriverWait

address, pictures = sys.argv[1:3]
# The package that brings axe is not imported: only the file is wanted, not the browser driver that it is made for.
place = importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]
axe = open(f"{place}/axe.min.js", encoding="utf-8").read()


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000",
                     "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = "/usr/bin/chromium"
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def say(what, found):
    print(f"{'ok' if found else 'FAULT'} {what}", flush=True)


def wait(window, condition):
    return WebDriverWait(window, 60).until(condition)


def look(window, name):
    """A picture, what axe finds against WCAG 2.2 AA, and what the console complains of."""
    window.save_screenshot(f"{pictures}/{name}.png")
    # Through the debugger, which the page's policy does not hold back.
    window.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    result = window.execute_async_script(
        "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']}).then((r) => done(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 160))])));"
    )
    for rule, nodes in result:
        say(f"{name}: axe {rule} {json.dumps(nodes[:3])}", False)
    if not result:
        say(f"{name}: axe finds nothing", True)
    for entry in window.get_log("browser"):
        # A refused form is answered with its status, which Chromium notes.
        if "status of 412" not in entry["message"]:
            say(f"{name}: console {entry['message']}", False)


def submit(window, text):
    button = [b for b in window.find_elements(By.CSS_SELECTOR, "form button") if b.text == text][0]
    button.send_keys(Keys.ENTER)


def fill(window, label, text):
    """Fills a field by its label, as who can't see the page does."""
    found = [l for l in window.find_elements(By.TAG_NAME, "label") if l.text == label][-1]
    field = window.find_element(By.ID, found.get_attribute("for"))
    if field.tag_name == "select":
        Select(field).select_by_value(text)
    else:
        field.clear()
        field.send_keys(text)


first = browser()
second = browser()
try:
    first.get(address)
    say("the list shows the run", "Bidder & <i>Sons</i>" in first.find_element(By.TAG_NAME, "table").text)
    look(first, "runs")
    fill(first, "Words", "nothing of this name")
    submit(first, "Filter")
    wait(first, lambda w: "q=nothing" in w.current_url)
    say("a filter leaves nothing", "0 runs" in first.find_element(By.TAG_NAME, "main").text)
    first.get(address)

    # By keyboard alone: the first stop is the way past the navigation.
    first.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    say("the first stop leads to the content", first.switch_to.active_element.get_attribute("class") == "skip")

    first.find_element(By.LINK_TEXT, "Bidder & <i>Sons</i>").send_keys(Keys.ENTER)
    wait(first, lambda w: "/runs/" in w.current_url)
    run = first.current_url
    say("the run shows its gate", "undecided" in first.find_element(By.TAG_NAME, "header").text)
    look(first, "run")

    first.get(f"{run}/requirements/W-ECHO")
    say("the evidence is shown", "dicom.echo" in first.find_element(By.TAG_NAME, "main").text)
    transcript = first.find_elements(By.CSS_SELECTOR, "details.tr > summary")
    if transcript:
        transcript[0].send_keys(Keys.ENTER)
        wait(first, lambda w: w.find_elements(By.CSS_SELECTOR, "ol.tl li"))
        say("a transcript opens", True)
    else:
        say("a transcript opens", False)
    look(first, "requirement")

    # Two evaluators have the same form open.
    for window in (first, second):
        window.get(f"{run}/requirements/W-MARK")
        fill(window, "Your name, as first-reader", "anna")
        fill(window, "Mark", "1" if window is first else "2")
        fill(window, "Reason", "Seen by the first." if window is first else "Seen by the second.")
    look(first, "form")
    submit(first, "Write this mark")
    wait(first, lambda w: "Mark of anna" in w.page_source)
    say("the mark is written", "Seen by the first." in first.page_source)
    submit(second, "Write this mark")
    wait(second, lambda w: "What stands there now" in w.page_source)
    text = second.find_element(By.TAG_NAME, "main").text
    say("the lost update is refused and shows both", "Seen by the first." in text and "Seen by the second." in text)
    look(second, "conflict")
    first.get(f"{run}/requirements/W-MARK")
    fill(first, "Mark", "1")
    [r for r in first.find_elements(By.TAG_NAME, "textarea")][-1].send_keys("Agreed by all.")
    submit(first, "Write the agreed mark")
    wait(first, lambda w: "Agreed by all." in w.page_source)
    look(first, "marks")

    first.get(f"{run}/requirements/W-CLAIM")
    # One answers, one abstains, one has a conflict of interest; then those who count agree.
    for name, answer, reason in (("anna", "confirmed", "Line one."), ("berta", "abstain", "Was away."),
                                 ("clara", "denied", "Not there.")):
        form = [f for f in first.find_elements(By.TAG_NAME, "fieldset") if f.text.startswith("Your answer")][0]
        form.find_element(By.NAME, "evaluator").send_keys(name)
        Select(form.find_element(By.NAME, "answer")).select_by_value(answer)
        form.find_element(By.NAME, "reason").send_keys(reason)
        form.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        wait(first, lambda w: reason in w.page_source)
    first.find_element(By.XPATH, "//summary[text()='Declare a conflict of interest']").send_keys(Keys.ENTER)
    form = [f for f in first.find_elements(By.TAG_NAME, "fieldset") if f.text.startswith("Your conflict")][0]
    form.find_element(By.NAME, "evaluator").send_keys("clara")
    form.find_element(By.NAME, "reason").send_keys("Wrote the document.")
    look(first, "conflict-of-interest")
    form.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    wait(first, lambda w: "has a conflict of interest in this bid" in w.page_source)
    text = first.find_element(By.TAG_NAME, "main").text
    say("the conflict stands there", "Wrote the document." in text and "berta abstained: Was away." in text)
    say("only those who count are put forward as readers",
        first.find_element(By.ID, "w-claim").get_attribute("value") == "anna")
    fill(first, "Answer", "confirmed")
    fill(first, "Reason, with the place", "The first line.")
    submit(first, "Write the agreed answer")
    wait(first, lambda w: "The first line." in w.page_source)
    look(first, "claim")
    first.get(run)
    # The address stays the same: the page before has to go first.
    before = first.find_element(By.TAG_NAME, "main")
    submit(first, "Judge again with the assessment")
    wait(first, expected_conditions.staleness_of(before))
    wait(first, lambda w: w.current_url == run)
    say("what was written waits no longer", "for a person" not in first.find_element(By.TAG_NAME, "main").text)
    first.get(f"{run}/requirements/W-CLAIM")
    say("the answer counts", "anna" in first.find_element(By.CSS_SELECTOR, "details.r").text)

    # A run with live progress, from the form to its result.
    first.get(f"{address}/start")
    look(first, "start")
    fill(first, "Only these requirements or groups, separated by commas", "W-ECHO")
    submit(first, "Start the run")
    wait(first, lambda w: "/runs/" in w.current_url)
    wait(first, lambda w: "Partial result" in w.page_source)
    say("the run ends in its result", "W-ECHO" in first.find_element(By.TAG_NAME, "main").text)
    say("the result came by itself", first.current_url != run)

    first.get(f"{run}/requirements/W-ECHO")
    submit(first, "Run this requirement again")
    wait(first, lambda w: "/requirements/" not in w.current_url)
    wait(first, lambda w: "Partial result" in w.page_source)
    say("a requirement is run again", "limited" in first.page_source.lower())

    first.get(f"{address}/networks?network=workshop-network")
    say("the trend draws each run", len(first.find_elements(By.CSS_SELECTOR, "svg.chart .dot")) >= 3)
    look(first, "trend")
    first.get(f"{address}/?bid=workshop-bid")
    for box in first.find_elements(By.CSS_SELECTOR, "input[name=run]")[:2]:
        box.send_keys(Keys.SPACE)
    submit(first, "Compare the chosen runs")
    wait(first, lambda w: "/compare" in w.current_url)
    say("runs are compared", "Requirements that changed" in first.page_source)
    look(first, "compare")

    first.get(f"{run}/report")
    say("the report opens", "Conformance report" in first.page_source)
    say("the report's own script runs", first.find_element(By.ID, "filters").is_displayed())
    first.set_window_size(380, 800)
    for name, page in (("narrow-runs", address), ("narrow-requirement", f"{run}/requirements/W-MARK")):
        first.get(page)
        say(f"{name}: nothing is wider than the window",
            first.execute_script("return document.documentElement.scrollWidth <= innerWidth"))
        first.save_screenshot(f"{pictures}/{name}.png")
finally:
    first.quit()
    second.quit()
