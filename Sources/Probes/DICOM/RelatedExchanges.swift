import DICOMNetwork
import Synchronization

/// Exchanges on the harness's listeners and on further associations that belong to a step, told in its transcript after
/// its own.
final class RelatedExchanges: Sendable {
  private let recorders = Mutex<[ExchangeRecorder]>([])

  /// Associations that are told.
  private static let limit = 16

  /// Adds the exchange of an arrival, once.
  func add(_ arrivals: [Arrival]) {
    recorders.withLock { recorders in
      for arrival in arrivals where recorders.count < Self.limit {
        if !recorders.contains(where: { $0 === arrival.recorder }) { recorders.append(arrival.recorder) }
      }
    }
  }

  /// Adds an exchange of the step's own beside its first.
  func add(_ recorder: ExchangeRecorder) {
    recorders.withLock { recorders in
      if recorders.count < Self.limit { recorders.append(recorder) }
    }
  }

  /// The step's own entries, then the others, each with a heading.
  func entries(with own: ExchangeRecorder) -> [ExchangeEntry] {
    let recorders = recorders.withLock { $0 }
    return recorders.reduce(own.entries) { entries, recorder in
      let further = recorder.entries(onClockOf: own)
      let start = further.first?.microseconds ?? 0
      return entries
        + [ExchangeEntry(microseconds: start, direction: .event, summary: "Another association of the step")]
        + further
    }
  }
}
