import Evidence
import Foundation
import IHE
import Judgement

@testable import Procurement
@testable import Stores

/// What is handed on between evaluators: results, questions, packs of evidence, time stamps, and what stores of them say.
extension FuzzTarget {
  static func scorecard(_ bytes: [UInt8]) {
    guard let card = try? ScorecardCoding.decode(bytes) else { return }
    guard let written = try? ScorecardCoding.encode(card) else {
      return fail("a scorecard that was read can't be written")
    }
    hold((try? ScorecardCoding.decode(written)) == card, "a scorecard comes back as another")
    hold(VerdictChanges(from: card, to: card).isEmpty, "a scorecard differs from itself")
    var other = card
    other.bid.id += "-2"
    if let comparison = try? Comparison(of: [card, other]) { _ = comparison.gaps(of: 0) }
    _ = ClarificationDraft.questions(of: card)
  }

  static func clarification(_ bytes: [UInt8]) {
    guard let record = try? ClarificationFiles.decode(Data(bytes)) else { return }
    guard let written = try? ClarificationFiles.encode(record) else { return fail("a record can't be written") }
    hold((try? ClarificationFiles.decode(written)) == record, "a record comes back as another")
    _ = ClarificationFiles.separated(record)
  }

  /// A pack of evidence: its archive, manifest and signature.
  static func bundle(_ bytes: [UInt8]) {
    if let opened = try? OpenedBundle(Data(bytes)) { _ = opened.faults(pinned: nil) }
  }

  /// The manifest of a pack and its signature, which no archive's checksums keep from being changed here.
  static func packed(manifest bytes: [UInt8]) {
    _ = try? RecordCoding.read(BundleManifest.self, from: bytes)
    _ = try? RecordCoding.read(BundleSignature.self, from: bytes)
    _ = try? JSONDecoder().decode(EvaluationLedger.self, from: Data(bytes))
    _ = try? JSONDecoder().decode(PackManifest.self, from: Data(bytes))
  }

  static func stamp(_ bytes: [UInt8]) { _ = try? TimeStampToken(bytes) }

  /// Answers of a store in XML, and the field that tells a range.
  static func stored(_ bytes: [UInt8]) {
    _ = S3Answer.page(bytes)
    hold(
      S3Answer.refusal(bytes).text.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a refusal holds more than a line")
    if let upload = S3Answer.upload(bytes) {
      hold(upload.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "a name can't stand in an address")
    }
    if let range = S3Answer.range(String(decoding: bytes, as: UTF8.self)) {
      hold(range.start < range.end, "a range is none")
    }
  }

  static func auditEvent(_ bytes: [UInt8]) {
    guard let events = try? AuditEventReader.read(bytes) else { return }
    hold(events.allSatisfy { $0.violations.count <= 100 }, "violations are told without end")
  }
}
