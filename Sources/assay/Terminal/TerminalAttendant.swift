import Foundation
import Probes

/// Asks the person at the terminal; progress is not drawn meanwhile.
struct TerminalAttendant: Attendant {
  private let dialogue: AttendantByDialogue
  private let progress: RunProgress

  /// Makes one.
  ///
  /// - Parameter name: Who sits there; asked with the first request where nil.
  init(name: String?, progress: RunProgress) {
    self.progress = progress
    dialogue = AttendantByDialogue(
      name: name, say: { Terminal.error($0) },
      hear: { end in await LineReading.line(from: STDIN_FILENO, until: end) })
  }

  func attend(to request: OperatorRequest) async -> Attendance {
    progress.pause(true)
    let attendance = await dialogue.attend(to: request)
    progress.pause(false)
    return attendance
  }
}

/// Reads a line of a terminal without keeping a thread waiting for it.
enum LineReading {
  /// Between two looks.
  private static let pause = Duration.milliseconds(100)
  /// A longer line is cut.
  private static let limit = 8_192

  /// The next line; a terminal gives whole lines.
  static func line(from descriptor: Int32, until end: ContinuousClock.Instant) async -> AttendantByDialogue.Line {
    var bytes: [UInt8] = []
    while !Task.isCancelled, ContinuousClock.now < end {
      var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&look, 1, 0) > 0 else {
        do { try await Task.sleep(for: pause) } catch { break }
        continue
      }
      var byte: UInt8 = 0
      let count = read(descriptor, &byte, 1)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count == 1 else { return .end }
      if byte == 0x0A { return .text(String(decoding: bytes, as: UTF8.self)) }
      if bytes.count < limit { bytes.append(byte) }
    }
    return .late
  }
}
