import HL7
import NIOCore

/// An integration engine: passes reports on to every receiver, in order, as they came (RAD TF-2 §4.28).
struct MessageRelay: Sendable {
  private let queues: [MessageQueue]
  private let tasks: [Task<Void, Never>]
  private let defects: Set<EngineDefect>

  /// Begins to hold connections to the receivers.
  init(to receivers: [Broker.MessageReceiver], defects: Set<EngineDefect>, group: any EventLoopGroup) {
    self.defects = defects
    queues = receivers.map { MessageQueue(to: $0, defects: [], group: group) }
    tasks = queues.map { queue in Task { await queue.run() } }
  }

  /// Passes a message on, where it is a report.
  func pass(_ message: Message) async {
    guard SegmentFields("MSH", of: message).text(9) == "ORU" else { return }
    for _ in 0..<(defects.contains(.repeatsReports) ? 2 : 1) {
      for queue in queues { await queue.put(bent(message.bytes)) }
    }
  }

  /// Ends what is under way.
  func stop() async {
    for queue in queues { await queue.stop() }
    for task in tasks { await task.value }
  }

  private func bent(_ bytes: [UInt8]) -> [UInt8] {
    guard defects.contains(.losesLastSegment) else { return bytes }
    var segments = bytes.split(separator: 0x0D).map(Array.init)
    if !segments.isEmpty { segments.removeLast() }
    return segments.flatMap { $0 + [0x0D] }
  }
}
