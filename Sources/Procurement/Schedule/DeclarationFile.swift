import Foundation
import Inventory
import Office
import Reports
import Specification

/// The file of a bidder's answers: a declaration as YAML, or the schedule itself, filled in.
public enum DeclarationFile {
  /// What was read.
  public struct Reading: Sendable {
    /// The answers; nil where there is an error.
    public var declaration: Declaration?
    /// Errors and warnings in the order of the file.
    public var diagnostics: [Diagnostic]
  }

  /// Whether a path is that of a workbook rather than of YAML.
  public static func isWorkbook(_ path: String) -> Bool {
    let lowered = path.lowercased()
    return WorkbookFormat.allCases.contains { lowered.hasSuffix(".\($0.rawValue)") }
      || [".xlsm", ".xls", ".xltx", ".ots", ".tsv"].contains { lowered.hasSuffix($0) }
  }

  /// Reads the answers.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - rules: The specification that is answered; nil where it could not be read.
  ///   - catalogue: Step kinds, for a schedule.
  ///   - bid: The bid that they belong to, whose documents they may name.
  ///   - schedule: The schedule as it was published; that of the specification where it is not known.
  ///   - strictness: How much of a schedule must be as it was published.
  public static func read(
    _ path: String, rules: RuleSet?, catalogue: StepCatalogue, bid: Bid?, schedule: ResponseSchedule? = nil,
    strictness: ScheduleReader.Strictness = .complete
  ) -> Reading {
    let documents = bid.map { Set($0.documents.map(\.id)) }
    guard isWorkbook(path) else { return yaml(path, rules: rules, documents: documents) }
    // Without the specification there is nothing to hold it against; that was told already.
    guard let rules else { return Reading(declaration: nil, diagnostics: []) }
    let asked = schedule ?? ResponseSchedule(rules, catalogue: catalogue)
    let reading = ScheduleReader(asked, file: path, documents: documents, strictness: strictness).read(
      FilledWorkbook.open(path))
    return Reading(declaration: reading.declaration, diagnostics: reading.diagnostics)
  }

  /// Reads a declaration as YAML, and holds its documents against those of the bid.
  static func yaml(_ path: String, rules: RuleSet?, documents: Set<String>?) -> Reading {
    let read = InventoryReader.declaration(at: path, rules: rules)
    guard let declaration = read.value, let documents else {
      return Reading(declaration: read.value, diagnostics: read.diagnostics)
    }
    var unknown: [Diagnostic] = []
    for (reference, answer) in declaration.answers {
      guard let document = answer.document, !documents.contains(document) else { continue }
      unknown.append(
        Diagnostic(
          ScheduleRule.unknownDocument, at: answer.span,
          "the answer to \(reference) names document `\(document)`, which the bid does not have",
          hint: NameSuggestion.hint(for: document, among: documents) ?? "add it to `documents` of the bid"))
    }
    return Reading(
      declaration: unknown.isEmpty ? declaration : nil, diagnostics: (read.diagnostics + unknown).sorted())
  }
}

/// Contents of files of a bounded size.
enum FileBytes {
  /// The contents; nil where there is no file, or it has more bytes than the limit.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    do {
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      return data.count <= limit ? [UInt8](data) : nil
    } catch {
      return nil
    }
  }
}
