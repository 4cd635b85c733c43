import Evidence

/// Why a run can't be put into a store or taken from it. None of it is about a system under test.
public enum RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The store can't be used as it is named or set up.
  case settings(place: String, reason: String)
  /// The record on this machine does not hold, or a folder can't be read or written.
  case record(RunDirectoryError)
  /// The store does not answer.
  case unreachable(place: String, reason: String)
  /// The store says no.
  case refused(place: String, status: Int, reason: String)
  /// Another record stands under the name.
  case occupied(place: String)
  /// Another record was begun under the name, in a store that can't refuse one of two by itself.
  case contested(place: String, other: String)
  /// Only some files of a record could be put there.
  case incomplete(place: String, stored: Int, count: Int, reason: String)
  /// No whole run has the name.
  case missing(place: String)
  /// A file is not what its fingerprint says.
  case altered(place: String, expected: String, found: String)
  /// An answer is not of the store's protocol, or goes beyond every limit.
  case malformed(place: String, reason: String)
  /// The task was cancelled.
  case cancelled

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .settings(let place, let reason): "\(place): \(reason)"
    case .record(let error): "\(error)"
    case .unreachable(let place, let reason):
      "\(place): the store does not answer: \(reason). What is on this machine stays; try again."
    case .refused(let place, let status, let reason): "\(place): the store refuses with \(status): \(reason)"
    case .occupied(let place):
      "\(place): another record has this name. Choose another folder or prefix for another run."
    case .contested(let place, let other):
      """
      \(place): another record was begun under this name (\(other)), and this store does not know If-None-Match, by which one of \
      two is refused. Choose another folder or prefix, or, where nobody is putting it there, remove \(place)/\(other).
      """
    case .incomplete(let place, let stored, let count, let reason):
      """
      \(place): \(stored) of \(count) files were put there, so that nobody takes it for whole: \(reason) The record on this \
      machine is whole: put it there again with assay run --resume and --store.
      """
    case .missing(let place): "\(place): no whole run is there."
    case .altered(let place, let expected, let found):
      """
      \(place): was altered in the store: SHA-256 is \(found), recorded was \(expected). Put the record there again from \
      where it was gathered.
      """
    case .malformed(let place, let reason): "\(place): the store's answer can't be read: \(reason)"
    case .cancelled: "The exchange with the store was ended."
    }
  }
}
