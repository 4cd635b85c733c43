import Evidence
import HL7
import Specification

/// A message made ready to be sent: changed, addressed and damaged as a step says.
struct HL7Preparation {
  /// What goes into the frame; no message any more where it is damaged.
  var bytes: [UInt8]
  /// The message before it was damaged.
  var message: HL7.Message
  /// Whether it is damaged.
  var isDamaged: Bool

  /// MSH-10.
  var controlID: String { message.header.field(10).map { message.text(of: $0).text } ?? "" }

  /// Why a message cannot be made ready.
  struct Problem: Error {
    var message: String
  }

  /// Makes the message of a step's inputs ready for an endpoint.
  init(_ inputs: StepInputs, for endpoint: [String: String]) throws(Problem) {
    guard case .message(let message) = inputs.values["message"] else {
      throw Problem(message: "the step needs a message")
    }
    var editor = MessageEditor(message)
    do throws(EditingError) {
      for (number, key) in Self.applications {
        guard let name = endpoint[key], message.header.field(number)?.isEmpty ?? true else { continue }
        try editor.set(Self.header(number), to: name)
      }
    } catch {
      throw Problem(message: "\(error)")
    }
    for change in Self.records(inputs, "set") {
      try Self.edit(change) { address throws(EditingError) in try editor.set(address, to: change["text"] ?? "") }
    }
    for change in Self.records(inputs, "write") {
      try Self.edit(change) { address throws(EditingError) in
        try editor.write(Array((change["text"] ?? "").utf8), at: address)
      }
    }
    for address in Self.addresses(inputs, "repeat") {
      try Self.edit(["at": address]) { address throws(EditingError) in try editor.repeat(address) }
    }
    for address in Self.addresses(inputs, "remove") {
      try Self.edit(["at": address]) { address throws(EditingError) in try editor.remove(address) }
    }
    self.message = editor.message
    bytes = editor.message.bytes
    isDamaged = false
    guard case .record(let damage) = inputs.values["damage"], case .string(let word) = damage["kind"],
      let kind = Damage(rawValue: word), case .string(let place) = damage["at"]
    else { return }
    isDamaged = true
    var damaged: [UInt8] = []
    try Self.edit(["at": place]) { address throws(EditingError) in
      damaged = try kind.apply(to: editor.message, at: address)
    }
    bytes = damaged
  }

  /// Header fields that the network file gives where the template leaves them empty.
  private static let applications = [
    (3, "sending-application"), (4, "sending-facility"), (5, "receiving-application"), (6, "receiving-facility"),
  ]

  /// The address of a header field.
  static func header(_ number: Int) -> Address {
    Address(segment: "MSH", field: number)
  }

  private static func edit(
    _ change: [String: String], _ body: (Address) throws(EditingError) -> Void
  ) throws(Problem) {
    let address: Address
    do { address = try Address(change["at"] ?? "") } catch { throw Problem(message: "\(error)") }
    do { try body(address) } catch { throw Problem(message: "\(error)") }
  }

  private static func records(_ inputs: StepInputs, _ name: String) -> [[String: String]] {
    guard case .list(let values) = inputs.values[name] else { return [] }
    return values.compactMap { value in
      guard case .record(let fields) = value else { return nil }
      return fields.compactMapValues { if case .string(let text) = $0 { text } else { nil } }
    }
  }

  private static func addresses(_ inputs: StepInputs, _ name: String) -> [String] {
    guard case .list(let values) = inputs.values[name] else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
