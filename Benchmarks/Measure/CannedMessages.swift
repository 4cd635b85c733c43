import Foundation
import HL7

/// Frames that were made before, over a bare socket and unread otherwise: no client of messages that does its work can
/// be faster.
enum CannedMessages {
  private static let answer = FrameBytes.frame(
    Array("MSH|^~\\&|C|D|A|B|20260101120000||ACK^A08^ACK|1|P|2.5\rMSA|AA|BENCH1\r".utf8))

  /// Answers whatever ends like a frame, on a port that it prints, until its input ends.
  static func serve() throws {
    let (port, accept) = try BareSocket.listen()
    print(port)
    fflush(nil)
    Thread.detachNewThread {
      while let connection = accept() { Thread.detachNewThread { serve(connection) } }
    }
    _ = FileHandle.standardInput.readDataToEndOfFile()
  }

  private static func serve(_ connection: BareSocket) {
    defer { connection.close() }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = connection.read(&bytes), count > 0 {
      guard count > 1, bytes[count - 2] == FrameBytes.end else { continue }
      guard (try? connection.write(answer)) != nil else { return }
    }
  }

  /// Sends the same frame again and again, each when the one before was answered.
  static func exchange(_ message: [UInt8], port: UInt16, until end: ContinuousClock.Instant) throws -> Work {
    let socket = try BareSocket(connectedTo: port)
    defer { socket.close() }
    let frame = FrameBytes.frame(message)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var done = Work()
    while ContinuousClock.now < end {
      try socket.write(frame)
      var count = 0
      repeat {
        let got = socket.read(&bytes, from: count)
        guard got > 0 else { throw MeasureError.unreadable("port \(port)") }
        count += got
      } while count < 2 || bytes[count - 2] != FrameBytes.end
      done.count += 1
    }
    return done
  }
}
