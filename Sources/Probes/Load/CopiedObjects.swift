import Evidence
import Specification

/// Objects of a copy that came back, against what had been sent.
enum CopiedObjects {
  /// In what they differ; nil where they are the same.
  static func error(of result: StepResult) -> (kind: String, failure: StepFailure)? {
    func error(_ kind: String, _ message: String, _ blame: StepFailure.Blame = .system) -> (String, StepFailure) {
      (kind, StepFailure(blame: blame, message: message))
    }
    guard case .list(let instances) = result.observation["instances"], !instances.isEmpty else {
      // Without an object nothing is the same.
      return error("nothing came", "the retrieval ended with success, and no object had come")
    }
    if let uid = first(of: "foreign", in: result) {
      return error("foreign objects", "the object \(uid) came, which was not asked for")
    }
    if let uid = first(of: "repeated", in: result) { return error("objects twice", "the object \(uid) came twice") }
    for case .record(let instance) in instances {
      guard let (kind, words, blame) = problem(of: instance) else { continue }
      return error(kind, "the object \(text(instance["sop-instance"]) ?? "without a UID") \(words)", blame)
    }
    return nil
  }

  private static func problem(of instance: [String: Value]) -> (kind: String, words: String, blame: StepFailure.Blame)?
  {
    if let fault = text(instance["fault"]) { return ("objects that can't be read", "can't be read: \(fault)", .system) }
    switch text(instance["pixels"]).flatMap(PixelComparison.Word.init) {
    case .equal: return nil
    case .different: return ("other pixels", "came with other pixels than it was sent with", .system)
    case .undecodable: return ("pixels undecodable", "came with pixels that can't be decoded", .system)
    case .missing: return ("pixels missing", "came without pixels", .system)
    case .notCompared, nil:
      let note = text(instance["pixel-note"]).map { ": \($0)" } ?? ""
      return ("pixels not compared", "has pixels that the harness can't compare\(note)", .harness)
    }
  }

  private static func first(of name: String, in result: StepResult) -> String? {
    guard case .list(let values) = result.observation[name] else { return nil }
    return values.first.flatMap { text($0) }
  }

  private static func text(_ value: Value?) -> String? {
    switch value {
    case .string(let text): text
    case .uid(let uid): uid
    default: nil
    }
  }
}
