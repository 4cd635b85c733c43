import ArgumentParser
import Foundation
import Probes
import Specification

/// `assay lint`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Review a specification: demands that nothing shows, limits that disagree, words that readers differ on.",
    discussion: """
      EXAMPLE
        assay lint Specs/nhs-imaging-network
        assay lint Specs/nhs-imaging-network --strict --format json

      Beyond the warnings of check it asks what a reviewer asks. A finding that is
      meant to stand is written into lint-accepted.tsv beside specification.yaml:
      requirement, rule and reason, separated by tabs. Exit code 2 when there is an
      error, and with --strict when a finding is left.
      """)

  @ArgumentParser.Argument(help: "Specification.", completion: .directory)
  var spec: String

  @Option(help: "Profile to apply: its values of inputs and its levels are looked at.")
  var profile: String?

  @Flag(help: "Findings count as errors.")
  var strict = false

  @Option(help: "Format: text, json.")
  var format: Format = .text

  /// How findings are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  func run() throws {
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: spec,
      options: LoadOptions(
        profile: profile, environment: Terminal.environment, checksEveryProfile: false, reviews: true))
    let accepted = try acceptedFindings()
    let unused = result.hasErrors ? [] : accepted.unused(among: result.diagnostics)
    let all = (result.diagnostics + accepted.diagnostics + unused).sorted()
    let left = all.filter { accepted.reason(for: $0) == nil }
    let standing = all.count - left.count
    switch format {
    case .text:
      Diagnostics.show(left)
      let words = standing == 0 ? "" : "; \(standing) accepted in \(AcceptedFindings.fileName)"
      if left.isEmpty {
        Terminal.out("\(spec): no findings\(words)")
      } else if standing > 0 {
        Terminal.error("\(standing) accepted")
      }
    case .json: Terminal.out(try json(all, accepted))
    }
    if left.contains(where: { $0.severity == .error || strict }) { throw ExitStatus.invalidFile }
  }

  private func acceptedFindings() throws -> AcceptedFindings {
    let file = LoadedSpecification.folder(of: spec).appendingPathComponent(AcceptedFindings.fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return AcceptedFindings() }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      Terminal.error("\(file.relativePath): cannot be read as text in UTF-8")
      throw ExitStatus.invalidFile
    }
    return AcceptedFindings(text, file: file.relativePath)
  }

  private struct Finding: Encodable {
    var severity: String
    var rule: String
    var requirement: String?
    var file: String
    var line: Int
    var column: Int
    var message: String
    var hint: String?
    var accepted: String?
  }

  private func json(_ findings: [Diagnostic], _ accepted: AcceptedFindings) throws -> String {
    try JSONText.of(
      findings.map { finding in
        Finding(
          severity: finding.severity.rawValue, rule: finding.code, requirement: finding.requirement,
          file: finding.span.file, line: finding.span.line, column: finding.span.column, message: finding.message,
          hint: finding.hint, accepted: accepted.reason(for: finding))
      })
  }
}

/// What commands print for other programs.
enum JSONText {
  /// The value, keys in order.
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
