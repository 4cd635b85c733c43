import NIOCore
import Synchronization

/// A line over which a site or a system is reached.
public struct SimulatedLine: Hashable, Sendable {
  /// Time from end to end and back, in nanoseconds.
  public var roundTrip: Int64
  /// The share of connections that break off once the first bytes of an answer have come, of 1.
  public var loss: Double
  /// What goes over it in one direction in a second, in bytes; as much as this machine can where nil.
  public var bytesPerSecond: Int64?

  /// Makes a line; without delay, loss and limit where nothing is said.
  public init(roundTrip: Int64 = 0, loss: Double = 0, bytesPerSecond: Int64? = nil) {
    self.roundTrip = max(0, roundTrip)
    self.loss = min(max(0, loss), 1)
    self.bytesPerSecond = bytesPerSecond.map { max(1, $0) }
  }

  /// Whether nothing tells it from none.
  public var isPerfect: Bool { roundTrip == 0 && loss == 0 && bytesPerSecond == nil }

  /// Whether a connection breaks off, by its number from 1: spread evenly, so that a run can be repeated.
  func breaks(connection number: Int) -> Bool {
    (Double(number) * loss).rounded(.down) > (Double(number - 1) * loss).rounded(.down)
  }
}

/// A line under way: what all connections over it share.
final class LineTraffic: Sendable {
  /// To the site, or from it.
  enum Direction: Int, Sendable {
    case there, back
  }

  /// The line.
  let line: SimulatedLine
  /// When each direction is free again.
  private let free = Mutex([NIODeadline.uptimeNanoseconds(0), .uptimeNanoseconds(0)])

  init(_ line: SimulatedLine) { self.line = line }

  /// When bytes that come now arrive at the other end: after those that came before, and half a round trip.
  func arrival(of bytes: Int, _ direction: Direction, at now: NIODeadline = .now()) -> NIODeadline {
    let delay = TimeAmount.nanoseconds(line.roundTrip / 2)
    guard let bytesPerSecond = line.bytesPerSecond else { return now + delay }
    let time = TimeAmount.nanoseconds(Int64(Double(bytes) * 1e9 / Double(bytesPerSecond)))
    return free.withLock { free in
      let end = max(free[direction.rawValue], now) + time
      free[direction.rawValue] = end
      return end + delay
    }
  }
}
