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
    usage: """
      assay claims FILE ... [--format text|json|csv] [--kind KIND,...] [--min-confidence N]
             assay claims --compare OLD NEW [--format text|json] [--kind KIND,...] [--min-confidence N]
             assay claims --pair FIRST SECOND [--format text|json]
             assay claims --lint FILE ... [--format text|json] [--strict]
             assay claims --annotate OUT FILE ... [--kind KIND,...] [--min-confidence N]
      """,
    discussion: """
      EXAMPLE
        assay claims pacs.pdf                        what it claims, for people
        assay claims pacs.pdf --kind sop-class,ihe   claims of two kinds only
        assay claims a.pdf b.pdf --format csv        a table for spreadsheets
        assay claims pacs.pdf --format json          one object; of several files
                                                     one object a line
        assay claims --compare pacs-4.pdf pacs-5.pdf what the new version added,
                                                     dropped and changed
        assay claims --pair pacs.pdf scanner.docx    whether the two can talk
        assay claims --annotate out.html pacs.pdf    the document with its claims
                                                     marked, as a page
        assay claims --lint pacs.pdf --strict        what is missing, ambiguous
                                                     or contradictory

      FORMATS
        Documents: PDF, DOCX, ODT, HTML, DocBook, Markdown, reStructuredText,
        plain text, manual pages, CSV; DOC and RTF where LibreOffice is there.
        Descriptions: FHIR CapabilityStatement, HL7 v2 conformance profile,
        WSDL, WADL, DICOMweb capabilities, OpenAPI.

      KINDS
        \(kindLines)

      EXIT CODES
        0 every document was read, whatever it says; 1 usage; 2 with --strict
        where --lint found an error; 3 a document could not be read, or a page
        not be written: the others are shown all the same.
      """)

  /// The kinds of claims, a few a line.
  private static var kindLines: String {
    let names = Claim.Kind.allCases.map(\.rawValue)
    return stride(from: 0, to: names.count, by: 4).map { start in
      names[start..<min(start + 4, names.count)].joined(separator: ", ")
    }.joined(separator: ",\n  ")
  }

  /// Forms of the output.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case csv
  }

  @ArgumentParser.Argument(help: "Documents.", completion: .file())
  var files: [String]

  @Option(help: "text, json or csv; csv for the list of claims only.")
  var format: Format?

  @Option(help: "Show claims of these kinds only, separated by commas.")
  var kind: String?

  @Option(help: "Show claims only that are read at least this surely, 0 to 100.")
  var minConfidence: Int?

  @Flag(help: "Say what the second document, a new version of the first, added, dropped and changed.")
  var compare = false

  @Flag(help: "Say whether the products of two documents can talk, by these documents alone.")
  var pair = false

  @Flag(help: "Say what in each document is ambiguous, contradictory or missing against PS3.2.")
  var lint = false

  @Flag(help: "With --lint: end with 2 where there are errors.")
  var strict = false

  @Option(
    help: "Write the document with its claims marked to this HTML file; of several documents, to this folder.",
    completion: .file())
  var annotate: String?

  /// What is asked for.
  private enum Mode: String {
    case list
    case compare = "--compare"
    case pair = "--pair"
    case lint = "--lint"
    case annotate = "--annotate"
  }

  private var modes: [Mode] {
    (compare ? [.compare] : []) + (pair ? [.pair] : []) + (lint ? [.lint] : []) + (annotate != nil ? [.annotate] : [])
  }

  mutating func validate() throws {
    let modes = modes
    guard modes.count <= 1 else {
      throw ValidationError("\(modes.map(\.rawValue).joined(separator: " and ")) cannot be used together.")
    }
    let mode = modes.first ?? .list
    guard !files.isEmpty else { throw ValidationError("Give at least one document.") }
    if mode == .compare || mode == .pair, files.count != 2 {
      throw ValidationError("\(mode.rawValue) takes two documents, not \(files.count).")
    }
    if format == .csv, mode != .list { throw ValidationError("--format csv cannot be used with \(mode.rawValue).") }
    if format != nil, mode == .annotate { throw ValidationError("--annotate writes HTML; leave --format out.") }
    if strict, mode != .lint { throw ValidationError("--strict is used with --lint.") }
    if mode == .pair || mode == .lint, kind != nil || minConfidence != nil {
      throw ValidationError("\(mode.rawValue) looks at all claims; leave --kind and --min-confidence out.")
    }
    _ = try selection()
  }

  private func selection() throws -> ClaimSelection {
    let names = kind.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } } ?? []
    let kinds = try names.map { name in
      guard let kind = Claim.Kind(rawValue: name) else {
        throw ValidationError(
          "--kind \(name): expected \(Claim.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return kind
    }
    if kind != nil, kinds.isEmpty { throw ValidationError("--kind: give at least one kind.") }
    let minimum = minConfidence ?? 0
    guard (0...100).contains(minimum) else { throw ValidationError("--min-confidence \(minimum): expected 0 to 100.") }
    return ClaimSelection(kinds: Set(kinds), minimumConfidence: minimum)
  }

  func run() throws {
    let selection = try selection()
    var documents = ClaimsDocuments(selection: selection)
    switch modes.first ?? .list {
    case .list: try list(&documents)
    case .compare:
      let (old, new) = try documents.two(files)
      let comparison = StatementComparison(old: old, new: new)
      Terminal.out(
        format == .json ? try ClaimsJSON.object(comparison) : StatementComparisonText.text(comparison))
    case .pair:
      let (first, second) = try documents.two(files)
      let pair = StatementPair(first, second)
      Terminal.out(format == .json ? try ClaimsJSON.object(pair) : StatementPairText.text(pair))
    case .lint: try lint(&documents)
    case .annotate: try annotate(&documents, to: annotate ?? "")
    }
    try documents.check()
  }

  private func list(_ documents: inout ClaimsDocuments) throws {
    if format == .csv { Terminal.out(ClaimsCSV.header, newline: false) }
    for (index, file) in files.enumerated() {
      let reading = documents.read(file).reading
      switch format ?? .text {
      case .text: Terminal.out((index > 0 ? "\n" : "") + ClaimsText.text(reading))
      case .json:
        try ClaimsJSON.write(reading, asLine: files.count > 1) { Terminal.out($0, newline: false) }
        Terminal.out("")
      case .csv:
        ClaimsCSV.write(reading) { Terminal.out($0, newline: false) }
        documents.complain(reading)
      }
    }
  }

  private func lint(_ documents: inout ClaimsDocuments) throws {
    var hasErrors = false
    for (index, file) in files.enumerated() {
      let examined = documents.read(file)
      guard documents.isReadable(examined.reading) else {
        documents.complain(examined.reading)
        continue
      }
      let lint = StatementLint(examined)
      hasErrors = hasErrors || lint.has(.error)
      switch format {
      case .json: Terminal.out(files.count == 1 ? try ClaimsJSON.object(lint) : try ClaimsJSON.line(lint))
      default: Terminal.out((index > 0 ? "\n" : "") + StatementLintText.text(lint))
      }
    }
    if strict, hasErrors { throw ExitStatus.invalidFile }
  }

  private func annotate(_ documents: inout ClaimsDocuments, to path: String) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let target = URL(fileURLWithPath: path)
    if files.count > 1, exists, !isFolder.boolValue {
      throw ValidationError("--annotate \(path): several documents need a folder, and this is a file.")
    }
    var taken: Set<String> = []
    for file in files {
      let examined = documents.read(file)
      guard documents.isReadable(examined.reading) else {
        documents.complain(examined.reading)
        continue
      }
      let page = Data(AnnotatedPage.render(examined).utf8)
      let written: String
      if files.count == 1, !isFolder.boolValue {
        written = try RunReports.put(page, target.lastPathComponent, target.deletingLastPathComponent())
      } else {
        var name = examined.reading.document
        var number = 2
        // Documents of one name from different folders each get a page.
        while !taken.insert(name).inserted {
          name = "\(examined.reading.document)-\(number)"
          number += 1
        }
        written = try RunReports.put(page, "\(name).html", target)
      }
      Terminal.out("\(written)  \(examined.reading.claims.count) claims, \(examined.reading.problems.count) problems")
    }
  }
}
