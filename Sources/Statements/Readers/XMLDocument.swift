import XMLTree

/// XML documents as trees, with failures in words.
enum XMLDocument {
  /// The tree of a document that is well-formed.
  ///
  /// - Parameter what: What it should be, for the message: `a FHIR capability statement`.
  static func read(
    _ bytes: [UInt8], as what: String, limits: MarkupLimits = .documents
  ) throws(ReadingFailure) -> MarkupTree {
    let tree: MarkupTree
    do throws(MarkupError) {
      tree = try MarkupTree(xml: bytes, limits: limits)
    } catch {
      throw ReadingFailure("unreadable", "could not be read as \(what): \(error.advice)")
    }
    if let fault = tree.fault {
      throw ReadingFailure(
        "malformed",
        "could not be read as \(what): it is not well-formed XML. Line \(fault.line), column \(fault.column): "
          + "\(fault.message). Export it again.")
    }
    if let stop = tree.stop {
      throw ReadingFailure(
        "too-large", "could not be read as \(what): line \(stop.line) goes beyond the \(stop.limit.words). Give less.")
    }
    return tree
  }
}

extension MarkupLimits.Kind {
  /// The limit in words.
  var words: String {
    switch self {
    case .bytes: "size allowed"
    case .depth: "depth of nesting allowed"
    case .nodes: "number of elements allowed"
    case .attributes: "number of attributes allowed"
    }
  }
}
