extension Argument {
  /// The value on one line, so that equal values have equal texts wherever they stand.
  var written: String {
    switch self {
    case .value(let value, _): value.written
    case .template(let template, _, _):
      template.pieces.map { piece in
        switch piece {
        case .literal(let text): text
        case .name(let name): "{{\(name)}}"
        }
      }.joined()
    case .list(let elements, _): "[\(elements.map(\.written).joined(separator: ", "))]"
    case .record(let fields, _):
      "{\(fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.written)" }.joined(separator: ", "))}"
    }
  }
}

extension EvidenceItem {
  /// Everything that decides, a line each, without the places where it stands.
  var lines: [String] {
    switch body {
    case .statement(let of, let expect): ["\(id): statement of \(of)"] + expect.map(\.text)
    case .declaration(let expect): ["\(id): declaration"] + expect.map(\.text)
    case .assessment(let question, let descriptors):
      ["\(id): assessment: \(question)"] + descriptors.map { "\($0.mark): \($0.descriptor)" }
    case .probe(let steps): ["\(id): probe"] + steps.flatMap(\.lines)
    }
  }
}

extension Step {
  fileprivate var lines: [String] {
    var head = "\(kind) at \(at)"
    if !inputs.isEmpty { head += " with \(Argument.record(inputs, span).written)" }
    if let load { head += " under \(Argument.record(load, span).written)" }
    if let retry {
      head +=
        " every \(Value.duration(nanoseconds: retry.every).written) for \(retry.total.written)"
    }
    if let hold {
      head += " held every \(Value.duration(nanoseconds: hold.every).written) for \(hold.total.written)"
    }
    if let premise { head += " supposing “\(premise)”" }
    if let timeout { head += " within \(Value.duration(nanoseconds: timeout).written)" }
    return [head] + expect.map(\.text) + capture.map { "\($0.name) = \($0.path.text)" }
  }
}
