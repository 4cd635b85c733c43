import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

private let systemSend = send

/// A program that is asked again and again over a socket, which is its standard input and output: without network, as far as
/// the system grants that, without environment, and in a process group of its own that ends with its owner.
///
/// Limits of memory and time it sets for itself. Who asks does so from one thread at a time.
public final class AnsweringProcess: Sendable {
  /// Why nothing more comes of it.
  public enum Silence: Error, Hashable, Sendable {
    /// It ended, or closed its side.
    case ended
    /// The deadline has come.
    case deadline
  }

  private let group: ProcessGroup
  private let socket: Int32
  private let errors: Int32
  private let ended = Mutex<LimitedProcess.End?>(nil)

  /// Starts a command, whose first word is an absolute path.
  public init(_ command: [String]) throws(LimitedProcess.Failure) {
    guard let talk = SocketPair(), let errors = SocketPair(SOCK_NONBLOCK) else { throw .refused(errno) }
    group = try ProcessGroup(
      Confinement.network + command, environment: ["PATH=\(ProgramPath.standard)", "LC_ALL=C.UTF-8"],
      streams: [.descriptor(talk.theirs), .descriptor(talk.theirs), .descriptor(errors.theirs)])
    socket = talk.takeOurs()
    self.errors = errors.takeOurs()
  }

  deinit {
    _ = end(within: .zero)
    close(socket)
    close(errors)
  }

  /// Sends all of some bytes.
  public func send(_ bytes: [UInt8], by deadline: ContinuousClock.Instant) throws(Silence) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        systemSend(
          socket, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 { sent += count } else { try wait(POLLOUT, by: deadline) }
    }
  }

  /// Receives so many bytes.
  public func receive(_ count: Int, by deadline: ContinuousClock.Instant) throws(Silence) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      let part = bytes.withUnsafeMutableBytes {
        recv(socket, $0.baseAddress?.advanced(by: received), count - received, Int32(MSG_DONTWAIT))
      }
      if part == 0 { throw .ended }
      if part > 0 { received += part } else { try wait(POLLIN, by: deadline) }
    }
    return bytes
  }

  /// Ends it, unless it ends by itself within a while, and says how it ended.
  @discardableResult
  public func end(within time: Duration) -> LimitedProcess.End {
    ended.withLock { ended in
      let end = ended ?? group.wait(until: .now.advanced(by: time))
      ended = end
      return end
    }
  }

  /// What it has said as errors, up to some thousand bytes.
  public func said() -> String {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = bytes.withUnsafeMutableBytes { recv(errors, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT)) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Waits after a call that could do nothing, unless it failed for good.
  private func wait(_ events: Int32, by deadline: ContinuousClock.Instant) throws(Silence) {
    guard errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR else { throw .ended }
    let left = deadline - .now
    guard left > .zero else { throw .deadline }
    var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
    // One long wait is as good as several; who asks tries again, and comes back here.
    poll(&entry, 1, Int32(min(left / .milliseconds(1) + 1, 60_000)))
  }
}

/// Two ends of a socket that no other program inherits; what is not taken is closed.
private struct SocketPair: ~Copyable {
  private var ours: Int32
  let theirs: Int32

  init?(_ kind: __socket_type = SOCK_CLOEXEC) {
    var ends: [Int32] = [-1, -1]
    let kinds = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | kind.rawValue
    guard socketpair(AF_UNIX, Int32(kinds), 0, &ends) == 0 else { return nil }
    (ours, theirs) = (ends[0], ends[1])
  }

  /// Our end, which its taker closes.
  consuming func takeOurs() -> Int32 {
    let taken = ours
    ours = -1
    return taken
  }

  deinit {
    if ours >= 0 { close(ours) }
    close(theirs)
  }
}
