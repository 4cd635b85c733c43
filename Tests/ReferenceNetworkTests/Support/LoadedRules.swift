import Foundation
import Probes
import Specification
import Synchronization
import TestPeers
import Testing

/// The bundled specification, each choice of its groups read once in this process.
enum LoadedRules {
  private struct Choice: Hashable {
    var groups: Set<String>
    var inputs: [String: String]
  }

  private static let loaded = Mutex<[Choice: RuleSet]>([:])

  /// The rules of some group files, without folder and ending; of all where empty.
  static func rules(groups: Set<String>, inputs: [String: String] = [:]) throws -> RuleSet {
    try loaded.withLock { loaded in
      let choice = Choice(groups: groups, inputs: inputs)
      if let rules = loaded[choice] { return rules }
      let rules = try load(choice)
      loaded[choice] = rules
      return rules
    }
  }

  private static func load(_ choice: Choice) throws -> RuleSet {
    let original = Project.root.appendingPathComponent("Specs/nhs-imaging-network")
    guard !choice.groups.isEmpty else { return try load(original, choice) }
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(at: original, to: copy)
    let main = copy.appendingPathComponent("specification.yaml")
    let prefix = "  - groups/"
    let lines = try String(contentsOf: main, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix(prefix) == false || choice.groups.contains("\($0.dropFirst(prefix.count).dropLast(5))") }
    try lines.joined(separator: "\n").write(to: main, atomically: true, encoding: .utf8)
    return try load(copy, choice)
  }

  private static func load(_ folder: URL, _ choice: Choice) throws -> RuleSet {
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: folder.path, options: LoadOptions(inputs: choice.inputs, checksEveryProfile: false, lints: false))
    return try #require(result.rules, "\(result.diagnostics)")
  }
}
