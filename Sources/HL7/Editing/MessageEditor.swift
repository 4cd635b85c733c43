/// Changes a message by addresses and leaves every byte alone that no change is about.
public struct MessageEditor: Sendable {
  /// The message as it stands now.
  public private(set) var message: Message
  /// The last field, repetition, component or subcomponent that is written; what lies between is padded.
  static let partLimit = 1_000

  /// Begins with a message.
  public init(_ message: Message) { self.message = message }

  /// Writes a text at an address, escaped and in the message's character set; parts that lack before it are added empty.
  ///
  /// - Throws: `EditingError` where the segment is not there or the text cannot be written.
  public mutating func set(_ address: Address, to text: String) throws(EditingError) {
    let set = message.characterSet ?? .ascii
    guard address.field != nil, let bytes = Escaping.encode(text, encoding: message.encoding, set: set) else {
      throw .unwritable(address)
    }
    try write(bytes, at: address)
  }

  /// Writes bytes at an address as they are: delimiters within them make parts.
  public mutating func write(_ bytes: [UInt8], at address: Address) throws(EditingError) {
    try replace(address) { _ in [bytes] }
  }

  /// Takes away a segment, a repetition of a field, or the value of a field or component.
  public mutating func remove(_ address: Address) throws(EditingError) {
    guard !message.parts(at: address).isEmpty else { throw .nothingThere(address) }
    try replace(address) { _ in [] }
  }

  /// Writes a segment, or a repetition of a field, as often again right behind itself.
  public mutating func `repeat`(_ address: Address, times: Int = 1) throws(EditingError) {
    guard !message.parts(at: address).isEmpty else { throw .nothingThere(address) }
    guard (1...Self.partLimit).contains(times) else { throw .tooFar(address, limit: Self.partLimit) }
    try replace(address) { Array(repeating: $0, count: times + 1) }
  }

  /// Puts a segment behind the one at an address.
  public mutating func insert(_ segment: [UInt8], after address: Address) throws(EditingError) {
    guard address.field == nil, !message.parts(at: address).isEmpty else { throw .nothingThere(address) }
    try replace(address) { [$0, segment] }
  }

  // MARK: Parts

  /// Puts other bytes in the place of those at an address: none, one or several of its kind.
  private mutating func replace(_ address: Address, _ change: ([UInt8]) -> [[UInt8]]) throws(EditingError) {
    let segment = try segment(at: address)
    var line = Array(segment.bytes)
    var isGone = false
    if let number = address.field {
      line = try Self.field(number, of: segment, at: address, encoding: message.encoding, change)
    } else {
      let lines = change(line)
      isGone = lines.isEmpty
      line = Array(lines.joined(separator: [0x0D]))
    }
    var bytes = message.bytes
    var range = segment.bytes.startIndex..<segment.bytes.endIndex
    if isGone {
      // Its terminator goes with it.
      while range.upperBound < bytes.count, EncodingDeclaration.isTerminator(bytes[range.upperBound]) {
        range = range.lowerBound..<range.upperBound + 1
        if bytes[range.upperBound - 1] == 0x0A || range.upperBound < bytes.count && bytes[range.upperBound] != 0x0A {
          break
        }
      }
    }
    bytes.replaceSubrange(range, with: line)
    guard let changed = try? MessageParser(limits: .standard).parse(bytes) else { throw .unwritable(address) }
    message = changed
  }

  private func segment(at address: Address) throws(EditingError) -> Segment {
    guard address.groups.isEmpty, case .number(let number) = address.occurrence, address.repetition != .every else {
      throw .notOnePlace(address)
    }
    let named = message.segments(address.segment)
    guard named.indices.contains(number - 1) else { throw .nothingThere(address) }
    let segment = named[number - 1]
    if segment.isHeader {
      guard let field = address.field else { throw .delimiters(address) }
      if field <= 2 { throw .delimiters(address) }
    }
    return segment
  }

  /// The bytes of a segment with one of its fields changed.
  private static func field(
    _ number: Int, of segment: Segment, at address: Address, encoding: EncodingCharacters,
    _ change: ([UInt8]) -> [[UInt8]]
  ) throws(EditingError) -> [UInt8] {
    // The separator of a header is its first field and stands before the second piece.
    let place = segment.isHeader ? number - 1 : number
    return try changed(segment.bytes, place, separator: encoding.field, at: address) { field throws(EditingError) in
      guard address.repetition != nil || address.component != nil else { return change(field).first ?? [] }
      var repetition = 0
      if case .number(let number) = address.repetition { repetition = number - 1 }
      guard address.component != nil else {
        return try list(field[...], repetition, separator: encoding.repetition, at: address, change)
      }
      return try changed(field[...], repetition, separator: encoding.repetition, at: address) {
        part throws(EditingError) in try component(of: part, at: address, encoding: encoding, change)
      }
    }
  }

  private static func component(
    of repetition: [UInt8], at address: Address, encoding: EncodingCharacters, _ change: ([UInt8]) -> [[UInt8]]
  ) throws(EditingError) -> [UInt8] {
    let number = (address.component ?? 1) - 1
    return try changed(repetition[...], number, separator: encoding.component, at: address) {
      component throws(EditingError) in
      guard let subcomponent = address.subcomponent else { return change(component).first ?? [] }
      guard let separator = encoding.subcomponent else { throw .unwritable(address) }
      return try changed(component[...], subcomponent - 1, separator: separator, at: address) {
        change($0).first ?? []
      }
    }
  }

  /// The pieces between separators, with one of them changed; those that lack before it are added empty.
  private static func changed(
    _ bytes: ArraySlice<UInt8>, _ place: Int, separator: UInt8, at address: Address,
    _ change: ([UInt8]) throws(EditingError) -> [UInt8]
  ) throws(EditingError) -> [UInt8] {
    guard place < partLimit else { throw .tooFar(address, limit: partLimit) }
    var pieces = bytes.split(separator: separator, omittingEmptySubsequences: false).map { Array($0) }
    while pieces.count <= place { pieces.append([]) }
    pieces[place] = try change(pieces[place])
    return Array(pieces.joined(separator: [separator]))
  }

  /// The same where the change may take a piece away or make several of it.
  private static func list(
    _ bytes: ArraySlice<UInt8>, _ place: Int, separator: UInt8, at address: Address,
    _ change: ([UInt8]) -> [[UInt8]]
  ) throws(EditingError) -> [UInt8] {
    guard place < partLimit else { throw .tooFar(address, limit: partLimit) }
    var pieces = bytes.split(separator: separator, omittingEmptySubsequences: false).map { Array($0) }
    while pieces.count <= place { pieces.append([]) }
    pieces.replaceSubrange(place...place, with: change(pieces[place]))
    return Array(pieces.joined(separator: [separator]))
  }
}
