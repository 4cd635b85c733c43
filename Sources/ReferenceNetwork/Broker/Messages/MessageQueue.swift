import HL7
import NIOCore

/// What is to be sent to one receiver, in order, until it is acknowledged: nothing is lost while the receiver is down.
actor MessageQueue {
  private let receiver: Broker.MessageReceiver
  private let defects: Set<BrokerDefect>
  private let group: any EventLoopGroup
  private var waiting: [[UInt8]] = []
  private var connection: MLLPConnection?
  private var hasFailed = false
  private var wake: CheckedContinuation<Void, Never>?
  private var isStopped = false

  /// Messages that wait at most; the oldest give way.
  private static let limit = 10_000
  /// How long until a failed attempt is made again.
  private static let pause = Duration.milliseconds(100)
  /// How long until a connection is tried again while there is nothing to send.
  private static let idlePause = Duration.milliseconds(250)

  /// Makes a queue.
  init(to receiver: Broker.MessageReceiver, defects: Set<BrokerDefect>, group: any EventLoopGroup) {
    self.receiver = receiver
    self.defects = defects
    self.group = group
  }

  /// Puts a message at the end.
  func put(_ message: [UInt8]) {
    if waiting.count >= Self.limit { waiting.removeFirst() }
    waiting.append(message)
    rouse()
  }

  /// Sends until it is stopped.
  func run() async {
    while !isStopped {
      guard !waiting.isEmpty else {
        hasFailed = false
        // A connection that stands shows on either side that the way is open.
        await open()
        if connection == nil {
          try? await Task.sleep(for: Self.idlePause)
        } else if waiting.isEmpty, !isStopped {
          await withCheckedContinuation { wake = $0 }
        }
        continue
      }
      let place = hasFailed && defects.contains(.queueReorders) ? waiting.count - 1 : 0
      let message = waiting[place]
      let isDelivered = await deliver(message)
      if isDelivered, hasFailed, defects.contains(.queueRepeats) { _ = await deliver(message) }
      if isDelivered || defects.contains(.queueGivesUp) {
        if let place = waiting.firstIndex(of: message) { waiting.remove(at: place) }
      }
      guard !isDelivered else { continue }
      hasFailed = true
      await connection?.close()
      connection = nil
      try? await Task.sleep(for: Self.pause)
    }
    await connection?.close()
  }

  /// Ends `run`.
  func stop() {
    isStopped = true
    rouse()
  }

  private func rouse() {
    wake?.resume()
    wake = nil
  }

  private func open() async {
    guard connection == nil else { return }
    connection = try? await MLLPConnection.open(to: receiver.endpoint, within: .seconds(2), group: group)
  }

  /// Sends a message; whether it was acknowledged as accepted.
  private func deliver(_ message: [UInt8]) async -> Bool {
    await open()
    guard let connection else { return false }
    let sender = MessageSender(connection, within: receiver.patience)
    let outcome = await sender.send(message, expecting: AcknowledgementMode())
    guard let answer = outcome.application?.acknowledgement ?? outcome.commit?.acknowledgement else {
      if case .timedOut? = outcome.failure { return defects.contains(.queueTakesSilenceForConsent) }
      return false
    }
    return answer.code == .applicationAccept || answer.code == .commitAccept
  }
}
