import ArgumentParser
import Foundation
import Judgement
import Probes
import Reports
import Specification

/// `assay coverage`
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Map requirements to kinds of evidence and to sections of standards, and say what is not tested and why.",
    discussion: """
      EXAMPLE
        assay coverage Specs/nhs-imaging-network
        assay coverage Specs/nhs-imaging-network --catalogue requirements.tsv \\
          --run Reports/acme --format html > map.html

      A catalogue is a table of rows separated by tabs, with the identifier first
      and a column `title`: rows that no requirement carries in its identifier or
      names in its provenance are untouched.
      """)

  @ArgumentParser.Argument(help: "Specification.", completion: .directory)
  var spec: String

  @Option(help: "Profile to apply.")
  var profile: String?

  @Option(help: "Catalogue of requirements that the specification is held against.", completion: .file())
  var catalogue: String?

  @Option(name: .customLong("run"), help: "Run directory whose states are shown beside.", completion: .directory)
  var recorded: String?

  @Option(help: "Format: text, json, csv, html.")
  var format: Format = .text

  /// How the map is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case csv
    case html
  }

  func run() throws {
    let rules = try LoadedSpecification(spec, profile: profile).rules
    var coverage = SpecificationCoverage(rules, catalogue: try catalogue.map(Self.rows))
    let omissions = try ProofRun(rules: rules, networks: try ReferenceFiles.networks(beside: spec)).omissions()
    let reasons = Dictionary(omissions.map { ($0.id, $0.reason) }, uniquingKeysWith: { first, _ in first })
    for (index, requirement) in rules.requirements.enumerated() {
      coverage.requirements[index].notProvable = reasons[requirement.id]
    }
    if let recorded {
      let scorecard = try RecordedRun(recorded).scorecard()
      let verdicts = Dictionary(
        (scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).map { ("\($0.id)@\($0.revision)", $0) },
        uniquingKeysWith: { first, _ in first })
      for index in coverage.requirements.indices {
        guard let verdict = verdicts[coverage.requirements[index].reference] else { continue }
        coverage.requirements[index].state = verdict.state.rawValue
        coverage.requirements[index].why = verdict.why
      }
    }
    let document = CoverageDocument.document(coverage, of: rules)
    switch format {
    case .text: Terminal.out(PlainDocument.render(document, width: max(Terminal.width, 80)))
    case .json: Terminal.out(try JSONText.of(coverage))
    case .csv: Terminal.out(CoverageDocument.values(coverage), newline: false)
    case .html: Terminal.out(HTMLDocument.render(document, kicker: "Coverage"), newline: false)
    }
  }

  /// The rows of a catalogue.
  private static func rows(_ path: String) throws -> [(id: String, title: String)] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      Terminal.error("\(path): cannot be read as text in UTF-8")
      throw ExitStatus.invalidFile
    }
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    guard let head = lines.first, let title = head.firstIndex(of: "title"), head.first == "id" else {
      Terminal.error(
        "\(path):1: the first line of a catalogue names its columns: `id` first, and `title`, separated by tabs")
      throw ExitStatus.invalidFile
    }
    return lines.dropFirst().compactMap { fields in
      fields.first.map { (String($0), fields.indices.contains(title) ? String(fields[title]) : "") }
    }
  }
}
