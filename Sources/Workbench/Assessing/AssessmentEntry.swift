import Evidence
import Inventory

extension AssessmentEntry {
  /// Field by field, for people.
  var fields: [String: String] {
    switch self {
    case .mark(let given): ["mark": String(given.mark), "reason": given.reason]
    case .answer(let given): ["answer": given.answer.rawValue, "reason": given.reason]
    case .claim(let answer, let reason, let evaluators):
      ["answer": answer.rawValue, "reason": reason, "evaluators": evaluators.joined(separator: ", ")]
    case .abstention(let reason): ["mark": Self.abstains, "reason": reason]
    }
  }

  /// What stands in the place of a mark where an evaluator gives none.
  static let abstains = "abstain"
}

extension Assessment {
  /// The strong entity tag of what stands at a place (RFC 9110 §8.8.3). Each place has one of its own, so that evaluators
  /// who mark different things are never in each other's way.
  func tag(at place: AssessmentPlace) -> String {
    guard let entry = entry(at: place) else { return Self.noTag }
    return Self.tag(of: entry.fields)
  }

  /// The tag of what stands there of an evaluator's conflict of interest.
  func tag(ofConflict evaluator: String) -> String {
    let fields = fields(ofConflict: evaluator)
    return fields.isEmpty ? Self.noTag : Self.tag(of: fields)
  }

  /// What stands there of an evaluator's conflict of interest, field by field.
  func fields(ofConflict evaluator: String) -> [String: String] {
    conflicts.first { $0.evaluator == evaluator }.map { ["reason": $0.reason] } ?? [:]
  }

  /// Where nothing stands.
  static let noTag = "\"none\""

  private static func tag(of fields: [String: String]) -> String {
    let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1E}")
    return "\"\(Digest.sha256(text).prefix(32))\""
  }
}
