extension Address {
  /// Reads an address.
  ///
  /// - Throws: `AddressError` with the place in the text.
  public init(_ text: String) throws(AddressError) {
    guard text.utf8.count <= 1_000 else { throw AddressError(reason: .tooLong, offset: 0) }
    var reader = AddressReader(text)
    self = try reader.address()
  }
}

/// Reads the parts of an address one after the other.
struct AddressReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func address() throws(AddressError) -> Address {
    var groups: [Address.Group] = []
    while true {
      let start = position
      let name = name()
      let occurrence = try bracketed() ?? .number(1)
      if take(UInt8(ascii: ".")) {
        guard !name.isEmpty else { throw AddressError(reason: .expectedName, offset: start) }
        groups.append(Address.Group(name: name, occurrence: occurrence))
        continue
      }
      guard name.utf8.count == 3, !name.contains("_") else {
        throw AddressError(reason: .expectedName, offset: start)
      }
      var address = Address(groups: groups, segment: name, occurrence: occurrence)
      try fields(of: &address)
      return address
    }
  }

  private mutating func fields(of address: inout Address) throws(AddressError) {
    if take(UInt8(ascii: "-")) {
      address.field = try number()
      address.repetition = try bracketed()
      if take(UInt8(ascii: ".")) {
        address.component = try number()
        if take(UInt8(ascii: ".")) { address.subcomponent = try number() }
      }
    }
    guard position == bytes.count else {
      throw AddressError(
        reason: .unexpected(String(decoding: bytes[position...], as: UTF8.self).first ?? "?"), offset: position)
    }
  }

  private mutating func name() -> String {
    let start = position
    while position < bytes.count,
      (0x41...0x5A).contains(bytes[position]) || (0x30...0x39).contains(bytes[position]) || bytes[position] == 0x5F
    {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func bracketed() throws(AddressError) -> Address.Occurrence? {
    guard take(UInt8(ascii: "[")) else { return nil }
    let occurrence: Address.Occurrence = take(UInt8(ascii: "*")) ? .every : .number(try number())
    guard take(UInt8(ascii: "]")) else { throw AddressError(reason: .expectedClosingBracket, offset: position) }
    return occurrence
  }

  private mutating func number() throws(AddressError) -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    guard position > start else { throw AddressError(reason: .expectedNumber, offset: start) }
    guard position - start <= 5, let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)), number > 0
    else { throw AddressError(reason: .numberOutOfRange, offset: start) }
    return number
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
