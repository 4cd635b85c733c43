import NIOCore
import Synchronization

/// A message that came over a notification connection.
public struct EventMessage: Hashable, Sendable {
  /// Whether it is text, as event reports have to be (PS3.18 §8.10.5).
  public var isText: Bool
  /// Its content.
  public var content: ByteBuffer
  /// When it came.
  public var arrival: ContinuousClock.Instant
}

/// How a notification connection ended.
public enum EventEnding: Hashable, Sendable {
  /// By this side.
  case ours
  /// By the server's closing frame, with its status code where it has one (RFC 6455 §7.4).
  case closed(code: Int?)
  /// Without a closing frame.
  case lost
  /// By a frame that the protocol does not allow.
  case fault(String, rule: String)
}

/// Keeps messages until they are asked for, and lets one task wait for them.
final class EventInbox: Sendable {
  private struct State {
    var messages: [EventMessage] = []
    var bytes = 0
    var ending: EventEnding?
    var isOver = false
    var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  /// Messages that are kept; later ones are dropped.
  static let limit = 1_000
  /// Bytes of all of them.
  static let byteLimit = 8 << 20

  private let state = Mutex(State())

  var messages: [EventMessage] { state.withLock { $0.messages } }
  var ending: EventEnding? { state.withLock { $0.ending } }

  func add(_ message: EventMessage) {
    wake { state in
      let length = message.content.readableBytes
      guard state.messages.count < Self.limit, state.bytes + length <= Self.byteLimit else { return }
      state.messages.append(message)
      state.bytes += length
    }
  }

  /// The first ending is the one that counts.
  func end(_ ending: EventEnding) {
    wake { state in
      if state.ending == nil { state.ending = ending }
    }
  }

  /// Waits until so many messages are there, the connection has ended or the task is cancelled.
  func wait(for count: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          if state.isOver || state.ending != nil || state.messages.count >= count { return true }
          state.waiter = (count, continuation)
          return false
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      wake { $0.isOver = true }
    }
    state.withLock { $0.isOver = false }
  }

  private func wake(_ change: (inout State) -> Void) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
      change(&state)
      guard let waiter = state.waiter, state.isOver || state.ending != nil || state.messages.count >= waiter.count
      else { return nil }
      state.waiter = nil
      return waiter.continuation
    }
    continuation?.resume()
  }
}
