import Evidence
import Foundation
import Judgement

extension Sample {
  /// What a hostile vendor or peer writes wherever it may write.
  static let hostileWords =
    "</script></style><script>alert(1)</script>\" onload='x' \u{202E}\u{00}\u{1B}[2J\u{9B}<!--"

  /// The sample with every string of a vendor, a peer or a file replaced; states, numbers and names of things stay.
  static func hostile(_ words: String) throws -> Result {
    let sample = Sample.second
    let tree = try JSONSerialization.jsonObject(with: JSONEncoder().encode(sample.scorecard))
    let kept: Set<String> = [
      "state", "level", "kind", "result", "blame", "exact", "shown", "failing", "undecided", "waived", "contradictions",
      "transcript", "step",
    ]
    func poisoned(_ value: Any, _ key: String) -> Any {
      if kept.contains(key), !(value is [String: Any]) { return value }
      if let object = value as? [String: Any] {
        return Dictionary(uniqueKeysWithValues: object.map { ($0.key, poisoned($0.value, $0.key)) })
      }
      if let list = value as? [Any] { return list.map { poisoned($0, key) } }
      if value is String { return key == "id" || key == "requirement" ? "\(value)\(words)" : words }
      return value
    }
    let data = try JSONSerialization.data(withJSONObject: poisoned(tree, ""))
    var scorecard = try JSONDecoder().decode(Scorecard.self, from: data)
    for group in scorecard.groups.indices { scorecard.groups[group].group.id += "\(group)" }
    scorecard.gate.failing = scorecard.gate.failing.map { $0 + words }
    scorecard.contradictions = scorecard.contradictions.map { $0 + words }
    var transcripts = sample.transcripts
    for path in transcripts.keys {
      transcripts[path]?.entries = [
        Transcript.Entry(
          microseconds: .min, direction: .received, summary: words, details: [words], length: .max, hex: words)
      ]
    }
    return Result(scorecard: scorecard, transcripts: transcripts)
  }
}
