import Foundation
import IHE

/// The clock of a system as it tells the time by NTP (RFC 5905).
struct NetworkClock: Sendable {
  /// What goes wrong.
  let defects: Set<ClockDefect>
  /// Whether others take their time from it.
  let isTimeServer: Bool

  /// The answer to a client's packet; nil for what is none.
  ///
  /// - Parameter number: The packet's place among all that came, from 1.
  func answer(_ bytes: [UInt8], number: Int) -> [UInt8]? {
    guard let request = NTPPacket(bytes), request.mode == 3 else { return nil }
    var now = Int64(Date().timeIntervalSince1970 * 1_000_000_000)
    if defects.contains(.runsAhead), !isTimeServer { now += 5_000_000_000 }
    if defects.contains(.jumps), number.isMultiple(of: 2) { now += 3_000_000_000 }
    let told = NTPTimestamp(unixNanoseconds: now)
    var answer = NTPPacket(transmitTime: told)
    let isUnset = defects.contains(.isUnset) && isTimeServer
    answer.leap = isUnset ? .unsynchronised : .none
    answer.version = request.version
    answer.mode = 4
    answer.stratum = isUnset ? 16 : isTimeServer ? (defects.contains(.isFarFromReference) ? 15 : 2) : 3
    answer.poll = request.poll
    answer.precision = -20
    answer.rootDelay = NTPPacket.NTPShort(1 << 10)
    answer.rootDispersion = NTPPacket.NTPShort(1 << 9)
    answer.reference = 0x7F00_0001
    answer.referenceTime = NTPTimestamp(unixNanoseconds: now - 60_000_000_000)
    answer.originTime = request.transmitTime
    answer.receiveTime = told
    return answer.bytes
  }
}
