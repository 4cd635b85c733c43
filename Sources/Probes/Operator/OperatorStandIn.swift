import Foundation

/// Answers in a person's place what another program writes into its file for requests, ``AttendantByFile``: as a simulated
/// network does what a rehearsal asks of a person.
public struct OperatorStandIn: Sendable {
  private let request: URL
  private let answer: URL
  private let attendant: any Attendant
  private let told: @Sendable (String) -> Void

  /// Makes one.
  ///
  /// - Parameters:
  ///   - path: The file that requests are written into.
  ///   - attendant: Does what is asked.
  ///   - told: Hears a line of each request.
  public init(path: String, attendant: any Attendant, told: @escaping @Sendable (String) -> Void) {
    request = URL(fileURLWithPath: path)
    answer = URL(fileURLWithPath: path + ".answer")
    self.attendant = attendant
    self.told = told
  }

  /// Answers until the task is cancelled. What it cannot do it leaves to a person.
  public func run() async {
    var last: String?
    while !Task.isCancelled {
      if let asked = read(), asked.id != last {
        last = asked.id
        await answer(asked)
      }
      do { try await Task.sleep(for: AttendantByFile.pause) } catch { return }
    }
  }

  private func read() -> OperatorRequest? {
    guard let file = try? FileHandle(forReadingFrom: request) else { return nil }
    defer { try? file.close() }
    return (try? file.read(upToCount: AttendantByFile.limit + 1)).flatMap {
      AttendantByFile.request(in: String(decoding: $0, as: UTF8.self))
    }
  }

  private func answer(_ asked: OperatorRequest) async {
    let deed = asked.deed?.rawValue ?? "what has no word"
    switch await attendant.attend(to: asked) {
    case .answered(let given):
      let lines = [
        "request: \(asked.id)", "answer: \(given.word.rawValue)", "by: \(given.name)", given.note.map { "note: \($0)" },
      ].compactMap(\.self)
      do {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: answer, options: .atomic)
        told("\(asked.system)  asked for \(deed): \(given.word.rawValue)")
      } catch {
        told("\(asked.system)  asked for \(deed): \(answer.path) can't be written")
      }
    case .nobody(let reason): told("\(asked.system)  asked for \(deed), left to a person: \(reason)")
    case .late: told("\(asked.system)  asked for \(deed), left to a person")
    }
  }
}
