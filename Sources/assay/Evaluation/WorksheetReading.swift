import Foundation
import Inventory
import Judgement
import Probes
import Procurement
import Specification

/// Reads filled worksheets, checks them, and joins them to the assessments of their bids.
struct WorksheetReading {
  /// The bids that were evaluated.
  let bids: [AssessedBid]
  /// Folder of the assessments.
  let assessments: String?

  /// A worksheet that was found to belong to a bid.
  private struct Found {
    var file: String
    /// Which of the bids.
    var bid: Int
    /// Whose it is; nil for YAML, which may hold several.
    var form: Worksheet.Form?

    /// What the evaluators agree on is read after what each gave.
    var isLast: Bool { form == .moderation }
  }

  /// The assessment that stands below the folder; an empty one where there is none.
  func assessment(of bid: AssessedBid) throws -> Assessment {
    let path = place(of: bid)
    guard let path, FileManager.default.fileExists(atPath: path) else { return bid.subject.assessment }
    let read = AssessmentFile.read(path, rules: bid.rules, subject: bid.subject)
    guard let assessment = read.assessment else {
      Diagnostics.show(read.diagnostics)
      throw ExitStatus.invalidFile
    }
    return assessment
  }

  private func place(of bid: AssessedBid) -> String? { assessments.map { "\($0)/\(bid.place).yaml" } }

  // MARK: One worksheet

  /// Names everything that is wrong or missing in a worksheet.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  func check(_ file: String) throws {
    let found = try find(file)
    let bid = bids[found.bid]
    let reading = read(found, given: try assessment(of: bid))
    Diagnostics.show(reading.diagnostics)
    guard reading.isSound else {
      Terminal.out("\(file): \(reading.diagnostics.count { $0.severity == .error }) to be mended before it can be read")
      throw ExitStatus.invalidFile
    }
    let count = reading.entries.count
    Terminal.out("\(file): \(count) of \(count + reading.missing.count) answered")
    if !reading.missing.isEmpty { throw ExitStatus.invalidFile }
  }

  private func read(_ found: Found, given assessment: Assessment) -> WorksheetReader.Reading {
    let bid = bids[found.bid]
    guard let form = found.form else {
      let read = AssessmentFile.read(found.file, rules: bid.rules, subject: bid.subject)
      var reading = WorksheetReader.Reading(diagnostics: read.diagnostics)
      reading.entries = read.assessment?.entries ?? []
      reading.conflicts = read.assessment?.conflicts ?? []
      return reading
    }
    return WorksheetReader(bid.worksheet(form, given: assessment), file: found.file).read(
      found.file, given: assessment)
  }

  /// The bid that a worksheet says it is of.
  private func find(_ file: String) throws -> Found {
    var form: Worksheet.Form?
    var named: (bid: String, lot: String?)
    if DeclarationFile.isWorkbook(file) {
      guard let heading = WorksheetReader.heading(file) else {
        Terminal.error("\(file): is no worksheet: it does not say of which bid and whose it is, or cannot be read")
        throw ExitStatus.invalidFile
      }
      form = heading.form
      named = (heading.bid, heading.lot)
      if case .individual(let evaluator)? = form, !Worksheet.isName(evaluator) {
        Terminal.error("\(file): “\(evaluator.prefix(60))” is no evaluator's name; hand the worksheet out again")
        throw ExitStatus.invalidFile
      }
    } else {
      let read = InventoryReader.assessment(at: file, rules: nil)
      guard let assessment = read.value else {
        Diagnostics.show(read.diagnostics)
        throw ExitStatus.invalidFile
      }
      named = (assessment.bid, nil)
    }
    let matching = bids.indices.filter { index in
      bids[index].subject.bid == named.bid && (named.lot == nil || bids[index].subject.lot == named.lot)
    }
    guard let bid = matching.first, matching.count == 1 else {
      Terminal.error(
        matching.isEmpty
          ? "\(file): is of the bid `\(named.bid.prefix(60))`, which was not evaluated here; there are "
            + bids.map(\.place).joined(separator: ", ")
          : "\(file): the bid `\(named.bid)` is for several lots; give --lot")
      throw matching.isEmpty ? ExitStatus.invalidFile : ExitStatus.usage
    }
    return Found(file: file, bid: bid, form: form)
  }

  // MARK: All of them

  /// Joins worksheets to the assessments of their bids. Where one of them does not hold, nothing is written.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  func join(_ files: [String]) throws {
    let found = try files.map(find)
    var joined: [Int: Assessment] = [:]
    var diagnostics: [Diagnostic] = []
    var told: [String] = []
    for entry in found.filter({ !$0.isLast }) + found.filter(\.isLast) {
      var assessment = try joined[entry.bid] ?? assessment(of: bids[entry.bid])
      let reading = read(entry, given: assessment)
      diagnostics += reading.diagnostics
      let stamp = Assessment.Stamp(at: Timestamp.now(), by: URL(fileURLWithPath: entry.file).lastPathComponent)
      for note in assessment.take(reading.entries, conflicts: reading.conflicts, stamp) {
        told.append("\(bids[entry.bid].place): \(note)")
      }
      joined[entry.bid] = assessment
    }
    Diagnostics.show(diagnostics)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { throw ExitStatus.invalidFile }
    for (index, bid) in bids.enumerated() {
      guard let assessment = joined[index], let path = place(of: bid) else { continue }
      try write(assessment, of: bid, to: path)
    }
    for note in told { Terminal.error(note) }
  }

  private func write(_ assessment: Assessment, of bid: AssessedBid, to path: String) throws {
    let text = AssessmentText.text(of: assessment)
    // Nothing is written that could not be read again.
    let check = try InventoryReader.assessment(
      SourceText(path: path, bytes: Array(text.utf8)), rules: bid.rules, bid: bid.subject.bid)
    guard check.value != nil else {
      Diagnostics.show(check.diagnostics)
      throw ExitStatus.invalidFile
    }
    let place = URL(fileURLWithPath: path)
    let written = try RunReports.put(Data(text.utf8), place.lastPathComponent, place.deletingLastPathComponent())
    Terminal.out("\(written): \(AssessmentState(assessment).words)")
  }
}

/// How far the evaluators of a bid are.
private struct AssessmentState {
  let words: String

  init(_ assessment: Assessment) {
    let agreed = assessment.marks.count { assessment.agreed(on: $0) != nil }
    let answered = assessment.claims.count { assessment.decision(on: $0) != nil }
    let disputed = assessment.claims.count { assessment.isDisputed($0) }
    var parts = [
      "\(agreed) of \(assessment.marks.count) marks agreed on",
      "\(answered) of \(assessment.claims.count) claims decided",
    ]
    if disputed > 0 { parts.append("\(disputed) answered differently") }
    let abstentions = assessment.marks.flatMap(\.abstained).count + assessment.claims.flatMap(\.abstained).count
    if abstentions > 0 { parts.append("\(abstentions) abstention\(abstentions == 1 ? "" : "s")") }
    if !assessment.conflicts.isEmpty {
      parts.append("not counted: \(assessment.conflicts.map(\.evaluator).joined(separator: ", "))")
    }
    words = parts.joined(separator: "; ")
  }
}
