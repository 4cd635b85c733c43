import Foundation
import HL7
import Histogram
import NIOCore
import NIOPosix

/// Work with messages of HL7 v2.
enum Messages {
  /// Each message in turn, again and again until the time is over: read, and every field of it reached.
  static func parse(_ paths: [String], until end: ContinuousClock.Instant) throws -> Work {
    let messages = try paths.map(read)
    var done = Work()
    repeat {
      for bytes in messages {
        var fields = 0
        for segment in try MessageParser().parse(bytes).segments { fields += segment.fields.count }
        guard fields > 0 else { throw MeasureError.unreadable("a message") }
        done.count += 1
        done.bytes += bytes.count
      }
    } while ContinuousClock.now < end
    return done
  }

  /// The same message again and again over one connection, each acknowledgement read and looked at.
  static func exchange(_ path: String, port: UInt16, until end: ContinuousClock.Instant) async throws -> Work {
    let message = try read(path)
    let mode = AcknowledgementMode(try MessageParser().parse(message))
    let connection = try await MLLPConnection.open(to: .init(host: "127.0.0.1", port: Int(port)), within: .seconds(5))
    let done = try await connection.run {
      let sender = MessageSender(connection, within: .seconds(20))
      var done = Work()
      while ContinuousClock.now < end {
        try check(await sender.send(message, expecting: mode))
        done.count += 1
      }
      return done
    }
    await connection.close()
    return done
  }

  private static func check(_ outcome: MessageSender.Outcome) throws {
    if let failure = outcome.failure { throw failure }
    let acknowledgement = outcome.application?.acknowledgement
    guard acknowledgement?.code == .applicationAccept, acknowledgement?.controlID == "BENCH1" else {
      throw MeasureError.unreadable("the acknowledgement")
    }
  }

  /// This project's listener, which accepts every message, on a port that it prints, until its input ends.
  static func listen() async throws {
    let listener = try await MLLPListener.start(.init(host: "127.0.0.1", port: 0)) { _ in ListenerAnswer() }
    print(listener.port)
    fflush(nil)
    _ = FileHandle.standardInput.readDataToEndOfFile()
    await listener.stop()
  }

  /// Messages at a steady rate over some connections, whatever the answers do; how long each took from the moment at which
  /// it was to be sent.
  static func hold(_ path: String, port: UInt16, rate: Int, count: Int, connections: Int) async throws -> Work {
    let message = try read(path)
    let start = NIODeadline.now() + .milliseconds(200)
    return try await withThrowingTaskGroup(of: Histogram<UInt64>.self) { group in
      for place in 0..<connections {
        group.addTask {
          let times = stride(from: place, to: count, by: connections).map {
            start + .nanoseconds(Int64($0) * 1_000_000_000 / Int64(rate))
          }
          return try await hold(message, port: port, at: times)
        }
      }
      var all = empty()
      for try await some in group { all.add(some) }
      var done = Work(count: Int(all.totalCount))
      // The connections are opened before the first message is due.
      done.seconds = Double((NIODeadline.now() - start).nanoseconds) / 1e9
      done.microseconds = [50, 99, 99.9, 100].map { Int(all.valueAtPercentile($0)) }
      return done
    }
  }

  static func empty() -> Histogram<UInt64> {
    Histogram(lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three)
  }

  private static func hold(_ message: [UInt8], port: UInt16, at times: [NIODeadline]) async throws -> Histogram<UInt64>
  {
    let mode = AcknowledgementMode(try MessageParser().parse(message))
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: Int(port)), within: .seconds(5), group: loop)
    let latencies = try await connection.run {
      let sender = MessageSender(connection, within: .seconds(20))
      var latencies = empty()
      for time in times {
        if time > .now() { try await loop.scheduleTask(deadline: time) {}.futureResult.get() }
        try check(await sender.send(message, expecting: mode))
        latencies.record(UInt64(max((NIODeadline.now() - time).nanoseconds, 0)) / 1_000)
      }
      return latencies
    }
    await connection.close()
    return latencies
  }

  static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
}
