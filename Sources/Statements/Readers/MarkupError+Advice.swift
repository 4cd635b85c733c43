import XMLTree

extension MarkupError {
  /// Stable name of the failure.
  var code: String {
    switch self {
    case .tooLarge, .tooManyAttributes: "too-large"
    case .declaresEntity, .outOfMemory: "unreadable"
    }
  }

  /// The failure in words, with what to do.
  var advice: String {
    switch self {
    case .tooLarge(let bytes, let limit): "it has \(bytes) bytes, and \(limit) are allowed. Give the statement alone."
    case .tooManyAttributes(let line, let limit):
      "an element in line \(line) has more than \(limit) attributes. Export it again without them."
    case .declaresEntity(let line):
      "it declares an entity in line \(line), and declarations of entities are refused. Export it again without a "
        + "document type definition."
    case .outOfMemory: "there was not enough memory. Give the statement as text."
    }
  }
}
