import DICOMNetwork
import Evidence

extension Transcript {
  /// An exchange as the record keeps it.
  init(_ entries: [ExchangeEntry]) {
    self.init(
      entries: entries.map { entry in
        Entry(
          microseconds: entry.microseconds,
          direction: Direction(entry.direction),
          summary: entry.summary, details: entry.details, length: entry.length,
          hex: Self.hexadecimal(entry.firstBytes))
      })
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Transcript.Direction {
  /// As the record spells it.
  fileprivate init(_ direction: ExchangeEntry.Direction) {
    self =
      switch direction {
      case .sent: .sent
      case .received: .received
      case .event: .event
      }
  }
}
