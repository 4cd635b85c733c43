import Foundation
import Testing

/// What `--help` says.
@Suite("Help")
struct HelpTests {
  static let commands =
    """
    check explain run gate claims judge merge report compare schema init render lint diff coverage simulate prove demo \
    self-test key bundle verify serve pack evaluate award cleanup clarify worksheet
    """.split(separator: " ").map(String.init)

  @Test("Every command is listed and has a help of its own")
  func listed() async throws {
    let overview = try await Assay.run("--help").output
    for command in Self.commands { #expect(overview.contains("\n  \(command) "), "\(command)") }
  }

  @Test(
    "Help fits a terminal of 80 columns without any line broken anew: examples can be copied",
    arguments: commands + [""])
  func width(command: String) async throws {
    let help = try await AssayProcess(command.isEmpty ? ["--help"] : ["help", command]).ended().output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.hasPrefix("USAGE") }
    // The first paragraph is the summary, which the program breaks as it must.
    let rest = Array(lines.drop { !$0.isEmpty })
    for (line, next) in zip(rest, rest.dropFirst()) {
      #expect(line.count <= 80, "\(line)")
      // What is indented is an example: a line of it that was broken would go on at the margin.
      #expect(!line.hasPrefix("  ") || next.isEmpty || next.hasPrefix("  "), "\(line)\n\(next)")
    }
  }
}
