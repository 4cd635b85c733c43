import Evidence
import Foundation
import Inventory
import Judgement
import Rendering

/// The exchanges of a run as a capture that Wireshark opens (pcapng, draft-ietf-opsawg-pcapng).
///
/// It is made from the transcripts, and holds what they hold: messages in their order and at their time, of long ones the
/// first bytes with the true length, credentials starred out; what went over TLS stands in it as it was before. Frames,
/// handshakes and sequence numbers are made up to fit, and so are addresses of hosts that are known by name.
public enum PacketCapture {
  /// Renders the capture.
  ///
  /// - Parameters:
  ///   - transcripts: Those of the record, by path, each asked for once.
  ///   - network: The network that was evaluated: where the harness listened.
  public static func render(_ scorecard: Scorecard, transcripts: TranscriptSource, network: Network?) -> [UInt8] {
    var places = Places()
    var frames: [PacketFrames.Frame] = []
    var seen: Set<String> = []
    let ports = ports(of: network)
    let steps = scorecard.groups.flatMap(\.requirements).flatMap(\.bindings).flatMap(\.evidence).flatMap(\.steps)
    for step in steps {
      guard let path = step.transcript, seen.insert(path).inserted, let transcript = transcripts[path] else { continue }
      let captured = CapturedStep(step, transcript) { ports[$0] ?? ports["http"] ?? 0 }
      for connection in captured.connections {
        let (harness, system) = places.ends(of: connection)
        frames += PacketFrames(connection, harness: harness, system: system).frames
      }
    }
    // Frames at one moment stay in their order.
    let ordered = frames.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var file = PacketFile(comment: comment, application: scorecard.run.tool, names: places.names)
    for (_, frame) in ordered { file.add(frame) }
    return file.bytes
  }

  private static let comment = """
    Made from the transcripts of a run, not taken from a wire. Messages, their order and their times are as recorded; of long \
    messages the first bytes are there. Frames, handshakes, sequence numbers and the addresses of hosts that are known by name \
    are made up. What went over TLS stands here as it was before.
    """

  /// Ports at which the harness is called, by the first part of a step's kind; of the web `http`.
  private static func ports(of network: Network?) -> [String: Int] {
    var ports: [String: Int] = ["dicom": 104, "hl7": 2_575, "http": 80, "audit": 601]
    if let port = network?.listeners.first?.port { ports["dicom"] = port }
    if let port = network?.messageListeners.first?.port { ports["hl7"] = port }
    if let port = network?.notificationListeners.first?.port ?? network?.soapListeners.first?.port {
      ports["http"] = port
    }
    if let port = network?.auditListeners.first?.port { ports["audit"] = port }
    return ports
  }
}

/// Addresses for the hosts of a capture.
private struct Places {
  private var made: [String: PacketFrames.Address] = [:]
  private var connections = 0

  /// Names of the addresses that were made up.
  var names: [(address: PacketFrames.Address, name: String)] {
    made.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
  }

  /// Harness and system, with a port of its own for whoever called.
  mutating func ends(of connection: CapturedConnection) -> (harness: PacketFrames.End, system: PacketFrames.End) {
    let system = address(of: connection.host)
    let harness: PacketFrames.Address
    switch system {
    case .four(let bytes) where bytes.first == 127: harness = system
    case .six(let bytes) where bytes.dropLast().allSatisfy({ $0 == 0 }): harness = system
    case .four: harness = made(for: "assay-harness.invalid", .four([192, 0, 2, 1]))
    case .six:
      harness = made(
        for: "assay-harness.invalid", .six([0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]))
    }
    let caller = 49_152 + connections % 16_384
    connections += 1
    return connection.isCalled
      ? (.init(address: harness, port: connection.port), .init(address: system, port: caller))
      : (.init(address: harness, port: caller), .init(address: system, port: connection.port))
  }

  private mutating func address(of host: String) -> PacketFrames.Address {
    if let address = PacketFrames.Address(host) { return address }
    if host == "localhost" { return .four([127, 0, 0, 1]) }
    // RFC 5737 keeps these for documentation.
    let number = made.count + 10
    return made(for: host, .four([198, 51, UInt8(100 + number / 250 % 100), UInt8(number % 250)]))
  }

  private mutating func made(for name: String, _ address: PacketFrames.Address) -> PacketFrames.Address {
    if let known = made[name] { return known }
    made[name] = address
    return address
  }
}
