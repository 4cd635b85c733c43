import NIOCore

/// Reads just enough of an A-ASSOCIATE-RQ.
enum RequestedContexts {
  struct Context {
    var id: UInt8
    var transferSyntaxes: [String]
  }

  /// The presentation contexts after the header of the PDU.
  static func read(_ pdu: inout ByteBuffer) -> [Context] {
    var contexts: [Context] = []
    pdu.moveReaderIndex(forwardBy: min(68, pdu.readableBytes))
    while let (type, contents) = item(&pdu) {
      guard type == 0x20 else { continue }
      var contents = contents
      let id = contents.readInteger(as: UInt8.self) ?? 0
      contents.moveReaderIndex(forwardBy: min(3, contents.readableBytes))
      var context = Context(id: id, transferSyntaxes: [])
      while let (type, value) = item(&contents) {
        if type == 0x40 { context.transferSyntaxes.append(String(buffer: value)) }
      }
      contexts.append(context)
    }
    return contexts
  }

  private static func item(_ buffer: inout ByteBuffer) -> (UInt8, ByteBuffer)? {
    guard let type = buffer.readInteger(as: UInt8.self), buffer.readInteger(as: UInt8.self) != nil,
      let length = buffer.readInteger(as: UInt16.self), let value = buffer.readSlice(length: Int(length))
    else { return nil }
    return (type, value)
  }
}

/// Bytes of an A-ASSOCIATE-AC.
enum AnswerBytes {
  static func item(_ type: UInt8, _ contents: [UInt8]) -> [UInt8] {
    [type, 0, UInt8(contents.count >> 8), UInt8(contents.count & 0xFF)] + contents
  }

  static func context(_ id: UInt8, _ result: UInt8, _ transferSyntax: String) -> [UInt8] {
    item(0x21, [id, 0, result, 0] + item(0x40, Array(transferSyntax.utf8)))
  }

  static func userInformation(maximumLength: UInt32, window: Int = 1) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: maximumLength >> (24 - 8 * $0)) }
    let operations = window > 1 ? item(0x53, [0, UInt8(window), 0, UInt8(window)]) : []
    return item(
      0x50, operations + item(0x51, length) + item(0x52, Array("2.25.1".utf8)) + item(0x55, Array("CROOKED".utf8)))
  }

  static func accept(_ items: [UInt8]) -> [UInt8] {
    let title = Array("TITLE           ".utf8)
    let body =
      [0, 1, 0, 0] + title + title + [UInt8](repeating: 0, count: 32)
      + item(0x10, Array("1.2.840.10008.3.1.1.1".utf8)) + items
    return [2, 0, 0, 0, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
  }
}

/// What a response repeats of its request.
struct CommandFields {
  private(set) var values: [UInt16: [UInt8]] = [:]

  var hasDataSet: Bool { values[0x0800] != [1, 1] }

  mutating func read(_ bytes: [UInt8]) {
    var buffer = ByteBuffer(bytes: bytes)
    values = [:]
    while buffer.readInteger(as: UInt16.self) == 0,
      let element = buffer.readInteger(endianness: .little, as: UInt16.self),
      let length = buffer.readInteger(endianness: .little, as: UInt32.self),
      let value = buffer.readBytes(length: Int(length))
    {
      values[element] = value
    }
  }
}

/// A response, element by element.
struct CommandBytes {
  private var values: [UInt16: [UInt8]]

  init(_ request: CommandFields) {
    values = [:]
    values[0x0002] = request.values[0x0002]
    values[0x0100] = request.values[0x0100].map { [$0[0], 0x80] }
    values[0x0120] = request.values[0x0110]
    values[0x0800] = [1, 1]
    values[0x0900] = [0, 0]
    values[0x1000] = request.values[0x1000]
  }

  mutating func set(_ element: UInt16, _ number: UInt16?) {
    values[element] = number.map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  var bytes: [UInt8] {
    let elements = values.sorted { $0.key < $1.key }.flatMap { Self.element($0.key, $0.value) }
    return Self.element(0, [UInt8(elements.count & 0xFF), UInt8(elements.count >> 8), 0, 0]) + elements
  }

  private static func element(_ number: UInt16, _ value: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(number & 0xFF), UInt8(number >> 8), UInt8(value.count & 0xFF), UInt8(value.count >> 8), 0, 0] + value
  }

  /// A P-DATA-TF with one value.
  static func pdu(_ context: UInt8, _ fragment: [UInt8], control: UInt8 = 3) -> [UInt8] {
    func length(_ count: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } }
    return [4, 0] + length(fragment.count + 6) + length(fragment.count + 2) + [context, control] + fragment
  }
}
