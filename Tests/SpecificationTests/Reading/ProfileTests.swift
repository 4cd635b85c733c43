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

  @Test(
    "A whole group, tag or role is dropped with one reason",
    arguments: ["drop: [{tag: basic, reason: Not here.}]", "drop: [{role: archive, reason: Not here.}]"])
  func dropMany(_ keys: String) throws {
    let whole = try #require(try load("set: [{input: wait, value: 7 s}]").rules)
    let matching = whole.requirements.filter { requirement in
      keys.contains("tag")
        ? requirement.tags.contains("basic") : requirement.appliesTo.contains { $0.role == "archive" }
    }
    #expect(!matching.isEmpty)
    let rules = try #require(try load(keys).rules)
    #expect(rules.dropped.map(\.requirement.id) == matching.map(\.id))
    #expect(rules.dropped.allSatisfy { $0.reason == "Not here." })
    #expect(rules.requirements.count == whole.requirements.count - matching.count)
  }

  @Test("Requirements are selected by the role of the systems that they are held against")
  func selectByRole() throws {
    let whole = try #require(try load("set: [{input: wait, value: 7 s}]").rules)
    let result = try load("select: {roles: [archive]}")
    let matching = whole.requirements.filter { $0.appliesTo.contains { $0.role == "archive" } }
    #expect(
      result.rules.map { $0.requirements.map(\.id) } ?? []
        == (matching.count == whole.requirements.count
          ? [] : matching.map(\.id)))
    #expect(try load("select: {roles: [nobody]}").diagnostics.map(\.code) == ["entry-without-effect"])
  }

  @Test("A profile that stands elsewhere loads the specification that it extends, and takes no other profile")
  func detached() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in EveryKey.files {
      let url = folder.appendingPathComponent("base/\(path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let pack = folder.appendingPathComponent("packs/lot-two/profile.yaml")
    try FileManager.default.createDirectory(at: pack.deletingLastPathComponent(), withIntermediateDirectories: true)
    let text = """
      edition: 1
      kind: profile
      id: lot-two
      version: "1"
      title: A pack
      extends: ../../base/specification.yaml
      select: {ids: [A-1]}
      """
    try Data(text.utf8).write(to: pack)
    let loader = SpecificationLoader(catalogue: StepRegistry.catalogue)
    for path in [pack.path, pack.deletingLastPathComponent().path] {
      let result = loader.load(path: path, options: LoadOptions(lints: false))
      #expect(result.diagnostics.map(\.rendered) == [])
      let rules = try #require(result.rules)
      #expect(rules.requirements.map(\.id) == ["A-1"] && rules.profile?.id == "lot-two")
      #expect(rules.files.contains { $0.path == "profiles/lot-two.yaml" && $0.bytes == Array(text.utf8) })
      #expect(rules.files.allSatisfy { !$0.path.hasPrefix("/") && !$0.path.contains("..") })

      // What a record keeps loads again, from a folder of its own.
      let record = folder.appendingPathComponent("record")
      for file in rules.files {
        let url = record.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
      let again = loader.load(
        path: record.path,
        options: LoadOptions(profile: "lot-two", checksEveryProfile: false, lints: false, showsRelativePaths: true))
      #expect(again.diagnostics.map(\.rendered) == [])
      #expect(again.rules?.requirements.map(\.id) == ["A-1"])
    }
    let other = loader.load(path: pack.path, options: LoadOptions(profile: "lot", lints: false))
    #expect(other.diagnostics.map(\.code) == ["unknown-profile"])
    try Data(text.replacing("id: lot-two", with: "id: other").utf8).write(to: pack)
    #expect(loader.load(path: pack.path, options: LoadOptions(lints: false)).diagnostics.map(\.code) == ["wrong-base"])
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
      "drop: [{role: nobody, reason: None.}]", "drop: [{tag: none, reason: None.}]",
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
