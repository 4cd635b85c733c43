import Evidence
import Rendering
import Reports

/// A file that pages load, named by its content, so that a browser asks for it once.
struct Asset: Sendable {
  /// Name within `/assets/`.
  let name: String
  /// Media type.
  let type: String
  /// The file.
  let page: RenderedPages.Page

  private init(_ name: String, _ type: String, _ ending: String, _ text: String) {
    self.name = "\(name)-\(Digest.sha256(text).prefix(12)).\(ending)"
    self.type = type
    page = RenderedPages.Page(text)
  }

  /// The style sheet: that of the reports, and what lists and forms need.
  static let style = Asset(
    "workbench", "text/css; charset=utf-8", "css", ReportAssets.style + "\n" + WorkbenchStyle.text)
  /// The script of the workbench.
  static let script = Asset("workbench", "text/javascript; charset=utf-8", "js", WorkbenchScript.text)
  /// The script of the reports.
  static let report = Asset("report", "text/javascript; charset=utf-8", "js", ReportAssets.script)

  /// All of them by name.
  static let all = Dictionary([style, script, report].map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
