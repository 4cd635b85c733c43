import Foundation
import IHE
import TestPeers
import Testing

@Suite("Audit messages")
struct AuditMessageTests {
  /// Messages that an independent registry, repository and gateway sent.
  static func recorded() throws -> [(name: String, message: SyslogMessage)] {
    let folder = try #require(Project.shared).appendingPathComponent("xds/exchanges")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("atna-") }
    return try names.sorted().map { name in
      (name, try SyslogReader.read(Array(Data(contentsOf: folder.appendingPathComponent(name)))))
    }
  }

  static let sample = AuditMessage(
    event: .init(
      id: .init("110112", "DCM", "Query"), types: [.init("ITI-18", "IHE Transactions", "Registry Stored Query")],
      action: "E", time: "2026-11-24T05:14:48.330Z", outcome: "0", purposes: [.init("TREAT", "1.2.3", "treatment")]),
    participants: [
      .init(
        userID: "a & b", alternativeUserID: "AETITLES=A;B", name: "N", isRequestor: true,
        roles: [AuditMessage.sourceRole], accessPoint: "192.0.2.1", accessPointType: "2"),
      .init(userID: "http://x/", isRequestor: false, roles: [AuditMessage.destinationRole]),
    ], source: "source",
    objects: [
      .init(id: "P1^^^&1.2.3&ISO", type: "1", role: "1", idType: .init("2", "RFC-3881", "Patient Number"), name: "P1"),
      .init(
        id: "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d", type: "2", role: "24",
        idType: .init("ITI-18", "IHE Transactions", "Registry Stored Query"), query: Array("<q/>".utf8),
        details: [.init(type: "QueryEncoding", value: Array("UTF-8".utf8))]),
    ])

  @Test("What is written is read as it was, and departs from nothing")
  func writing() throws {
    let (message, violations) = try AuditMessageReader.read(Self.sample.element.document)
    #expect(message == Self.sample)
    #expect(violations.isEmpty)
  }

  @Test("The messages of an independent registry are understood", .enabled(if: RecordedExchange.areThere))
  func recordedMessages() throws {
    let recorded = try Self.recorded()
    #expect(recorded.count == 15)
    var kinds: [String] = []
    for (name, syslog) in recorded {
      #expect(syslog.facility == 10 && syslog.severity == 5, "\(name)")
      let (message, violations) = try AuditMessageReader.read(syslog.content)
      // Its codes have the form of RFC 3881, not that of DICOM.
      #expect(violations.contains { $0.place == "EventID/@csd-code" }, "\(name)")
      kinds.append("\(message.event.types.first?.code ?? "") \(message.event.id?.code ?? "")")
      #expect(message.participants.count == 2 && message.source?.hasPrefix("127.0.0.1@") == true, "\(name)")
    }
    #expect(
      kinds == [
        "ITI-44 110110", "ITI-41 110107", "ITI-42 110106", "ITI-42 110107", "ITI-41 110107", "ITI-42 110106",
        "ITI-42 110107", "ITI-41 110107", "ITI-42 110106", "ITI-42 110107", "ITI-43 110106", "ITI-43 110106",
        "ITI-38 110112", "ITI-18 110112", "ITI-39 110106",
      ])
  }

  @Test(
    "What our schema takes and refuses, another implementation does too", .enabled(if: RecordedExchange.areThere))
  func schema() async throws {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = String(decoding: Self.sample.element.document, as: UTF8.self)
    let changes: [(String, String)] = [
      ("", ""), (#" EventActionCode="E""#, ""), (#"EventActionCode="E""#, #"EventActionCode="X""#),
      (#" EventOutcomeIndicator="0""#, ""), (#"EventOutcomeIndicator="0""#, #"EventOutcomeIndicator="1""#),
      (#"05:14:48.330Z"#, "25:14:48Z"), ("2026-11-24T05", "2026-02-30T05"), ("05:14:48.330Z", "05:14:48"),
      (#"csd-code="110112""#, #"code="110112""#), (#" originalText="Query""#, ""), (#" UserID="http://x/""#, ""),
      (#"UserIsRequestor="true""#, #"UserIsRequestor="yes""#), (#"UserIsRequestor="true""#, #"UserIsRequestor="1""#),
      (#"NetworkAccessPointTypeCode="2""#, #"NetworkAccessPointTypeCode="6""#),
      (#"<AuditSourceIdentification AuditSourceID="source"/>"#, ""),
      (#"<AuditSourceIdentification AuditSourceID="source"/>"#, "<AuditSourceIdentification/>"),
      (#"ParticipantObjectTypeCode="1""#, #"ParticipantObjectTypeCode="5""#),
      ("<ParticipantObjectName>P1</ParticipantObjectName>", ""),
      ("<ParticipantObjectQuery>", "<ParticipantObjectName>x</ParticipantObjectName><ParticipantObjectQuery>"),
      ("<ParticipantObjectQuery>PHEvPg==", "<ParticipantObjectQuery>PHEvPg="),
      ("</AuditMessage>", "<X/></AuditMessage>"),
      ("</AuditMessage>", "text</AuditMessage>"), (#"type="QueryEncoding" "#, ""),
      (#"value="VVRGLTg=""#, #"value="VVRGLTg""#),
      ("<AuditMessage>", #"<AuditMessage xmlns="urn:x">"#),
      ("<EventIdentification", "<EventIdentification xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"),
      (#"<EventID csd-code="110112" codeSystemName="DCM" originalText="Query"/>"#, ""),
    ]
    var ours: [Bool] = []
    for (number, change) in changes.enumerated() {
      let text = change.0.isEmpty ? good : good.replacing(change.0, with: change.1, maxReplacements: 1)
      #expect(change.0.isEmpty || text != good, "\(change)")
      try Data(text.utf8).write(to: folder.appendingPathComponent("\(100 + number).xml"))
      ours.append(try AuditMessageReader.read(Array(text.utf8)).violations.isEmpty)
    }
    for (name, syslog) in try Self.recorded() {
      try Data(syslog.content).write(to: folder.appendingPathComponent("\(name).xml"))
      ours.append(try AuditMessageReader.read(syslog.content).violations.isEmpty)
    }
    let ended = try await PeerClient.python(
      """
      import glob, sys
      from lxml import etree
      schema = etree.XMLSchema(etree.parse(sys.argv[1]))
      for file in sorted(glob.glob(sys.argv[2] + "/*.xml")):
          print("valid" if schema.validate(etree.parse(file)) else "invalid")
      """, [shared.appendingPathComponent("xds/schemas/dicom2017c.xsd").path, folder.path])
    let theirs = ended.output.split(separator: "\n").filter { $0 == "valid" || $0 == "invalid" }.map { $0 == "valid" }
    #expect(theirs.count == ours.count, "\(ended.output)")
    for (place, pair) in zip(ours, theirs).enumerated() where pair.0 != pair.1 {
      Issue.record("ours \(pair.0), theirs \(pair.1): \(place < changes.count ? "\(changes[place])" : "recorded")")
    }
    #expect(ours.first == true && ours.filter { !$0 }.count > 20)
  }

  @Test("None of 20,000 mutants traps; each is read or refused")
  func mutants() {
    var message = Self.sample
    message.participants.removeLast()
    message.objects.removeLast()
    let sample = message.element.document
    let pieces = [
      "<", ">", "\"", "&#0;", "<!DOCTYPE a>", "<AuditMessage>", "</ActiveParticipant>", " UserID=\"\"", "\0",
    ]
    var mutator = Mutator(generator: SeededGenerator(state: 33), pieces: pieces.map { Array($0.utf8) })
    var (read, refused) = (0, 0)
    for _ in 0..<20_000 {
      do {
        let (_, violations) = try AuditMessageReader.read(mutator.mutant(of: sample))
        read += 1
        #expect(violations.count <= 100)
      } catch {
        refused += 1
        #expect(!error.text.isEmpty)
      }
    }
    #expect(read > 1_000 && refused > 1_000)
  }

  @Test("Moments are read as XML Schema writes them")
  func moments() {
    #expect(AuditTime.seconds("1970-01-01T00:00:00Z") == 0)
    #expect(AuditTime.seconds("2026-11-24T05:14:48.5+01:00") == 1_795_493_688.5)
    #expect(AuditTime.seconds("2024-02-29T24:00:00Z") == AuditTime.seconds("2024-03-01T00:00:00Z"))
    for text in ["", "2026-11-24", "2026-02-29T00:00:00Z", "2026-11-24T24:00:01Z", "2026-11-24 05:14:48Z"] {
      #expect(AuditTime.seconds(text) == nil, "\(text)")
    }
  }
}
