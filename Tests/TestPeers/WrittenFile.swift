import Foundation
import Glibc

/// A file that a program writes while a test waits for what will stand in it: the kernel tells of every change.
public struct WrittenFile: Sendable {
  private let file: URL

  /// A file, there already or not; its folder is there.
  public init(_ path: String) { file = URL(fileURLWithPath: path) }

  /// The text as it is now, if it is there, and after each change in its folder, until the task is cancelled.
  public func texts() throws -> AsyncStream<String> {
    let descriptor = inotify_init()
    guard descriptor >= 0 else { throw PeerProcess.Unavailable(description: "inotify: errno \(errno)") }
    let folder = file.deletingLastPathComponent().path
    guard inotify_add_watch(descriptor, folder, UInt32(IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO)) >= 0
    else {
      close(descriptor)
      throw PeerProcess.Unavailable(description: "\(folder) can't be watched: errno \(errno)")
    }
    let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
    let queue = DispatchQueue(label: "written-file")
    // Sources are safe to use from any thread.
    nonisolated(unsafe) let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    let file = file
    @Sendable func tell() {
      if let text = try? String(contentsOf: file, encoding: .utf8) { continuation.yield(text) }
    }
    source.setEventHandler {
      var events = [UInt8](repeating: 0, count: 65_536)
      _ = read(descriptor, &events, events.count)
      tell()
    }
    source.setCancelHandler { close(descriptor) }
    continuation.onTermination = { _ in queue.async { source.cancel() } }
    source.resume()
    queue.async { tell() }
    return stream
  }

  /// The first thing that is found in it.
  ///
  /// - Parameter limit: A guard against waiting for ever.
  public func first<Found: Sendable>(
    within limit: Duration = .seconds(90), _ find: @escaping @Sendable (String) throws -> Found?
  ) async throws -> Found {
    let texts = try texts()
    let searching = Task {
      var last = ""
      for await text in texts {
        last = text
        if let found = try find(text) { return found }
      }
      throw PeerProcess.Unavailable(description: "not in time in \(file.lastPathComponent): \(last.suffix(2_000))")
    }
    let guarding = Task {
      try await Task.sleep(for: limit)
      searching.cancel()
    }
    defer { guarding.cancel() }
    return try await withTaskCancellationHandler {
      try await searching.value
    } onCancel: {
      searching.cancel()
    }
  }
}
