import ArgumentParser
import Evidence
import Foundation
import Statements

/// `assay claims`
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract:
      "Show what was understood of a conformance statement: each claim, where it stands, how sure the reading is.",
    discussion: """
      EXAMPLE
        assay claims acme-dcs.txt
        assay claims acme-dcs.html --format json

      Reads plain text, manual pages, Markdown and HTML. A document that cannot be read is named, with exit code 3.
      """)

  /// Forms of the listing.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @ArgumentParser.Argument(help: "Documents.", completion: .file())
  var files: [String]

  @Option(help: "text or json. Of several documents json gives one object a line.")
  var format: Format = .text

  func run() throws {
    var unreadable = false
    for file in files {
      let reading = StatementReader.read(file: URL(fileURLWithPath: file))
      unreadable = unreadable || reading.problems.contains { $0.severity == .unreadable }
      switch format {
      case .text: Terminal.out(ClaimsText.text(reading))
      case .json: Terminal.out(try ClaimsJSON.object(reading))
      }
    }
    if unreadable { throw ExitStatus.harness }
  }
}
