import Foundation
import Office
import Rendering

/// A text document as one HTML page that loads nothing, in the reports' design, to be read and to be printed.
public enum HTMLDocument {
  /// Renders a document.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - kicker: What kind of document it is, above its title.
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(_ document: TextDocument, kicker: String = "Specification") -> String {
    let facts = document.facts.map { fact -> HTML in
      let value: HTML = fact.name == "SHA-256" ? Fragments.digest(fact.value) : "\(fact.value)"
      return "<div><dt>\(fact.name)<dd>\(value)</div>"
    }
    let body: HTML = """
      <header>
      <p class="kicker">\(kicker)</p>
      <h1><bdi>\(document.title)</bdi></h1>
      <p>\(document.subtitle)</p>
      <dl class="meta">\(facts.joined())</dl>
      </header>
      <main id="main">
      \(contents(document))
      \(blocks(document.blocks))
      </main>
      <footer>\(document.title), \(document.subtitle)</footer>
      """
    return Page(title: document.title, body: body, style: .document, script: nil).text
  }

  private static func contents(_ document: TextDocument) -> HTML {
    var items = HTML.empty
    for case .heading(let level, let text, let anchor?) in document.blocks where level <= 2 {
      items += """
        <li class="\(level == 1 ? "one" : "two")"><a href="#\(Fragments.fragment(anchor))">\(text)</a></li>
        """
    }
    guard !items.isEmpty else { return .empty }
    return "<nav class=\"panel\" aria-label=\"Contents\"><ul class=\"contents\">\(items)</ul></nav>"
  }

  /// Blocks of a document; what follows a heading of level 3 is an article with it.
  private static func blocks(_ blocks: [TextDocument.Block]) -> HTML {
    var result = HTML.empty
    var isInArticle = false
    // No level is left out for who hears the page: an entry right below a chapter is a level higher than it looks.
    var isBelowChapter = true
    for block in blocks {
      switch block {
      case .heading(let level, let text, let anchor):
        if isInArticle { result += "</article>\n" }
        isInArticle = level >= 3
        if level <= 2 { isBelowChapter = level == 1 }
        let id: HTML = anchor.map { " id=\"\($0)\"" } ?? ""
        switch level {
        case 1: result += "<h2\(id)>\(text)</h2>\n"
        case 2: result += "<h3\(id)>\(text)</h3>\n"
        default:
          let parts = text.components(separatedBy: "  ")
          let title = parts.dropFirst().joined(separator: "  ")
          result += "<article\(id)><h4\(if: isBelowChapter, " aria-level=\"3\"")>"
          result += title.isEmpty ? "\(text)" : "<span class=\"id\">\(parts.first ?? "")</span>\(title)"
          result += "</h4>\n"
        }
      case .paragraph(let runs): result += "<p>\(line(runs))</p>\n"
      case .label(let text):
        result += "<h5\(if: isInArticle && isBelowChapter, " aria-level=\"4\"")>\(text)</h5>\n"
      case .list(let items, let isOrdered):
        let content = items.map { "<li>\(line($0))</li>" as HTML }.joined()
        result += isOrdered ? "<ol>\(content)</ol>\n" : "<ul>\(content)</ul>\n"
      case .table(let table): result += self.table(table)
      }
    }
    if isInArticle { result += "</article>\n" }
    return result
  }

  private static func table(_ table: TextDocument.Table) -> HTML {
    let head = table.columns.map { "<th scope=\"col\">\($0.title)</th>" as HTML }.joined()
    let rows = table.rows.map { row -> HTML in
      "<tr>\(each: row, { "<td>\(line($0))</td>" })</tr>"
    }
    return """
      <div class="scroll" tabindex="0"><table><thead><tr>\(head)</tr></thead><tbody>\(rows.joined())</tbody></table></div>

      """
  }

  private static func line(_ runs: [Run]) -> HTML {
    var result = HTML.empty
    for run in runs {
      var text: HTML = "\(run.text)"
      if run.marks.contains(.code) { text = "<code>\(text)</code>" }
      if run.marks.contains(.added) { text = "<ins class=\"added\">\(text)</ins>" }
      if run.marks.contains(.removed) { text = "<del class=\"removed\">\(text)</del>" }
      if run.marks.contains(.strong) { text = "<strong>\(text)</strong>" }
      if run.marks.contains(.emphasis) { text = "<em>\(text)</em>" }
      if run.marks.contains(.alert) { text = "<span class=\"alert\">\(text)</span>" }
      if run.marks.contains(.muted) { text = "<span class=\"muted\">\(text)</span>" }
      switch run.target {
      case .web(let address): result += "<a href=\"\(address)\" rel=\"noopener noreferrer\">\(text)</a>"
      case .anchor(let anchor): result += "<a href=\"#\(Fragments.fragment(anchor))\">\(text)</a>"
      case nil: result += text
      }
    }
    return result
  }
}
