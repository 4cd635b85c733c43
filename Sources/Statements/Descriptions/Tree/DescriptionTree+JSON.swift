import JSONTree
import Office

extension DescriptionTree {
  /// Reads a description in JSON (RFC 8259).
  ///
  /// - Parameter what: What it should be, for the message: `a FHIR capability statement`.
  init(json bytes: [UInt8], as what: String) throws(ReadingFailure) {
    let source = TextDecoding.utf8(bytes)
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode(
        parsing: source, limits: JSONLimits(bytes: .max, depth: Self.maximumDepth, nodes: Self.maximumNodes))
    } catch {
      let place = TextPlace(of: error.offset, in: source)
      throw ReadingFailure(
        error.reason.isLimit ? "too-large" : "malformed",
        "could not be read as \(what): line \(place.line), column \(place.column): \(error.reason). "
          + (error.reason.isLimit ? "Give less." : "Export it again."))
    }
    self.init(syntax: .json, nodes: [])
    self.source = source
    var lines = LineCounter(source)
    append(root, name: "", from: root.offset, parent: 0, position: nil, &lines)
  }

  /// Appends a value and what it holds. Recursion ends at `maximumDepth`, which the parser has seen to.
  private mutating func append(
    _ value: JSONNode, name: String, from start: Int, parent: Int, position: Int?, _ lines: inout LineCounter
  ) {
    let index = nodes.count
    if name.hasPrefix("_") {
      companions[Companion(parent: parent, name: String(name.dropFirst()), position: position)] = index
    }
    nodes.append(
      Node(
        name: name.kept, line: lines.line(at: start), parent: parent, position: position, end: index + 1,
        source: start..<value.end))
    switch value.value {
    case .null: break
    case .boolean(let flag): nodes[index].value = flag ? "true" : "false"
    case .number(let text), .string(let text): nodes[index].value = text.kept
    case .array(let items):
      // An array inside an array, or a document that is one: its items have no name of their own.
      for (place, item) in items.enumerated() {
        append(item, name: "", from: item.offset, parent: index, position: place, &lines)
      }
    case .object(let members):
      for member in members {
        if case .array(let items) = member.value.value {
          for (place, item) in items.enumerated() {
            append(item, name: member.name, from: item.offset, parent: index, position: place, &lines)
          }
        } else {
          append(member.value, name: member.name, from: member.offset, parent: index, position: nil, &lines)
        }
      }
    }
    nodes[index].end = nodes.count
  }
}
