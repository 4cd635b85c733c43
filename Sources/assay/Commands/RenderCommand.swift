import ArgumentParser
import Foundation
import Probes
import Procurement
import Reports
import Specification

/// `assay render`
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print a specification as the document that a procurement publishes.",
    discussion: """
      EXAMPLE
        assay render Specs/nhs-imaging-network
        assay render Specs/nhs-imaging-network --profile shared-pacs \\
          --format docx,xlsx --out tender

      html is one page that loads nothing, docx a document for word processors, xlsx
      a workbook with a row for each requirement, reqif what requirements management
      tools import (OMG ReqIF 1.2), markdown plain text. Secrets are never printed.
      """)

  @ArgumentParser.Argument(help: "Specification.", completion: .directory)
  var spec: String

  @Option(help: "Profile to apply.")
  var profile: String?

  @Option(help: "Formats, separated by commas: html, docx, xlsx, reqif, markdown.")
  var format: String = DocumentFormat.allCases.map(\.rawValue).joined(separator: ",")

  @Option(help: "Folder for the documents.", completion: .directory)
  var out: String = "published"

  @Option(help: "Day that the documents say they were made, YYYY-MM-DD; today where it is not given.")
  var now: String?

  mutating func validate() throws {
    _ = try DocumentFormat.list(format)
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
  }

  func run() throws {
    let rules = try LoadedSpecification(spec, profile: profile).rules
    let document = SpecificationDocument(rules, catalogue: StepRegistry.catalogue, sha256: rules.fingerprint)
    let day = try now.map { try Date("\($0)T00:00:00Z", strategy: .iso8601) } ?? Date()
    let name = [rules.id, rules.profile?.id].compactMap { $0 }.joined(separator: "-")
    let folder = URL(fileURLWithPath: out)
    for format in try DocumentFormat.list(format) {
      let file = "\(name).\(format.suffix)"
      switch format {
      case .html: Terminal.out(try RunReports.put(Data(HTMLDocument.render(document.text).utf8), file, folder))
      case .markdown: Terminal.out(try RunReports.put(Data(MarkdownDocument.render(document.text).utf8), file, folder))
      case .reqif:
        let text = RequirementsInterchange.render(document, changed: day)
        Terminal.out(try RunReports.put(Data(text.utf8), file, folder))
      case .docx: Terminal.out(try OfficeFiles.put(document.text, file, folder))
      case .xlsx:
        Terminal.out(try OfficeFiles.put(SpecificationWorkbook.workbook(document), file, folder, created: day))
      }
    }
  }
}

/// Formats of a specification's document.
enum DocumentFormat: String, CaseIterable {
  case html
  case docx
  case xlsx
  case reqif
  case markdown

  /// End of the file's name.
  var suffix: String { self == .markdown ? "md" : rawValue }

  /// Reads `html,docx`.
  static func list(_ text: String) throws -> [DocumentFormat] {
    try text.split(separator: ",").map { name in
      guard let format = DocumentFormat(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        throw ValidationError("--format \(name): expected \(allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return format
    }
  }
}
