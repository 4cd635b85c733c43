import DICOM
import Evidence
import FHIR
import Foundation
import HL7
import Specification
import Testing

@testable import Probes

/// Patients who are not of the run, on their way into its record.
@Suite("Patients who are not of the run")
struct PatientScreenTests {
  /// Words of two patients who are planted in answers. The numbers have right check digits in a range that is given.
  static let canaries = [
    "7004711005", "700 471 1005", "zorblax", "quirinus", "19610203", "1961-02-03", "mooncalf", "wimpole", "4505577104",
  ]

  private let fixtures = ProbeBench.fixtures
  private var edith: SyntheticPatient { get throws { try #require(fixtures.patients["edith"]) } }

  private func dataSet(_ values: [String: String]) throws -> Value {
    var dataSet = DataSet()
    for (keyword, text) in values { try dataSet.set(try #require(Tag(keyword: keyword)), text) }
    return .dataSet(dataSet)
  }

  private func screened(
    _ observation: [String: Value], kind: String = "dicom.find", entries: [Transcript.Entry] = [],
    permitted: [String] = []
  ) -> (result: StepResult, count: Int) {
    var screen = PatientScreen(RunPatients(fixtures, permitted: permitted), kind: kind)
    let result = screen.screened(
      StepResult(observation: observation, failure: nil, transcript: Transcript(entries: entries)))
    return (result, screen.count)
  }

  /// What is left of the planted words in a value as the record writes it.
  private func leaks(_ result: StepResult) throws -> [String] {
    let record = String(decoding: try RecordCoding.line(result.observation), as: UTF8.self)
    let transcript = try RecordCoding.document(result.transcript)
    let bytes = result.transcript.entries.map { String(decoding: $0.keptBytes, as: UTF8.self) }.joined()
    let all = (record + String(decoding: transcript, as: UTF8.self) + bytes).lowercased()
    return Self.canaries.filter { all.contains($0) }
  }

  /// Two planted patients, one of them twice, and one of the run, as each protocol tells of them.
  private func observations() throws -> [(kind: String, observation: [String: Value])] {
    let own = try edith
    let planted = ["PatientID": "7004711005", "PatientName": "ZORBLAX^Quirinus", "PatientBirthDate": "19610203"]
    let address = ["PatientAddress": "1 Mooncalf Lane", "StudyDescription": "Chest of Zorblax"]
    let matches: [Value] = [
      try dataSet(["PatientID": own.nhsNumber, "PatientName": own.name, "PatientBirthDate": own.birthDate]),
      try dataSet(planted), try dataSet(planted.merging(address) { $1 }),
      try dataSet(["PatientID": "450 557 7104", "PatientName": "Wimpole"]),
    ]
    let pid = { (id: String, name: String, birth: String, street: String) in
      "PID|1||\(id)^^^NHS^NH~L1^^^X^PI||\(name)||\(birth)|F|||\(street)\r"
    }
    let message = try MessageParser().parse(
      Array(
        ("MSH|^~\\&|A|B|C|D|2026||RSP^K22^RSP_K21|1|P|2.5\rMSA|AA|1\r"
          + pid(own.nhsNumber, own.name, own.birthDate, "")
          + pid("7004711005", "ZORBLAX^Quirinus", "19610203", "1 Mooncalf Lane\\T\\Co")
          + "NTE|1||Zorblax rang\r" + pid("4505577104", "Wimpole", "", "")).utf8))
    func resource(_ id: String, _ family: String, _ given: String, _ birth: String) -> String {
      let street = id == own.nhsNumber ? "Quiet" : "Mooncalf"
      return
        """
        {"resource": {"resourceType": "Patient", "id": "\(id)", "text": {"status": "generated", "div": "<div>\(family)</div>"},
        "identifier": [{"system": "urn:x", "value": "\(id)"}], "name": [{"family": "\(family)", "given": ["\(given)"]}],
        "birthDate": "\(birth)", "address": [{"line": ["1 \(street) Lane"], "city": "\\u004dalmes"}]}}
        """
    }
    let bundle = try Resource(
      json: Array(
        """
        {"resourceType": "Bundle", "entry": [\(resource(own.nhsNumber, own.nameComponents[0], own.nameComponents[1],
          CalendarDay.hyphenated(own.birthDate))), \(resource("7004711005", "Zorblax", "Quirinus", "1961-02-03")),
        {"resource": {"resourceType": "ImagingStudy", "subject": {"reference": "Patient/7004711005",
        "display": "Zorblax, Quirinus", "identifier": {"value": "7004711005"}}}},
        \(resource("4505577104", "Wimpole", "", ""))]}
        """.utf8))
    func identified(_ id: String, _ family: String, _ given: String, _ birth: String) -> Value {
      .record([
        "identifiers": .list([
          .record([
            "extension": .string(id), "root": .string("1.2.3"), "cx": .string("\(id)^^^&1.2.3&ISO"),
          ])
        ]), "family": .string(family), "given": .string(given), "birth-date": .string(birth),
      ])
    }
    func document(_ id: String) -> Value {
      .record([
        "patientId": .string("\(id)^^^&1.2&ISO"), "title": .string("Report of 700 471 1005"),
        "slots": .record(["XDSDocumentEntry": .record(["sourcePatientId": .string("\(id)^^^&1.3&ISO")])]),
      ])
    }
    // Which other identifiers patients have (ITI-9), and what is to be done (PS3.4 Annex K).
    let crossReferences = try MessageParser().parse(
      Array(
        ("MSH|^~\\&|A|B|C|D|2026||RSP^K23^RSP_K23|1|P|2.5\rMSA|AA|1\rQAK|1|OK\rQPD|IHE PIX Query|1|\(own.nhsNumber)^^^NHS\r"
          + "PID|||\(own.nhsNumber)^^^NHS^NH||^^^^^^S\rPID|||7004711005^^^NHS^NH~X1^^^L^PI||^^^^^^S\r"
          + "PID|||450 557 7104^^^NHS^NH||^^^^^^S\r").utf8))
    func scheduled(_ values: [String: String]) throws -> Value {
      guard case .dataSet(var item) = try dataSet(values) else { throw CancellationError() }
      var step = DataSet()
      try step.set(try #require(Tag(keyword: "ScheduledProcedureStepDescription")), "Knee of Zorblax")
      let sequence = try #require(Tag(keyword: "ScheduledProcedureStepSequence"))
      item[sequence] = DataElement(tag: sequence, vr: .SQ, value: .items([step]))
      return .dataSet(item)
    }
    let worklist = [
      try scheduled(["PatientID": own.nhsNumber, "PatientName": own.name, "PatientBirthDate": own.birthDate]),
      try scheduled(planted.merging(address.filter { $0.key == "PatientAddress" }) { $1 }),
      try scheduled(["PatientID": "450 557 7104", "PatientName": "Wimpole"]),
    ]
    return [
      ("hl7.query", ["acknowledgement": .record(["message": .message(crossReferences)])]),
      ("dicom.find", ["matches": .list(worklist)]),
      ("dicom.find", ["matches": .list(matches), "comment": .string("Zorblax, 700 471 1005")]),
      ("hl7.query", ["acknowledgement": .record(["message": .message(message)])]),
      ("fhir.search", ["matches": .list([.resource(bundle)])]),
      (
        "pdqv3.query",
        [
          "patients": .list([
            identified(own.nhsNumber, own.nameComponents[0], own.nameComponents[1], own.birthDate),
            identified("7004711005", "ZORBLAX", "Quirinus", "19610203"), identified("4505577104", "Wimpole", "", ""),
          ])
        ]
      ),
      (
        "xds.find-documents",
        ["documents": .list([document(own.nhsNumber), document("7004711005"), document("4505577104")])]
      ),
    ]
  }

  @Test("They are counted and kept by no word of theirs, whatever the protocol; the run's own are kept as they came")
  func protocols() throws {
    for (kind, observation) in try observations() {
      let (result, count) = screened(observation, kind: kind)
      #expect(count == 2, "\(kind)")
      #expect(try leaks(result).isEmpty, "\(kind)")
      let record = String(decoding: try RecordCoding.line(result.observation), as: UTF8.self)
      #expect(record.contains(try edith.nhsNumber), "\(kind)")
    }
  }

  @Test("Test patients that the network file names, and whoever has a number of the range for tests, are kept in clear")
  func permitted() throws {
    for (kind, observation) in try observations() {
      let (result, count) = screened(observation, kind: kind, permitted: ["7004711005", "450 557 7104"])
      #expect(count == 0, "\(kind)")
      #expect(result.observation == observation, "\(kind)")
    }
    let other = ["matches": Value.list([try dataSet(["PatientID": "9990000018", "PatientName": "Zorblax"])])]
    #expect(screened(other).result.observation == other)
    // Whose identity a gateway took away is nobody.
    let removed = try dataSet(["PatientID": "PSEUDO-1", "PatientName": "ANON", "PatientIdentityRemoved": "YES"])
    #expect(screened(["matches": .list([removed])]).count == 0)
  }

  @Test("Stand-ins are alike where the patients are, differ where they differ, and have their forms")
  func forms() throws {
    let (result, _) = screened(try observations()[2].observation)
    guard case .list(let values)? = result.observation["matches"] else { throw CancellationError() }
    let sets = values.compactMap { if case .dataSet(let dataSet) = $0 { dataSet } else { nil } }
    let ids = sets.compactMap { $0.string(.patientID) }
    let own = try edith.nhsNumber
    #expect(ids[1] == ids[2] && ids[3] != ids[1] && ids[0] == own)
    #expect(ids[1].hasPrefix("999") && CheckDigit.nhsNumberProblem(ids[1]) == nil)
    #expect(sets[1].string(.patientName)?.wholeMatch(of: #/[A-Z]{7}\^[A-Z][a-z]{7}/#) != nil)
    #expect(sets[1].date(.patientBirthDate) != nil)
    let (fhir, _) = screened(try observations()[4].observation, kind: "fhir.search")
    guard case .list(let bundles)? = fhir.observation["matches"], case .resource(let bundle)? = bundles.first else {
      throw CancellationError()
    }
    let subject = bundle.root["entry"]?.elements?[2]["resource"]?["subject"]
    let patient = bundle.root["entry"]?.elements?[1]["resource"]
    #expect(subject?["identifier"]?["value"]?.text == patient?["identifier"]?.elements?[0]["value"]?.text)
    #expect(subject?["reference"]?.text == patient?["id"]?.text.map { "Patient/\($0)" })
  }

  @Test("All attributes that say who a patient is are known to the dictionary")
  func keywords() {
    for keyword in DataSet.identityKeywords.keys { #expect(Tag(keyword: keyword) != nil, "\(keyword)") }
  }

  @Test("Other identifiers that a system gives to the run's own patients are learned; real numbers are not believed")
  func learned() throws {
    let patients = RunPatients(fixtures)
    for (id, isLearned) in [("MPI-77", true), ("7004711005", false)] {
      var screen = PatientScreen(patients, kind: "pixv3.query")
      let answer: Value = .record([
        "extension": .string(id), "root": .string("1.2"), "cx": .string("\(id)^^^&1.2&ISO"),
      ])
      let result = screen.screened(
        StepResult(observation: ["identifiers": .list([answer])], failure: nil, transcript: Transcript()))
      let record = String(decoding: try RecordCoding.line(result.observation), as: UTF8.self)
      #expect((screen.count == 0) == isLearned && record.contains(id) == isLearned)
      #expect(patients.isOwn(identifier: id) == isLearned)
    }
    let own = try edith
    #expect(patients.isOwn(identifier: "Z\(own.localID)E") && !patients.isOwn(identifier: "A1"))
    #expect(!patients.isForeign(FoundPatient(identifiers: ["MPI-77"])))
    // An identifier is not the same person's where another name stands beside it.
    #expect(patients.isForeign(FoundPatient(identifiers: ["MPI-77"], name: "Zorblax")))
    #expect(patients.isForeign(FoundPatient(identifiers: [own.localID, "7004711005"], name: own.name)))
    #expect(!patients.isForeign(FoundPatient(identifiers: ["NEW-1"], name: own.name, birthDate: own.birthDate)))
    #expect(patients.isForeign(FoundPatient(identifiers: ["NEW-1"], name: own.name, birthDate: "19610203")))
  }

  @Test("The name of a patient of the run whose letters a system damaged is shown as it came; a stranger's is not")
  func damaged() throws {
    let fixtures = FixtureSet(["jiri": .patient(PatientFixture(nameStyle: .unicode))], seed: "1", now: "2026-01-15")
    let own = try #require(fixtures.patients["jiri"])
    let lost = String(own.name.map { $0.isASCII ? $0 : "?" })
    let mistaken = String(String.UnicodeScalarView(own.name.utf8.map { Unicode.Scalar($0) }))
    let simple = String(own.name.decomposedStringWithCanonicalMapping.unicodeScalars.filter(\.isASCII))
    try #require(lost != own.name)
    let patients = RunPatients(fixtures)
    for name in [own.name, lost, mistaken] {
      #expect(!patients.isForeign(FoundPatient(identifiers: [], name: name)), "\(name)")
      #expect(!patients.isForeign(FoundPatient(identifiers: [], name: name, birthDate: own.birthDate)), "\(name)")
    }
    for name in [lost, mistaken] {
      #expect(patients.isForeign(FoundPatient(identifiers: [], name: name, birthDate: "19010203")), "\(name)")
      #expect(patients.isForeign(FoundPatient(identifiers: ["X4711"], name: name)), "\(name)")
      #expect(patients.isForeign(FoundPatient(identifiers: [], name: "Zorbl?x^" + name)), "\(name)")
    }
    #expect(patients.isForeign(FoundPatient(identifiers: [], name: simple)) || simple == own.name)
    #expect(patients.isForeign(FoundPatient(identifiers: [], name: "Zorblax^Quirin?s")))
  }

  @Test(
    "Of one whose identity was removed a pseudonym is kept, and a number that is given to patients is not",
    arguments: [("F00DF00D4711", 0), ("7004711005", 1)])
  func removedIdentity(identifier: String, count: Int) throws {
    let value = try dataSet(["PatientID": identifier, "PatientName": identifier, "PatientIdentityRemoved": "YES"])
    let (result, found) = screened(["matches": .list([value])])
    #expect(found == count)
    let left = String(decoding: try RecordCoding.line(result.observation), as: UTF8.self)
    #expect(left.contains(identifier) == (count == 0))
  }

  @Test("Content of an exchange in which they came is not kept; of others it is")
  func transcripts() throws {
    func entry(_ summary: String, _ details: [String], _ content: String) -> Transcript.Entry {
      Transcript.Entry(
        microseconds: 0, direction: .received, summary: summary, details: details, length: content.utf8.count,
        hex: content.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    }
    let own = entry("C-FIND-RSP", ["  PatientID: \(try edith.nhsNumber)"], "PatientID \(try edith.nhsNumber)")
    let (kept, none) = screened([:], entries: [entry("A-ASSOCIATE-AC", [], "ok"), own])
    #expect(none == 0 && kept.transcript.entries[1] == own)
    let strangers = [
      entry("C-FIND-RSP", ["  PatientID: X4711", "  PatientName: ZORBLAX^"], "ZORBLAX"),
      entry("content", [], "<r:Value>PID-3|X4711^^^&amp;1.2&amp;ISO</r:Value><r:Value>PID-5|ZORBLAX</r:Value>"),
      entry("content", [], "It is 700 471 1005 and ZORB"), entry("content", ["X-Patient: 7004711005"], "QUIRINUS"),
    ]
    for stranger in strangers {
      let (result, _) = screened([:], entries: [own, stranger])
      let left = result.transcript.entries[1]
      #expect(left.hex.isEmpty && left.details == [PatientScreen.withheld], "\(stranger.summary) \(stranger.details)")
      #expect(left.length == stranger.length)
    }
    // What was cut off in the middle of a name cannot be known by itself.
    let (result, count) = screened(
      try observations()[2].observation, entries: [entry("A-ASSOCIATE-AC", [], "ok"), entry("C-FIND-RSP", [], "ZORB")])
    #expect(count == 2 && result.transcript.entries.map(\.hex.isEmpty) == [false, true])
  }

  @Test(
    "What names a patient who is not of the run is not sent",
    arguments: [
      ("keys", "PatientID", "7004711005", false), ("keys", "PatientID", "X4711", false),
      ("keys", "PatientID", "9990000018", true), ("keys", "PatientID", "*", true), ("keys", "PatientID", "", true),
      ("keys", "PatientID", "47*", true), ("keys", "StudyID", "X4711", true),
      ("keys", "StudyID", "700 471 1005", false),
      ("keys", "PatientID", "TEST-7", true), ("keys", "PatientName", "NOBODY^KNOWN", true),
    ])
  func sending(input: String, key: String, text: String, isSent: Bool) throws {
    let patients = RunPatients(fixtures, permitted: ["TEST-7"])
    let inputs: [String: Value] = [input: .record([key: .string(text)])]
    let refusal = patients.refusal(of: inputs, for: DICOMFindProbe.description)
    #expect((refusal == nil) == isSent, "\(text)")
    #expect(refusal?.blame ?? .harness == .harness && refusal?.message.contains("X4711") != true)
  }

  @Test("Messages, resources, parameters and edits are looked through before they are sent")
  func sendingForms() throws {
    let patients = RunPatients(fixtures)
    let own = try edith
    func message(_ id: String) throws -> Value {
      .message(
        try MessageParser().parse(Array("MSH|^~\\&|||||2026||ADT^A04|1|P|2.5\rPID|1||\(id)^^^X||A^B\r".utf8)))
    }
    func resource(_ id: String) throws -> Value {
      .resource(
        try Resource(json: Array(#"{"resourceType": "Patient", "identifier": [{"value": "\#(id)"}]}"#.utf8)))
    }
    func edit(_ place: String, _ text: String) -> Value {
      .list([.record(["at": .string(place), "text": .string(text)])])
    }
    let send = HL7SendProbe.description
    #expect(
      patients.refusal(of: ["others": .list([.string("X4711")])], for: send, written: ["others"]) == nil,
      "what the specification itself asks for")
    #expect(patients.refusal(of: ["others": .list([.string("7004711005")])], for: send, written: ["others"]) != nil)
    for (id, isSent) in [(own.localID, true), ("Z\(own.localID)", true), ("X4711", false), ("7004711005", false)] {
      let inputs: [(String, Value)] = [
        ("message", try message(id)), ("resource", try resource(id)), ("set", edit("PID-3[1].1", id)),
        ("write", edit("QPD-3", "@PID.3.1^\(id)")), ("write", edit("QPD-3", "@PID.3.1^\(id)~@PID.3.4.1^RYY1")),
        ("write", edit("QPD-3", "@PID.5.1.1^Doe~@PID.3.1^\(id)")), ("write", edit("QPD-3", "\(id)^^^NHS^NH")),
        ("parameters", .list([.string("patient.identifier=urn:x|\(id)")])), ("others", .list([.string(id)])),
      ]
      for (name, value) in inputs {
        #expect((patients.refusal(of: [name: value], for: send) == nil) == isSent, "\(name) \(id)")
      }
    }
    #expect(patients.refusal(of: ["set": edit("PID-3[1].4", "OTHER2")], for: send) == nil)
    // What an answer brought is not sent on.
    var screen = PatientScreen(patients, kind: "dicom.find")
    let seen = ["matches": Value.list([try dataSet(["PatientID": "X-4711", "PatientName": "Zorblax"])])]
    _ = screen.screened(StepResult(observation: seen, failure: nil, transcript: Transcript()))
    #expect(patients.refusal(of: ["text": .string("about ZORBLAX")], for: send) != nil)
    #expect(patients.refusal(of: ["text": .string("about Edith")], for: send) == nil)
  }
}
