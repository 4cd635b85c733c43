import JSONTree

/// A code with its system, as a Coding, a CodeableConcept, a Quantity or a bare code gives it.
struct CodedValue {
  /// The system; nil where none is given.
  let system: String?
  /// The code; nil where none is given.
  let code: String?

  /// The codes of a value. A CodeableConcept may hold several, or none.
  static func all(in node: JSONNode) -> [CodedValue] {
    if let text = node.text { return [CodedValue(system: nil, code: text)] }
    if let codings = node["coding"]?.elements { return codings.map { coding($0) } }
    guard node["code"] != nil || node["system"] != nil else { return [] }
    return [coding(node)]
  }

  private static func coding(_ node: JSONNode) -> CodedValue {
    CodedValue(system: node["system"]?.text, code: node["code"]?.text)
  }

  /// The code in words.
  var shown: String {
    let code = code.map { "`\(Instance.cut($0))`" } ?? "no code"
    return system.map { "\(code) of \(Instance.cut($0))" } ?? code
  }
}
