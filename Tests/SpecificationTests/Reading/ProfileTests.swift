import Foundation
import Probes
import Specification
import Testing

/// What a profile takes from a specification and what it changes.
@Suite("Profiles")
struct ProfileTests {
  /// Loads the small specification with a profile of these keys.
  private func load(_ keys: String) throws -> LoadResult {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("profile-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in EveryKey.files where path != "profiles/lot.yaml" {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let profile = """
      edition: 1
      kind: profile
      id: lot
      version: "2"
      title: A lot
      extends: ../specification.yaml
      \(keys)
      """
    let url = folder.appendingPathComponent("profiles/lot.yaml")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(profile.utf8).write(to: url)
    return SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: folder.path, options: LoadOptions(profile: "lot", lints: false))
  }

  @Test("A profile selects, and keeps the order and the successors of the specification")
  func select() throws {
    let rules = try #require(try load("select: {ids: [A-1]}").rules)
    #expect(rules.requirements.map(\.id) == ["A-1"])
    #expect(rules.requirements.first?.supersededBy == "A-2")
    #expect(rules.profile == AppliedProfile(id: "lot", title: "A lot", version: "2"))
  }

  @Test("A dropped requirement stays known, with the reason")
  func drop() throws {
    let rules = try #require(try load("drop: [{id: A-2, reason: Not here.}]").rules)
    #expect(rules.requirements.map(\.id) == ["A-1"])
    #expect(rules.dropped.map(\.requirement.id) == ["A-2"])
    #expect(rules.dropped.first?.reason == "Not here.")
  }

  @Test("An input that a profile sets is in force in prose too, and says where it came from")
  func input() throws {
    let rules = try #require(try load("set: [{input: wait, value: 1500 ms}]").rules)
    #expect(rules.inputs["wait"]?.value == .duration(nanoseconds: 1_500_000_000))
    #expect(rules.inputs["wait"]?.origin == .profile("lot"))
    #expect(rules.requirements.first?.statement == "It **shall** answer within 1500 ms.")
  }

  @Test("Levels and weights are set by requirement, tag and group")
  func set() throws {
    let rules = try #require(
      try load("set: [{id: A-2, weight: 7}, {tag: basic, level: informative}, {group: A, weight: 9}]").rules)
    #expect(rules.requirements.map(\.weight) == [0, 7])
    #expect(rules.requirements.map(\.level) == [.informative, .scored])
    #expect(rules.groups.map(\.weight) == [9])
  }

  @Test(
    "An entry that matches or changes nothing is an error",
    arguments: [
      "select: {ids: [A-9]}", "select: {groups: [A]}", "select: {tags: [none]}", "drop: [{id: A-9, reason: None.}]",
      "set: [{id: A-9, weight: 3}]", "set: [{id: A-1, weight: 2}]", "set: [{id: A-1, value: 3}]",
      "set: [{tag: basic, level: mandatory}]", "set: [{group: A, weight: 2}]", "set: [{input: wait, value: 5000 ms}]",
      "set: [{input: wait, weight: 3}]", "set: [{input: weight, value: 5 s}]",
    ])
  func withoutEffect(_ keys: String) throws {
    let result = try load(keys)
    #expect(result.rules == nil)
    #expect(Set(result.diagnostics.map(\.code)) == ["entry-without-effect"])
    #expect(result.diagnostics.allSatisfy { $0.span.file.hasSuffix("profiles/lot.yaml") && $0.span.line == 7 })
  }
}
