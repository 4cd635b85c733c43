import Foundation

/// Waits for a sign that something was changed: Enter on the terminal, another state of a file, or time that has passed.
///
/// A system under test is never called for it: a bare connection can harm one, and whoever changed it knows when it is ready.
struct ChangeWatch {
  /// What ended the wait.
  enum Sign: Hashable {
    case enter
    case file(String)
    case time
    /// Standard input ended, and nothing else can give a sign.
    case end
    case interrupted
  }

  /// What a file is like, as far as a change shows.
  private struct State: Hashable {
    var modified: Date?
    var size: Int?
    var number: Int?
  }

  private let interval: Duration?
  private var states: [String: State]
  private var hasEnded = false

  /// Begins: what is changed from now on is noticed.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - interval: After which a sign comes by itself; never where nil.
  init(files: [String], interval: Duration?) {
    self.interval = interval
    states = Dictionary(files.map { ($0, Self.state(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Waits.
  mutating func sign() async -> Sign {
    let end = interval.map { ContinuousClock.now + $0 }
    while !Task.isCancelled {
      if !hasEnded, let typed = Self.typed() {
        if typed.isEmpty {
          hasEnded = true
        } else if typed.contains(0x0A) {
          return .enter
        }
      }
      if hasEnded && interval == nil { return .end }
      for (file, before) in states.sorted(by: { $0.key < $1.key }) {
        let now = Self.state(of: file)
        if now != before {
          states[file] = now
          return .file(file)
        }
      }
      if let end, ContinuousClock.now >= end { return .time }
      try? await Task.sleep(for: .milliseconds(200))
    }
    return .interrupted
  }

  /// What was typed since; nil where nothing was, empty where the input has ended.
  private static func typed() -> [UInt8]? {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    return count > 0 ? Array(bytes.prefix(count)) : []
  }

  private static func state(of file: String) -> State {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return State(
      modified: attributes?[.modificationDate] as? Date, size: attributes?[.size] as? Int,
      number: attributes?[.systemFileNumber] as? Int)
  }
}
