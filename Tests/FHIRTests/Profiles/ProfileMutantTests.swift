import FHIR
import JSONTree
import TestPeers
import Testing

@Suite("Profiles and resources that were damaged")
struct ProfileMutantTests {
  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ",", ":", "null", "-1", "1e999", "\"*\"", "\"max\": \"0\"",
    "\"path\": \"Patient.name.name\"",
    "\"sliceName\": \"a/b\"", "\"\\u0000\"", "\"_\"", "Patient.identifier:", ".", "[x]", "$this", "extension('",
    "resolve()",
  ].map { Array($0.utf8) }

  @Test("20,000 damaged profiles are read, or refused with a place")
  func profiles() throws {
    let texts =
      SlicingCase.all.map { ProfileSample.definition($0.type, elements: $0.elements) }
      + ProfileCase.all.flatMap(\.profile)
    let resources = try (ProfileCase.all.map(\.bad) + NetworkCase.all.map(\.good)).map { try ProfileSample.node($0) }
    var mutator = Mutator(generator: SeededGenerator(state: 7), pieces: Self.pieces)
    var usable = 0
    for round in 0..<20_000 {
      let bytes = mutator.mutant(of: Array(texts[round % texts.count].utf8))
      let folder = ProfileFolder([ProfileFile(path: "tested.json", bytes: bytes)])
      let (rules, faults) = folder.profile("tested")
      for fault in folder.unreadable + faults {
        #expect(fault.place.offset <= bytes.count && fault.place.line > 0 && fault.place.column > 0)
      }
      guard let rules else { continue }
      usable += 1
      _ = ConformityCheck.report(on: resources[round % resources.count], against: rules)
    }
    #expect(usable > 200)
  }

  @Test("20,000 damaged resources are held against profiles, and findings have a place")
  func resources() throws {
    let samples = try NetworkCase.all.map { sample in
      (Array(sample.good.utf8), try #require(NetworkProfileTests.folder.profile(sample.profile).rules))
    }
    var mutator = Mutator(generator: SeededGenerator(state: 11), pieces: Self.pieces)
    var judged = 0
    for round in 0..<20_000 {
      let (text, rules) = samples[round % samples.count]
      let bytes = mutator.mutant(of: text)
      guard let node = try? JSONNode(parsing: bytes) else { continue }
      judged += 1
      let report = ConformityCheck.report(on: node, against: rules)
      #expect(report.findings.allSatisfy { (0...bytes.count).contains($0.offset) && !$0.path.isEmpty })
    }
    #expect(judged > 500)
  }

  @Test("a profile that names itself as the type of its own extension ends", .timeLimit(.minutes(1)))
  func recursive() throws {
    let rules = try ProfileSample.rules(
      ProfileSample.definition(
        "Extension",
        elements: """
          {"id": "Extension.extension:self", "path": "Extension.extension", "sliceName": "self",
           "type": [{"code": "Extension", "profile": ["https://profiles.example/tested", "https://profiles.example/other"]}]},
          {"id": "Extension.extension:self.url", "path": "Extension.extension.url", "fixedUri": "urn:a"}
          """),
      ProfileSample.definition(
        "Extension", name: "other",
        elements: """
          {"id": "Extension.extension:self", "path": "Extension.extension", "sliceName": "self",
           "type": [{"code": "Extension", "profile": ["https://profiles.example/other", "https://profiles.example/tested"]}]},
          {"id": "Extension.extension:self.url", "path": "Extension.extension.url", "fixedUri": "urn:a"},
          {"path": "Extension.id", "min": 1}
          """))
    let depth = 30
    let text =
      String(repeating: #"{"url": "urn:a", "extension": ["#, count: depth) + #"{"url": "urn:a", "valueCode": "a"}"#
      + String(repeating: "]}", count: depth)
    let resource = #"{"resourceType": "Basic", "code": {"text": "A"}, "extension": [\#(text)]}"#
    let report = ConformityCheck.report(on: try ProfileSample.node(resource), against: rules)
    // The profile is for extensions; what matters here is that the work ends.
    #expect(!report.findings.isEmpty)
  }

  @Test("20,000 repetitions take time in proportion", .timeLimit(.minutes(1)))
  func large() throws {
    let rules = try #require(NetworkProfileTests.folder.profile("nhs-patient").rules)
    let identifiers = Array(
      repeating: #"{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "1"}"#, count: 20_000)
    let node = try ProfileSample.node(
      #"{"resourceType": "Patient", "name": [{"text": "A"}], "identifier": [\#(identifiers.joined(separator: ","))]}"#)
    let report = ConformityCheck.report(on: node, against: rules)
    #expect(report.findings.contains { $0.rule == .maximum })
  }
}
