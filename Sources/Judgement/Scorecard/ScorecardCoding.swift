import Evidence
import Foundation

/// The canonical form of a scorecard: JSON with sorted keys, indented, UTF-8, one newline at the end.
public enum ScorecardCoding {
  /// Writes the canonical form; the same scorecard always gives the same bytes.
  public static func encode(_ scorecard: Scorecard) throws(ScorecardCodingError) -> [UInt8] {
    try canonical(scorecard)
  }

  /// Writes the canonical form of a comparison.
  public static func encode(_ comparison: Comparison) throws(ScorecardCodingError) -> [UInt8] {
    try canonical(comparison)
  }

  /// Writes the canonical form of a proof.
  public static func encode(_ proof: Proof) throws(ScorecardCodingError) -> [UInt8] {
    try canonical(proof)
  }

  private static func canonical(_ value: some Encodable) throws(ScorecardCodingError) -> [UInt8] {
    do {
      return try RecordCoding.bytes(of: value)
    } catch {
      throw .notWritable(reason: "\(error)")
    }
  }

  /// Reads a scorecard.
  public static func decode(_ bytes: [UInt8]) throws(ScorecardCodingError) -> Scorecard {
    let scorecard: Scorecard
    do {
      scorecard = try JSONDecoder().decode(Scorecard.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .notReadable(reason: Self.reason(error))
    } catch {
      throw .notReadable(reason: "it is not JSON")
    }
    guard scorecard.edition == 1 else { throw .unknownEdition(scorecard.edition) }
    if let fault = Self.outOfRange(scorecard) { throw .notReadable(reason: fault) }
    return scorecard
  }

  /// A number that no specification gives and that whatever counts with it must not meet; nil where there is none.
  private static func outOfRange(_ scorecard: Scorecard) -> String? {
    let weights = 0...1_000_000
    let scale = scorecard.specification.scale
    guard (1...1_000_000).contains(scale.maximum), (0...6).contains(scale.decimals),
      scale.descriptors.allSatisfy({ weights.contains($0.from) })
    else { return "specification.scale goes beyond every scale" }
    // Pages and papers add them up.
    for score in [scorecard.score] + scorecard.groups.map(\.score)
    where !score.states.values.allSatisfy({ weights.contains($0) }) {
      return "the requirements of a state are more than any specification has"
    }
    for group in scorecard.groups {
      guard weights.contains(group.group.weight) else {
        return "the weight of group \(group.group.id) goes beyond every one"
      }
    }
    for verdict in scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    where !weights.contains(verdict.weight) || !weights.contains(verdict.revision) {
      return "the weight or revision of requirement \(verdict.id) goes beyond every one"
    }
    return nil
  }

  private static func reason(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "the whole" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "“\(key.stringValue)” is missing in \(place(context.codingPath))"
    case .typeMismatch(_, let context): return "\(place(context.codingPath)) holds a value of another type"
    case .valueNotFound(_, let context): return "\(place(context.codingPath)) is empty"
    case .dataCorrupted(let context): return "\(place(context.codingPath)) cannot be understood"
    @unknown default: return "it cannot be understood"
    }
  }
}

/// Why a scorecard could not be written or read.
public enum ScorecardCodingError: Error, Hashable, Sendable {
  case notWritable(reason: String)
  case notReadable(reason: String)
  /// The form is of an edition that this version does not know.
  case unknownEdition(Int)

  /// What happened, for people.
  public var message: String {
    switch self {
    case .notWritable(let reason): "the scorecard cannot be written: \(reason)"
    case .notReadable(let reason): "this is no scorecard: \(reason)"
    case .unknownEdition(let edition): "the scorecard is of edition \(edition), and this version reads edition 1"
    }
  }
}
