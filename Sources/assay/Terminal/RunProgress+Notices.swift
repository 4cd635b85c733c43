import Foundation
import Probes
import Workbench

/// Progress for another program: an object a line, as the workbench reads it.
extension RunProgress {
  /// The line of an event.
  static func line(_ event: RunEvent) -> String? {
    let notice =
      switch event {
      case .planned(let total): RunNotice(.planned, done: 0, total: total)
      case .began(let requirement, let title, let systems):
        RunNotice(.began, requirement: requirement, title: title, systems: systems)
      case .step(let requirement, let kind, let system):
        RunNotice(.step, requirement: requirement, step: kind, systems: [system])
      case .ended(let requirement, let evidence, let systems, let note, let done, let total):
        RunNotice(
          .ended, requirement: requirement, evidence: evidence, systems: systems, note: note, done: done, total: total)
      }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(notice)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whoever reads the lines may go; the run goes on without.
  static func outliveReader() { signal(SIGPIPE, SIG_IGN) }
}
