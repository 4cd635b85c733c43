/// Writes values as JSON text, byte for byte as `JSONEncoder` does with sorted keys and slashes as they are, several times as
/// fast: the text is written while values are walked, without a tree between.
package enum JSONTextEncoder {
  /// How the text is laid out.
  package enum Layout: CaseIterable, Sendable {
    /// All on one line, without any space.
    case line
    /// A line for each member and element, two spaces for each level.
    case indented
  }

  /// The text of a value.
  ///
  /// - Throws: `EncodingError` where the value holds what JSON has no form for, such as a number that is none; whatever the
  ///   value itself throws.
  package static func encode(_ value: some Encodable, layout: Layout) throws -> [UInt8] {
    let sink = JSONTextSink(layout: layout)
    try sink.write(value, depth: 0)
    return sink.bytes
  }
}
