import Synchronization

/// Whether research gateways of a network let out data sets just now, and what its archives are asked meanwhile, for systems that
/// share a machine with each other.
final class Extracts: Sendable {
  private let state = Mutex((extracts: 0, questions: 0))

  /// Whether one is under way.
  var areUnderWay: Bool { state.withLock { $0.extracts > 0 } }

  /// Queries that archives were asked so far.
  var questions: Int { state.withLock { $0.questions } }

  /// One begins.
  func begin() { state.withLock { $0.extracts += 1 } }

  /// It ends.
  func end() { state.withLock { $0.extracts -= 1 } }

  /// An archive is asked.
  func noteQuestion() { state.withLock { $0.questions += 1 } }
}
