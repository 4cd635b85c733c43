import Specification

/// What a run tells while it goes on.
public enum RunEvent: Sendable {
  /// Work that will be done: pieces in all.
  case planned(total: Int)
  /// A piece of work has begun.
  case began(requirement: String, title: String, systems: [String])
  /// A step is being carried out.
  case step(requirement: String, kind: String, system: String)
  /// A piece of work has ended; `note` says in a few words what was seen, never a verdict.
  case ended(requirement: String, evidence: String, systems: [String], note: String, done: Int, total: Int)
}
