import Evidence
import Foundation
import Inventory
import Specification

/// The papers of a bid, read once: what each document claims, and what that means for each requirement.
public struct BidPapers: Sendable {
  /// A document as it was submitted and read.
  public struct Paper: Sendable {
    /// Its entry in the bid.
    public var document: BidDocument
    /// Its bytes; nil where it could not be opened.
    public var bytes: Data?
    /// What was understood.
    public var reading: DocumentReading
  }

  /// The bid.
  public let bid: Bid
  /// Its documents in the order of the bid.
  public let papers: [Paper]

  /// Reads every document of a bid. One that cannot be read becomes a problem of its reading; the rest is read all the
  /// same.
  public init(reading bid: Bid) {
    self.bid = bid
    papers = bid.documents.map { document in
      let file = URL(fileURLWithPath: bid.folder).appendingPathComponent(document.path)
      guard let bytes = try? Data(contentsOf: file) else {
        return Paper(
          document: document, bytes: nil,
          reading: Self.unreadable(
            document, sha256: "", "cannot be opened. Put the file at this place beside the bid file, or mend the path.")
        )
      }
      let found = Digest.sha256(bytes)
      if let stated = document.sha256, stated.lowercased() != found {
        return Paper(
          document: document, bytes: bytes,
          reading: Self.unreadable(
            document, sha256: found,
            "is not the document that the bid names: its SHA-256 is \(found), the bid states \(stated). It was not read."
          ))
      }
      return Paper(
        document: document, bytes: bytes, reading: StatementReader.read(bytes: Array(bytes), name: document.path))
    }
  }

  /// Takes up readings that were recorded, without the documents.
  public init(recorded readings: [DocumentReading], of bid: Bid) {
    self.bid = bid
    papers = bid.documents.compactMap { document in
      readings.first { $0.document == document.path }.map { Paper(document: document, bytes: nil, reading: $0) }
    }
  }

  private static func unreadable(_ document: BidDocument, sha256: String, _ message: String) -> DocumentReading {
    DocumentReading(
      document: document.path, sha256: sha256, format: "unknown", claims: [],
      problems: [
        DocumentProblem(severity: .unreadable, code: "unreadable", message: "\(document.path): \(message)")
      ])
  }

  /// What the papers say of the system that a requirement binds by this name.
  public func evidence(for name: String, of requirement: Requirement) -> EvidenceRecord.Content {
    guard let role = requirement.appliesTo.first(where: { $0.name == name })?.role else {
      return .notGathered(reason: "The requirement binds no system to the name \(name).")
    }
    let offers = bid.offers.filter { $0.roles.contains(role) }
    guard !offers.isEmpty else {
      return .notGathered(reason: "The bid offers no system in the role \(role).")
    }
    let wanted = Set(offers.flatMap(\.documents))
    let consulted = papers.filter { wanted.contains($0.document.id) }
    guard !consulted.isEmpty else {
      return .notGathered(reason: "The bid names no document that states the conformance of what it offers as \(role).")
    }
    let readable = consulted.filter { !$0.reading.problems.contains { $0.severity == .unreadable } }
    let problems = consulted.flatMap(\.reading.problems)
    guard !readable.isEmpty else {
      let reasons = problems.filter { $0.severity == .unreadable }.map(\.message)
      return .notGathered(reason: "No document could be read. \(reasons.joined(separator: " "))")
    }
    let (observation, claims) = StatementObservation.make(
      readings: readable.map(\.reading), applicationEntities: offers.flatMap(\.applicationEntities))
    return .statement(
      StatementEvidence(
        documents: readable.map(\.document.path), observation: observation, claims: claims, problems: problems))
  }

  /// A record with the claims behind it. The record leaves them to the readings, which hold each claim once; what was
  /// observed stays as it was recorded.
  public func withClaims(_ record: EvidenceRecord, for requirement: Requirement?) -> EvidenceRecord {
    guard case .statement(var evidence) = record.content, evidence.claims.isEmpty,
      let item = requirement?.evidence.first(where: { $0.id == record.evidence }),
      case .statement(let name, _) = item.body, let requirement,
      case .statement(let whole) = self.evidence(for: name, of: requirement)
    else { return record }
    evidence.claims = whole.claims.filter { claim in
      claim.evidence.contains { evidence.documents.contains($0.document) }
    }
    evidence.problems = whole.problems
    var record = record
    record.content = .statement(evidence)
    return record
  }
}
