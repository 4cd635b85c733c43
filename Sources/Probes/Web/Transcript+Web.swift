import DICOMWeb
import Evidence
import HTTPExchange

extension Transcript {
  /// A web exchange as the record keeps it.
  init(_ entries: [WebEntry]) {
    self.init(
      entries: entries.map { entry in
        Entry(
          microseconds: entry.microseconds, direction: Direction(entry.direction), summary: entry.summary,
          details: entry.details, length: entry.length, hex: Self.hexadecimal(entry.firstBytes))
      })
  }
}

extension Transcript.Direction {
  /// As the record spells it.
  fileprivate init(_ direction: WebEntry.Direction) {
    self =
      switch direction {
      case .sent: .sent
      case .received: .received
      case .event: .event
      }
  }
}
