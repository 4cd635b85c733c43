import Foundation
import Probes

/// Shows how a run goes on: one line drawn over itself on a terminal, a line per piece of evidence otherwise.
///
/// A class behind a lock, because events come from several tasks and lines must not be torn.
final class RunProgress: Sendable {
  private struct State {
    var total = 0
    var done = 0
    var current = ""
    var start = ContinuousClock.now
    var isPaused = false
  }

  private let state = NSLock()
  // Guarded by `state`; the compiler cannot see it.
  nonisolated(unsafe) private var held = State()
  private let style: Style

  /// How progress is shown.
  enum Style: Sendable {
    case quiet
    /// An object a line on standard output, for a program that reads along.
    case events
    case lines
    case live
  }

  /// Makes a display.
  init(style: Style) {
    self.style = style
    if style == .events { Self.outliveReader() }
  }

  /// Takes note of an event.
  func hear(_ event: RunEvent) {
    state.lock()
    defer { state.unlock() }
    if style == .events { return Self.line(event).map { Terminal.out($0) } ?? () }
    switch event {
    case .planned(let total):
      held = State(total: total, done: 0, current: "", start: .now, isPaused: held.isPaused)
      if style == .lines { Terminal.error("\(total) pieces of evidence to gather") }
    case .began(let requirement, _, let systems): held.current = "\(requirement)  \(systems.joined(separator: ", "))"
    case .step(let requirement, let kind, let system): held.current = "\(requirement)  \(kind)  \(system)"
    case .ended(let requirement, let evidence, let systems, let note, let done, let total):
      held.done = done
      if style == .lines {
        let place = systems.isEmpty ? "" : " \(systems.joined(separator: ", "))"
        Terminal.error("\(done)/\(total) \(requirement) \(evidence)\(place): \(note)")
      }
    }
    if style == .live, !held.isPaused { draw() }
  }

  /// Draws nothing while a person reads and writes, and again afterwards.
  func pause(_ isPaused: Bool) {
    finish()
    state.lock()
    held.isPaused = isPaused
    state.unlock()
  }

  /// Clears the line.
  func finish() {
    state.lock()
    defer { state.unlock() }
    if style == .live { Terminal.error("\r\u{1B}[K", newline: false) }
  }

  private func draw() {
    let elapsed = ContinuousClock.now - held.start
    var left = ""
    if held.done > 2, held.total > held.done {
      let seconds = elapsed.seconds / Double(held.done) * Double(held.total - held.done)
      left = "  about \(Self.clock(seconds)) left"
    }
    let width = 20
    let filled = held.total == 0 ? 0 : held.done * width / held.total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let line = "\(bar) \(held.done)/\(held.total)  \(held.current)\(left)"
    Terminal.error("\r\(line.prefix(max(Terminal.width - 1, 20)))\u{1B}[K", newline: false)
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
