import Foundation

/// Work that takes a processor for long: opening a record, reading its rules, rendering a whole report.
///
/// It has threads of its own. On those of the concurrency runtime, of which there are no more than processors, two such
/// pieces of work would keep every other browser waiting.
enum LongWork {
  private static let queue: OperationQueue = {
    let queue = OperationQueue()
    queue.name = "assay serve: long work"
    queue.maxConcurrentOperationCount = 2
    return queue
  }()

  /// Does it there, and waits for it without holding a thread.
  static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}
