/// What Python's own HTML parser says of a page: the rules that every page of this project keeps.
public enum PageAudit {
  /// Faults of a page, a line each; empty when it keeps the rules. Every one of `phrases` must stand in its text.
  public static func faults(of page: String, phrases: [String]) throws -> String {
    let wanted = phrases.joined(separator: "\u{1E}")
    return try ExternalTool.run(
      "python3", ["audit.py"], files: ["audit.py": script, "page.html": page, "phrases": wanted]
    ).output
  }

  private static let script = #"""
    import html.parser, re
    VOID = {"meta", "br", "input", "rect"}
    # An element on the left ends, without a tag of its own, where one on the right begins or its parent ends.
    IMPLIED = {"dt": {"dt", "dd", "div"}, "dd": {"dt", "dd", "div"}, "li": {"li"}, "td": {"td", "th", "tr"},
               "th": {"td", "th", "tr"}, "tr": {"tr", "tbody"}}
    faults = []

    class Page(html.parser.HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.stack, self.text, self.ids, self.links, self.headings = [], [], [], [], []
            self.names, self.labels, self.mains = [], set(), 0

        def handle_starttag(self, tag, attrs):
            a = dict(attrs)
            if len(a) != len(attrs): faults.append(f"repeated attribute in {tag}")
            for name, value in attrs:
                if name == "style" or name.startswith("on"): faults.append(f"attribute {name}")
                if name in ("src", "srcset", "data", "poster", "xlink:href", "action", "background"):
                    faults.append(f"loads {value}")
                if name == "href" and tag != "a": faults.append(f"{tag} loads {value}")
                if name == "href" and re.match(r"(?i)\s*(javascript|data|vbscript):", value): faults.append(value)
            if tag in ("link", "img", "iframe", "object", "embed", "base", "audio", "video"): faults.append(f"<{tag}>")
            while self.stack and self.stack[-1] in IMPLIED and tag in IMPLIED[self.stack[-1]]: self.stack.pop()
            if tag not in VOID: self.stack.append(tag)
            if "id" in a: self.ids.append(a["id"])
            if tag == "a": self.links.append(a.get("href", ""))
            if tag == "main": self.mains += 1
            if tag == "label" and "for" in a: self.labels.add(a["for"])
            if tag in ("select",) or (tag == "input" and a.get("type") == "search"): self.names.append(a.get("id"))
            if re.fullmatch("h[1-6]", tag): self.headings.append(int(tag[1]))
            if tag == "html" and a.get("lang") != "en": faults.append("no language")
            if "aria-labelledby" in a: self.names_by = getattr(self, "names_by", []) + [a["aria-labelledby"]]

        def handle_startendtag(self, tag, attrs):
            self.handle_starttag(tag, attrs)
            if tag not in VOID: self.stack.pop()

        def handle_endtag(self, tag):
            while self.stack and self.stack[-1] != tag and self.stack[-1] in IMPLIED: self.stack.pop()
            if not self.stack or self.stack[-1] != tag:
                faults.append(f"</{tag}> at {self.getpos()} inside {self.stack[-4:]}")
            else:
                self.stack.pop()

        def handle_data(self, data):
            if self.stack and self.stack[-1] in ("style", "script"):
                for address in re.findall(r"(?:https?:)?//[a-z][^\s;]*|url\(|@import|@font-face", data):
                    if not address.startswith("//"): faults.append(f"{self.stack[-1]} holds {address}")
                return
            self.text.append(data)

    page = Page()
    source = open("page.html", encoding="utf-8", newline="").read()
    page.feed(source); page.close()
    if page.stack: faults.append(f"left open: {page.stack}")
    if page.mains != 1: faults.append("not one main")
    doubled = {i for i in page.ids if page.ids.count(i) > 1}
    if doubled: faults.append(f"repeated ids {doubled}")
    from urllib.parse import unquote
    for link in page.links:
        if link.startswith("#") and "=" not in link and unquote(link[1:]) not in page.ids: faults.append(f"dead link {link}")
    for name in page.names:
        if name not in page.labels: faults.append(f"no label for {name}")
    for name in getattr(page, "names_by", []):
        if name not in page.ids: faults.append(f"no {name} to name a region")
    if page.headings[:1] != [1] or page.headings.count(1) != 1: faults.append("not one h1 first")
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1: faults.append(f"h{before} is followed by h{after}")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", source):
        faults.append("holds control characters")
    squeeze = lambda s: re.sub(r"\s+", " ", s).strip()
    text = squeeze("".join(page.text))
    for phrase in open("phrases", encoding="utf-8").read().split("\x1e"):
        if squeeze(phrase) not in text: faults.append(f"missing: {phrase}")
    print("\n".join(faults), end="")
    """#
}
