/// What a browser, and axe-core in it, say of a page.
public enum PageInspection {
  /// Faults that axe-core finds by WCAG 2.2 A and AA and its own good practice, a line each; empty where there is none.
  ///
  /// - Parameters:
  ///   - page: The page; its policy is taken out, because it would keep axe-core out.
  ///   - isDark: Whether the reader prefers a dark ground.
  ///   - width: Width of the window.
  public static func accessibilityFaults(of page: String, isDark: Bool = false, width: Int = 1280) throws -> String {
    try ExternalTool.run(
      "python3", ["axe.py", isDark ? "dark" : "light", "\(width)"], files: ["axe.py": axe, "page.html": page]
    ).output
  }

  /// What the page's policy forbade and what the page asked of a network, a line each; empty where there is neither.
  public static func breaches(of page: String, fragment: String = "") throws -> String {
    try ExternalTool.run(
      "python3", ["breaches.py", fragment], files: ["breaches.py": breaches, "page.html": page]
    ).output
  }

  private static let axe = #"""
    import html, json, os, re, subprocess, sys
    import axe_playwright_python
    folder = os.path.dirname(axe_playwright_python.__file__)
    axe = open(os.path.join(folder, "axe.min.js"), encoding="utf-8").read()
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", open("page.html", encoding="utf-8").read())
    runner = """
    addEventListener("load", () => setTimeout(async () => {
      for (const node of [...document.querySelectorAll("details")].slice(0, 40)) node.open = true;
      await new Promise((done) => setTimeout(done, 700));
      const found = await axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag", values:
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}});
      const result = document.createElement("pre");
      result.id = "axe-result";
      result.textContent = JSON.stringify({rules: found.passes.length, violations: found.violations});
      document.body.append(result);
    }, 100));
    """
    page = page.replace("</body>", f"<script>{axe}</script><script>{runner}</script></body>")
    open("audited.html", "w", encoding="utf-8").write(page)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={os.getcwd()}/profile",
               f"--window-size={sys.argv[2]},900", "--virtual-time-budget=60000"]
    if sys.argv[1] == "dark": command.append("--blink-settings=preferredColorScheme=0")
    shown = subprocess.run([*command, "--dump-dom", f"file://{os.getcwd()}/audited.html"], capture_output=True, timeout=300)
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', shown.stdout.decode(), re.S)
    if not found: sys.exit("axe-core gave no result")
    result = json.loads(html.unescape(found.group(1)))
    if not result["rules"]: print("axe-core held nothing against the page")
    for violation in result["violations"]:
        node = violation["nodes"][0]
        print(violation["id"], len(violation["nodes"]), node["html"][:200], node["failureSummary"].replace("\n", " ")[:300])
    """#

  private static let breaches = #"""
    import os, re, subprocess, sys
    here = os.getcwd()
    shown = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={here}/profile",
         "--enable-logging=stderr", "--v=0", "--disable-background-networking", f"--log-net-log={here}/net.json",
         "--virtual-time-budget=4000", "--dump-dom", f"file://{here}/page.html{sys.argv[1]}"],
        capture_output=True, timeout=300)
    if b"</html>" not in shown.stdout: print("the page was not shown")
    for line in shown.stderr.decode(errors="replace").splitlines():
        if "CONSOLE" in line: print(line[:300])
    # What the browser asks on its own account has no origin.
    for event in open("net.json", encoding="utf-8", errors="replace"):
        address = re.search(r'"url":"(https?:[^"]{0,200})', event)
        initiator = re.search(r'"initiator":"([^"]*)"', event)
        if address and initiator and initiator.group(1) != "not an origin": print("asked for", address.group(1))
    """#
}
