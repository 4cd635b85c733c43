import Foundation
import HL7
import Specification
import Synchronization

/// What a template may name of the message itself: `{{message.time}}` and so on.
enum MessageNames {
  private static let counter = Mutex(0)

  /// The names' values, new at each call.
  static func value() -> Value {
    .record([
      "time": .string(MessageTime.now()), "control-id": .string(controlID()),
      "uid": .uid(SyntheticUID.make(seed: UUID().uuidString, name: "message")),
    ])
  }

  /// An identifier that no other message of the harness has, within the 20 characters of MSH-10 (HL7 v2.5.1 §2.15.9.10).
  static func controlID() -> String {
    let number = counter.withLock { counter in
      counter = (counter + 1) % 46_656
      return counter
    }
    let moment = UInt64(max(Date().timeIntervalSince1970, 0) * 1_000)
    return "A" + String(moment, radix: 36, uppercase: true)
      + String(46_656 + number, radix: 36, uppercase: true).dropFirst()
  }
}
