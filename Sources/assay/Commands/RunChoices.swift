import ArgumentParser
import Foundation
import Probes
import Specification

/// What is evaluated, how hard, and what is known beforehand: the options of every command that runs.
struct RunChoices: ParsableArguments {
  @Option(help: "Network file: sites, systems, endpoints and what may be done to them.", completion: .file())
  var network: String?

  @Option(help: "Folder of the bid, or its bid.yaml.", completion: .file())
  var bid: String?

  @Option(help: "Profile of the specification, by name.")
  var profile: String?

  @Option(help: "Only these requirements or groups, separated by commas.")
  var only: String?

  @Option(help: "Only requirements with one of these tags, separated by commas.")
  var tag: String?

  @Option(name: .customLong("input"), help: "Value of an input, as name=value. May be repeated.")
  var inputs: [String] = []

  @OptionGroup var effort: RunEffort

  @Option(help: "The day that dates are held against, YYYY-MM-DD; today where it is not given.")
  var now: String?

  @Option(help: "Waivers of the network's owner.", completion: .file())
  var waivers: String?

  @Option(
    name: .customLong("operator"),
    help: "Name of the person who does what steps ask of one; asked on the terminal where it is not given.")
  var operatorName: String?

  @Option(
    name: .customLong("operator-file"),
    help:
      "Put what a person is asked for into this file, and await the answer in the one of the same name with .answer.",
    completion: .file())
  var operatorFile: String?

  @Option(help: "What evaluators read where the reading of a document leaves a doubt.", completion: .file())
  var assessment: String?

  mutating func validate() throws {
    if let now, !Self.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
    for input in inputs where !input.contains("=") { throw ValidationError("--input \(input): expected name=value.") }
  }

  /// What is chosen of the specification.
  var choice: RunFiles.Choice {
    RunFiles.Choice(
      profile: profile,
      inputs: Dictionary(
        inputs.map { text in
          let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          return (String(parts[0]), String(parts[1]))
        }, uniquingKeysWith: { _, last in last }),
      environment: Terminal.environment, only: Self.list(only), tags: Self.list(tag))
  }

  /// Who does what steps ask of a person.
  func attendant(_ progress: RunProgress) -> any Attendant {
    if let operatorFile { return AttendantInTurn(AttendantByFile(path: operatorFile)) }
    guard Terminal.hasPerson else { return NobodyPresent() }
    return AttendantInTurn(TerminalAttendant(name: operatorName, progress: progress))
  }

  static func list(_ text: String?) -> [String] {
    text?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } ?? []
  }

  /// Whether it is a day in the form `YYYY-MM-DD`.
  static func isDay(_ text: String) -> Bool {
    text.wholeMatch(of: #/[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/#) != nil
  }
}
