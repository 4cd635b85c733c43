import Foundation

/// The index of the runs in a folder, for lists, filters and trends. It holds nothing that the run directories do not say.
protocol RunIndex: Sendable {
  /// What people should know of how it is kept; nil where there is nothing.
  var notice: String? { get }

  /// Brings the index to what is there.
  ///
  /// - Returns: How many runs were read anew.
  @discardableResult
  func update(to runs: [ServedFolder.Run], in root: URL) async throws -> Int

  /// Runs that fit a filter, the latest first, and how many there are in all.
  func runs(_ filter: RunFilter) async throws -> (runs: [IndexedRun], total: Int)

  /// The run of a key.
  func run(_ key: String) async throws -> IndexedRun?

  /// Values that filters can choose among.
  func choices() async throws -> RunChoices

  /// States of every requirement in a run, by id.
  func verdicts(of key: String) async throws -> [String: IndexedVerdict]
}
