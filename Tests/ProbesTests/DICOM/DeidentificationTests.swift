import DICOM
import Evidence
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("De-identified objects", .serialized, .timeLimit(.minutes(2)))
struct DeidentificationTests {
  /// Sends a study with canaries to a gateway that does some things wrong, and awaits what it exports.
  private func answer(_ study: String, leaving leave: [String]) async throws -> StepResult {
    let bench = try await ProbeBench()
    let gateway = try await Deidentifier.start(
      leaving: leave, exportTo: bench.listenerPort, ProbeBench.listenerTitle)
    let stored = await bench.perform(
      DICOMStoreProbe.self, ["study": .string(study)], port: gateway.port, aeTitle: Deidentifier.aeTitle)
    #expect(stored.failure == nil)
    let count = try bench.study(study).instanceCount
    let result = await bench.perform(
      DICOMAwaitProbe.self,
      ["service": .string("storage"), "canaries-of": .string(study), "count": .number(.init(count))],
      port: gateway.port, aeTitle: Deidentifier.aeTitle, seconds: 20)
    await bench.close()
    #expect(result.failure == nil, "\(String(describing: result.failure))")
    return result
  }

  /// What is seen of what a gateway exports.
  private func export(_ study: String = "canaries", leaving leave: [String] = []) async throws -> [String: Value] {
    let result = try await answer(study, leaving: leave)
    guard case .record(let record)? = result.observation["deidentification"] else {
      Issue.record("no record")
      return [:]
    }
    return record
  }

  private func texts(_ record: [String: Value], _ list: String, _ field: String? = nil) -> [String] {
    guard case .list(let values)? = record[list] else { return ["no list \(list)"] }
    return values.compactMap { value in
      if let field, case .record(let fields) = value { return fields[field].flatMap { text($0) } }
      return text(value)
    }
  }

  private func text(_ value: Value) -> String? {
    switch value {
    case .string(let text), .uid(let text): text
    case .list(let values): values.compactMap { text($0) }.joined(separator: " ")
    default: nil
    }
  }

  @Test(
    "What a good gateway exports holds nothing of the patient",
    arguments: ["canaries", "canary-report", "canary-document"])
  func good(study: String) async throws {
    let record = try await export(study)
    #expect(texts(record, "leaks", "attribute") == [])
    #expect(texts(record, "kept-uids") == [])
    #expect(texts(record, "private-elements") == [])
    #expect(record["uids-consistent"] == .boolean(true))
    #expect(record["dates"] == .string("shifted"))
    #expect(texts(record, "pseudonyms").count == 1)
    #expect(Set(texts(record, "instances", "method-codes")) == ["113100 113101 113107"])
    #expect(texts(record, "instances", "burned-in").allSatisfy { $0 == "removed" })
    if study == "canaries" { #expect(texts(record, "instances", "burned-in").count == 2) }
  }

  @Test(
    "Each thing that a gateway leaves is found where it is",
    arguments: [
      ("private", "(0009,1101)"), ("private", "(0009,1102)[0].(0009,1103)"), ("overlay", "(6000,3000)"),
      ("sequence", "RequestAttributesSequence[0].RequestedProcedureDescription"),
      ("sequence", "OtherPatientIDsSequence[0].PatientID"), ("identifier", "ImageComments"), ("wide", "(0011,1001)"),
      ("dates", "PatientBirthDate"),
    ])
  func leaks(leave: String, attribute: String) async throws {
    let record = try await export(leaving: [leave])
    let places = texts(record, "leaks", "attribute")
    #expect(places.contains { $0 == attribute || $0.hasPrefix("OverlayData") && leave == "overlay" }, "\(places)")
    if leave == "identifier" { #expect(Set(texts(record, "leaks", "form")) == ["base64"]) }
    if leave == "wide" { #expect(Set(texts(record, "leaks", "form")) == ["utf-16"]) }
    if leave == "private" { #expect(texts(record, "private-elements").contains("(0009,1101)")) }
    if leave == "dates" { #expect(record["dates"] == .string("kept")) }
  }

  @Test(
    "Text of reports and documents is searched",
    arguments: [("canary-report", "text"), ("canary-document", "document")])
  func documents(study: String, leave: String) async throws {
    let record = try await export(study, leaving: [leave])
    let canaries = texts(record, "leaks", "canary")
    #expect(canaries.contains(leave == "text" ? "ContentSequence.TextValue" : "EncapsulatedDocument"), "\(canaries)")
  }

  @Test("UIDs, dates, pseudonyms, method codes and burned-in text are judged apart")
  func others() async throws {
    let uids = try await export(leaving: ["uids"])
    #expect(texts(uids, "kept-uids").contains("StudyInstanceUID"))
    #expect(try await export(leaving: ["uid-mapping"])["uids-consistent"] == .boolean(false))
    #expect(try await export(leaving: ["shift"])["dates"] == .string("inconsistent"))
    #expect(texts(try await export(leaving: ["pseudonyms"]), "pseudonyms").count == 2)
    #expect(texts(try await export(leaving: ["methods"]), "instances", "method-codes") == ["", ""])
    #expect(texts(try await export(leaving: ["burned-in"]), "instances", "burned-in") == ["kept", "kept"])
    #expect(texts(try await export(leaving: ["flag"]), "instances", "burned-in") == ["flagged", "flagged"])
  }

  /// What a screen finds in an answer, and what may be kept of that.
  private func screened(_ result: StepResult) -> (screen: PatientScreen, kept: StepResult) {
    var screen = PatientScreen(RunPatients(ProbeBench.fixtures), kind: "dicom.await")
    let kept = screen.screened(result)
    return (screen, kept)
  }

  private func lines(_ result: StepResult) -> String {
    result.transcript.entries.flatMap(\.details).joined(separator: "\n")
  }

  @Test(
    "Pseudonyms of the run's own objects are no strangers, however well or badly these were treated",
    arguments: [
      ("canaries", []), ("canary-report", []), ("canary-document", []), ("canaries", ["times"]),
      ("canary-report", ["times"]), ("canary-report", ["methods"]), ("canary-document", ["methods"]),
      ("canaries", ["pseudonyms"]), ("canaries", ["methods"]), ("canaries", ["burned-in"]), ("canaries", ["private"]),
      ("canary-report", ["text"]), ("canary-document", ["uids", "methods"]),
    ] as [(String, [String])])
  func ownPseudonyms(study: String, leave: [String]) async throws {
    let result = try await answer(study, leaving: leave)
    let pseudonyms = try #require(result.exported?.pseudonyms)
    #expect(pseudonyms.count == (leave == ["pseudonyms"] ? 2 : 1))
    let (screen, kept) = screened(result)
    #expect(screen.count == 0)
    #expect(screen.unlinkedCount == 0)
    #expect(kept.observation == result.observation)
    #expect(pseudonyms.allSatisfy { lines(kept).contains("PatientID: \($0)") })
  }

  @Test("A stranger among a gateway's objects is counted and kept nowhere", arguments: ["canaries", "canary-report"])
  func stranger(study: String) async throws {
    let result = try await answer(study, leaving: ["stranger"])
    let (screen, kept) = screened(result)
    #expect(screen.count == 1)
    #expect(screen.unlinkedCount == 0)
    #expect(lines(result).contains("X-4711-B"))
    let left = String(decoding: try RecordCoding.line(kept.observation), as: UTF8.self) + lines(kept)
    for word in ["x-4711-b", "wimpole", "ottoline", "19440506"] {
      #expect(!left.lowercased().contains(word), "\(word)")
    }
  }

  @Test(
    "A stranger's pseudonym is neither taken for the run's nor for a patient's",
    arguments: ["canaries", "canary-report"])
  func strangersPseudonym(study: String) async throws {
    let result = try await answer(study, leaving: ["stranger-unnamed"])
    #expect(result.exported?.pseudonyms.contains("F00DF00D4711") == false)
    let (screen, kept) = screened(result)
    #expect(screen.count == 0)
    #expect(screen.unlinkedCount == 1)
    #expect(!lines(kept).contains("F00DF00D4711"))
  }

  /// A stranger's object is sent before each of the gateway's own.
  @Test(
    "Objects of other studies are counted apart, and what a gateway leaves in its own is found beside them",
    arguments: [
      ("canaries", ["stranger-unnamed"]), ("canary-report", ["stranger-unnamed"]),
      ("canaries", ["stranger", "identifier"]), ("canary-report", ["stranger-unnamed", "methods"]),
      ("canaries", ["stranger-unnamed", "pseudonyms"]),
    ] as [(String, [String])])
  func beside(study: String, leave: [String]) async throws {
    let result = try await answer(study, leaving: leave)
    let count = try #require(ProbeBench.fixtures.studies[study]).instanceCount
    guard case .record(let record)? = result.observation["deidentification"] else {
      Issue.record("no record")
      return
    }
    #expect(record["objects"] == .number(.init(count)) && record["strangers"] == .number(.init(count)))
    #expect(result.number("arrived") == count && result.records("arrivals").count == count)
    #expect(Set(texts(record, "leaks", "attribute")) == (leave.contains("identifier") ? ["ImageComments"] : []))
    #expect(texts(record, "pseudonyms").count == (leave.contains("pseudonyms") ? 2 : 1))
    #expect(!texts(record, "pseudonyms").contains("F00DF00D4711"))
  }

  @Test("Where nothing was to come, objects that do not show whose they are accuse nobody")
  func nobodys() async throws {
    let bench = try await ProbeBench()
    func awaited() async -> StepResult {
      await bench.perform(
        DICOMAwaitProbe.self,
        [
          "service": .string("storage"), "canaries-of": .string("canaries"), "count": .number(0),
          "within": .duration(nanoseconds: 200_000_000),
        ], port: 1, aeTitle: "GATEWAY")
    }
    let none = await awaited()
    #expect(none.failure == nil && none.number("arrived") == 0)
    let others = FixtureSet(
      [
        "otto": .patient(PatientFixture()),
        "other": .study(StudyFixture(patient: "otto", kind: .ct, instancesPerSeries: 2, matrix: 64)),
      ], seed: "2", now: "2026-01-15")
    let stranger = try await ProbeBench(listens: false, fixtures: others)
    let stored = await stranger.perform(
      DICOMStoreProbe.self, ["study": .string("other")], port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(stored.failure == nil)
    let some = await awaited()
    #expect(some.failure?.blame == .silence, "\(String(describing: some.failure))")
    #expect(some.number("arrived") == 2)
    await bench.close()
  }

  @Test("Of a document without time, text and picture nothing shows whose it is")
  func timeless() async throws {
    let (screen, _) = screened(try await answer("canary-document", leaving: ["times"]))
    #expect(screen.count == 0)
    #expect(screen.unlinkedCount == 1)
  }

  @Test("A number that is given to patients is a stranger's, also beside the run's own picture and removed identity")
  func givenNumber() throws {
    let study = try #require(ProbeBench.fixtures.studies["canaries"])
    let series = try #require(study.series.first)
    var object = SyntheticImage(study: study).dataSet(series: series, index: 0)
    try object.set(.patientID, strings: ["7004711005"])
    try object.set(Tag(0x0012, 0x0062), strings: ["YES"])
    let patients = ExportedSet(study: study, objects: [object]).patients
    #expect(!patients.pseudonyms.contains("7004711005"))
    #expect(patients.others.map(\.patient.identifiers) == [["7004711005"]])
    #expect(patients.others.map(\.isPseudonymous) == [false])
  }

  @Test("Objects with canaries follow their definitions", arguments: ["canaries", "canary-report", "canary-document"])
  func sound(name: String) throws {
    let study = try #require(ProbeBench.fixtures.studies[name])
    for series in study.series {
      let object = SyntheticImage(study: study).dataSet(series: series, index: 0)
      #expect(ObjectConformance.check(object).errors.map(\.description) == [])
    }
  }

  @Test("Fixtures of every kind follow their definitions", arguments: ObjectKind.allCases)
  func kinds(kind: ObjectKind) throws {
    let fixtures = FixtureSet(
      ["edith": .patient(PatientFixture()), "s": .study(StudyFixture(patient: "edith", kind: kind, matrix: 16))],
      seed: "1", now: "2026-01-15")
    let study = try #require(fixtures.studies["s"])
    for series in study.series {
      let object = SyntheticImage(study: study).dataSet(series: series, index: 0)
      #expect(ObjectConformance.check(object).errors.map(\.description) == [], "\(series.kind)")
    }
  }
}
