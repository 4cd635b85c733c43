import NIOCore

/// Types of the items of A-ASSOCIATE PDUs.
enum ItemType {
  static let applicationContext: UInt8 = 0x10
  static let proposedContext: UInt8 = 0x20
  static let answeredContext: UInt8 = 0x21
  static let abstractSyntax: UInt8 = 0x30
  static let transferSyntax: UInt8 = 0x40
  static let userInformation: UInt8 = 0x50
}

extension AssociateRequest {
  init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    let fields = try FixedFields(&reader)
    var items = VariableItems<ProposedContext>(rule: "PS3.8 §9.3.2", contextType: ItemType.proposedContext)
    try items.read(&reader) { (reader) throws(ProtocolViolation) in (try ProposedContext(&reader)) }
    self.init(
      protocolVersion: fields.protocolVersion, calledAETitle: fields.called, callingAETitle: fields.calling,
      applicationContextName: try items.applicationContext(reader), presentationContexts: try items.contexts(reader),
      userInformation: try items.userInformation(reader), unknownItems: items.unknown)
  }
}

extension AssociateAccept {
  init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    let fields = try FixedFields(&reader)
    var items = VariableItems<AnsweredContext>(rule: "PS3.8 §9.3.3", contextType: ItemType.answeredContext)
    try items.read(&reader) { (reader) throws(ProtocolViolation) in (try AnsweredContext(&reader)) }
    self.init(
      protocolVersion: fields.protocolVersion, calledAETitle: fields.called, callingAETitle: fields.calling,
      applicationContextName: try items.applicationContext(reader), presentationContexts: try items.contexts(reader),
      userInformation: try items.userInformation(reader), unknownItems: items.unknown)
  }
}

/// What precedes the variable items.
private struct FixedFields {
  var protocolVersion: UInt16
  var called: String
  var calling: String

  init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    protocolVersion = try reader.integer("Protocol-version")
    try reader.skip(2, "reserved bytes")
    called = try reader.text(16, "Called-AE-title")
    calling = try reader.text(16, "Calling-AE-title")
    try reader.skip(32, "reserved bytes")
  }
}

/// A presentation context of either PDU.
private protocol Context {
  var id: UInt8 { get }
}

extension ProposedContext: Context {}
extension AnsweredContext: Context {}

/// The variable items of an A-ASSOCIATE-RQ or -AC.
private struct VariableItems<Item: Context> {
  let rule: String
  let contextType: UInt8
  var application: String?
  var contexts: [Item] = []
  var user: UserInformation?
  var unknown: [RawItem] = []

  init(rule: String, contextType: UInt8) {
    self.rule = rule
    self.contextType = contextType
  }

  mutating func read(
    _ reader: inout BoundedReader, context: (inout BoundedReader) throws(ProtocolViolation) -> Item
  ) throws(ProtocolViolation) {
    var seen: Set<UInt8> = []
    while reader.remaining > 0 {
      let place = reader.offset
      let type = try reader.byte("item type")
      try reader.skip(1, "reserved byte")
      let length: UInt16 = try reader.integer("item length")
      var item = try reader.part(Int(length), "item \(type.hexadecimal)H", rule: rule)
      switch type {
      case ItemType.applicationContext:
        guard application == nil else { throw reader.violation("one application context item", got: "two", at: place) }
        item.rule = "PS3.8 §9.3.2.1"
        application = try item.uid(item.remaining, "application context name")
      case contextType:
        let value = try context(&item)
        guard seen.insert(value.id).inserted else {
          throw reader.violation(
            "each presentation context ID once", got: "\(value.id) a second time", at: place)
        }
        contexts.append(value)
      case ItemType.userInformation:
        guard user == nil else { throw reader.violation("one user information item", got: "two", at: place) }
        user = try UserInformation(&item)
      default: unknown.append(RawItem(type: type, bytes: item.rest()))
      }
    }
  }

  func applicationContext(_ reader: BoundedReader) throws(ProtocolViolation) -> String {
    guard let application else { throw reader.violation("an application context item", got: "none") }
    return application
  }

  func contexts(_ reader: BoundedReader) throws(ProtocolViolation) -> [Item] {
    guard (1...128).contains(contexts.count) else {
      throw reader.violation("1 to 128 presentation context items", got: "\(contexts.count)")
    }
    return contexts
  }

  func userInformation(_ reader: BoundedReader) throws(ProtocolViolation) -> UserInformation {
    guard let user else { throw reader.violation("a user information item", got: "none") }
    return user
  }
}

extension BoundedReader {
  /// Presentation context ID: odd.
  fileprivate mutating func contextID() throws(ProtocolViolation) -> UInt8 {
    let place = offset
    let id = try byte("Presentation-context-ID")
    guard id & 1 == 1 else { throw violation("an odd Presentation-context-ID", got: "\(id)", at: place) }
    return id
  }

  /// The header of a sub-item: type and length.
  fileprivate mutating func subItem() throws(ProtocolViolation) -> (type: UInt8, item: BoundedReader) {
    let type = try byte("sub-item type")
    try skip(1, "reserved byte")
    let length: UInt16 = try integer("sub-item length")
    return (type, try part(Int(length), "sub-item \(type.hexadecimal)H", rule: rule))
  }
}

extension ProposedContext {
  fileprivate init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    reader.rule = "PS3.8 §9.3.2.2"
    let id = try reader.contextID()
    try reader.skip(3, "reserved bytes")
    var abstractSyntax: String?
    var transferSyntaxes: [String] = []
    while reader.remaining > 0 {
      let place = reader.offset
      var (type, item) = try reader.subItem()
      switch type {
      case ItemType.abstractSyntax:
        guard abstractSyntax == nil else { throw reader.violation("one abstract syntax", got: "two", at: place) }
        abstractSyntax = try item.uid(item.remaining, "abstract syntax")
      case ItemType.transferSyntax: transferSyntaxes.append(try item.uid(item.remaining, "transfer syntax"))
      default: break
      }
    }
    guard let abstractSyntax else { throw reader.violation("an abstract syntax sub-item", got: "none") }
    guard !transferSyntaxes.isEmpty else { throw reader.violation("a transfer syntax sub-item", got: "none") }
    self.init(id: id, abstractSyntax: abstractSyntax, transferSyntaxes: transferSyntaxes)
  }
}

extension AnsweredContext {
  fileprivate init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    reader.rule = "PS3.8 §9.3.3.2"
    let id = try reader.contextID()
    try reader.skip(1, "reserved byte")
    let place = reader.offset
    let code = try reader.byte("Result/Reason")
    guard let result = ContextResult(rawValue: code) else {
      throw reader.violation("Result/Reason 0 to 4", got: "\(code)", at: place)
    }
    try reader.skip(1, "reserved byte")
    var transferSyntax: String?
    // The transfer syntax of a context that was not accepted is not significant and shall not be tested.
    while result == .acceptance, reader.remaining > 0 {
      let place = reader.offset
      var (type, item) = try reader.subItem()
      guard type == ItemType.transferSyntax else { continue }
      guard transferSyntax == nil else { throw reader.violation("one transfer syntax", got: "two", at: place) }
      transferSyntax = try item.uid(item.remaining, "transfer syntax")
    }
    if result == .acceptance, transferSyntax == nil {
      throw reader.violation("a transfer syntax for accepted context \(id)", got: "none")
    }
    self.init(id: id, result: result, transferSyntax: transferSyntax)
  }
}

extension UserInformation {
  fileprivate init(_ reader: inout BoundedReader) throws(ProtocolViolation) {
    self.init()
    while reader.remaining > 0 {
      var (type, item) = try reader.subItem()
      items.append(try UserInformationItem(type: type, &item))
      // Bytes after the defined fields would be an undefined extension of the sub-item; a length that lies is told apart
      // by the sub-items after it.
    }
  }
}
