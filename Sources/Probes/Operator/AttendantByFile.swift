import Foundation

/// Asks a person, or a program in a person's place, through two files: the request is written into one, and the answer
/// awaited in another beside it, whose name ends with `.answer`.
public struct AttendantByFile: Attendant {
  private let request: URL
  private let answer: URL
  /// Between two looks for an answer.
  static let pause = Duration.milliseconds(200)
  /// A longer answer is none.
  static let limit = 65_536

  /// Makes one that writes requests to a path.
  public init(path: String) {
    request = URL(fileURLWithPath: path)
    answer = URL(fileURLWithPath: path + ".answer")
  }

  /// Asks and waits.
  public func attend(to asked: OperatorRequest) async -> Attendance {
    defer { try? FileManager.default.removeItem(at: request) }
    guard write(asked, problem: nil) else {
      return .nobody(reason: "The file for requests, \(request.path), can't be written.")
    }
    let end = ContinuousClock.now + .nanoseconds(asked.deadline)
    while !Task.isCancelled, ContinuousClock.now < end {
      if let text = read() {
        try? FileManager.default.removeItem(at: answer)
        switch Self.read(text, asked: asked) {
        case .success(let answer): return .answered(answer)
        case .failure(let problem): _ = write(asked, problem: problem.description)
        }
      }
      do { try await Task.sleep(for: Self.pause) } catch { break }
    }
    return .late
  }

  private func write(_ asked: OperatorRequest, problem: String?) -> Bool {
    let text = """
      \(asked.wording)

      system: \(asked.system)
      deed: \(asked.deed?.rawValue ?? "none")

      \(problem.map { "The last answer was not understood: \($0)\n\n" } ?? "")Answer in the file \
      \(answer.lastPathComponent) beside this one:

      request: \(asked.id)
      answer: done, could not, or skip
      by: your name
      note: what you saw, where there is something to say

      """
    return (try? Data(text.utf8).write(to: request, options: .atomic)) != nil
  }

  private func read() -> String? {
    guard let file = try? FileHandle(forReadingFrom: answer) else { return nil }
    defer { try? file.close() }
    return (try? file.read(upToCount: Self.limit + 1)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The request that a text of this form holds; nil where it holds none. What the request itself says comes before its lines,
  /// so the last of each kind counts.
  static func request(in text: String) -> OperatorRequest? {
    guard text.utf8.count <= limit else { return nil }
    var fields: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let match = line.wholeMatch(of: #/(request|system|deed): (\S+)/#) else { continue }
      fields[String(match.output.1)] = String(match.output.2)
    }
    guard let id = fields["request"], let system = fields["system"] else { return nil }
    return OperatorRequest(
      id: id, purpose: "", system: system, text: text, deed: fields["deed"].flatMap(OperatorDeed.init), deadline: 0)
  }

  /// Why an answer is not taken.
  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads `key: value` lines.
  static func read(_ text: String, asked: OperatorRequest) -> Result<OperatorAnswer, Problem> {
    func problem(_ text: String) -> Result<OperatorAnswer, Problem> { .failure(Problem(description: text)) }
    guard text.utf8.count <= limit else { return problem("it is longer than 64 KiB.") }
    var fields: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      fields[parts[0].trimmingCharacters(in: .whitespaces).lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    guard fields["request"] == asked.id else { return problem("its line `request:` does not say \(asked.id).") }
    guard let word = fields["answer"].flatMap({ OperatorAnswer.Word(written: $0) }) else {
      return problem("its line `answer:` says none of done, could not, skip.")
    }
    let answer = OperatorAnswer(word: word, name: fields["by"] ?? "", note: fields["note"])
    return answer.name.isEmpty ? problem("its line `by:` names nobody.") : .success(answer)
  }
}
