import DICOM
import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import NIOCore
import ReferenceNetwork
import Synchronization
import TestPeers
import Testing

/// What the broker does beside what the bundled specification asks for, by its protocols.
@Suite("Simulated broker", .timeLimit(.minutes(2)))
struct BrokerTests {
  /// What hooks were told.
  private final class Heard: Sendable {
    let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private static let one = "L1^^^SITE^PI||Meyer^Anna||19700101|F"
  private static let other = "L2^^^SITE^PI||Mayer^Anne||19710202|F"

  private static func message(
    _ type: String, _ id: String, _ segments: [String], commit: String = "", application: String = ""
  ) -> [UInt8] {
    let header = "MSH|^~\\&|EPR||RIS||20260105080000+0000||\(type)|\(id)|P|2.5.1|||\(commit)|\(application)||8859/1"
    return Array(([header] + segments + [""]).joined(separator: "\r").utf8)
  }

  private static func order(_ control: String, _ id: String, placer: String, of patient: String) -> [UInt8] {
    message(
      "OMG^O19^OMG_O19", id,
      [
        "PID|1||\(patient)", "PV1|1|O", "ORC|\(control)|\(placer)^EPR", "TQ1|1||||||20260601090000+0000",
        "OBR|1|\(placer)^EPR||CT^CT of the head^L",
      ])
  }

  /// Sends messages over one connection; the acknowledgements to each.
  private static func send(_ messages: [[UInt8]], to broker: Broker) async throws -> [MessageSender.Outcome] {
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: broker.messagePort), within: .seconds(5))
    var outcomes: [MessageSender.Outcome] = []
    for message in messages {
      let mode = AcknowledgementMode(try MessageParser().parse(message))
      outcomes.append(await MessageSender(connection, within: .seconds(5)).send(message, expecting: mode))
    }
    await connection.close()
    return outcomes
  }

  /// Patient and placer's number of each item on the worklist.
  private static func worklist(of broker: Broker) async throws -> [[String]] {
    var keys = DataSet()
    try keys.set(.patientName, strings: [])
    let placer = try #require(Tag(keyword: "PlacerOrderNumberImagingServiceRequest"))
    try keys.set(placer, strings: [])
    let worklist = "1.2.840.10008.5.1.4.31"
    let syntax = TransferSyntax.implicitVRLittleEndian
    let content = try keys.encoded(as: syntax)
    let request = AssociationRequest(
      calledAETitle: broker.aeTitle, callingAETitle: "TEST",
      contexts: AssociationRequest.contexts([(worklist, [syntax.uid.value])]))
    let result = try await DICOMAssociation.with(
      DICOMAddress(host: "127.0.0.1", port: broker.dicomPort), request: request
    ) { (association) async throws(AssociationFailure) in
      guard let context = association.acceptance.context(abstractSyntax: worklist) else {
        throw AssociationFailure.misuse("no context")
      }
      return try await association.find(FindRequest(sopClassUID: worklist, identifier: content), in: context)
    }
    return try result.matches.map { match in
      let found = try DataSetDecoder(syntax).decode(match.identifier).dataSet
      return [found.string(.patientName) ?? "", found.string(placer) ?? ""]
    }
  }

  private static func bare() -> Broker.Settings {
    var settings = Broker.Settings()
    settings.hasStandingExaminations = false
    return settings
  }

  @Test("Records that were merged are parted again", arguments: ["A37", "A43"])
  func parts(_ event: String) async throws {
    let broker = try await Broker.start(Self.bare())
    let merge = Self.message("ADT^A40^ADT_A39", "M", ["EVN|A40", "PID|1||\(Self.one)", "MRG|L2^^^SITE^PI"])
    _ = try await Self.send(
      [Self.order("NW", "1", placer: "P1", of: Self.one), Self.order("NW", "2", placer: "P2", of: Self.other), merge],
      to: broker)
    #expect(try await Self.worklist(of: broker) == [["Meyer^Anna", "P1"], ["Meyer^Anna", "P2"]])
    let parted =
      event == "A37"
      ? ["EVN|A37", "PID|1||\(Self.one)", "PID|2||\(Self.other)"]
      : ["EVN|A43", "PID|1||\(Self.other)", "MRG|L1^^^SITE^PI"]
    let outcome = try await Self.send([Self.message("ADT^\(event)", "U", parted)], to: broker)
    #expect(outcome.first?.application?.acknowledgement?.code == .applicationAccept)
    #expect(try await Self.worklist(of: broker) == [["Meyer^Anna", "P1"], ["Mayer^Anne", "P2"]])
    await broker.stop()
  }

  @Test("In enhanced mode each acknowledgement comes that was asked for, and no other")
  func enhanced() async throws {
    let broker = try await Broker.start(Self.bare())
    func registration(_ id: String, _ commit: String, _ application: String, patient: String) -> [UInt8] {
      Self.message(
        "ADT^A04^ADT_A01", id, ["EVN|A04", "PID|1||\(patient)", "PV1|1|O"], commit: commit, application: application)
    }
    let outcomes = try await Self.send(
      [
        registration("1", "AL", "AL", patient: Self.one), registration("2", "AL", "NE", patient: Self.one),
        registration("3", "NE", "AL", patient: "||Nobody^"),
      ], to: broker)
    #expect(outcomes.map { $0.commit?.acknowledgement?.code } == [.commitAccept, .commitAccept, nil])
    #expect(outcomes.map { $0.application?.acknowledgement?.code } == [.applicationAccept, nil, .applicationError])
    #expect(outcomes[2].application?.acknowledgement?.faults.map(\.code) == ["101"])
    await broker.stop()
  }

  @Test("Whoever is wired to it hears of messages, of orders and of what is sent")
  func hooks() async throws {
    let heard = Heard()
    var settings = Self.bare()
    settings.onMessage = { message in
      heard.add("message \(message.header.field(10).map { message.text(of: $0).text } ?? "")")
    }
    settings.onOrder = { examination, change in heard.add("\(change.rawValue) \(examination.placerNumber)") }
    settings.onSent = { message in heard.add("sent \(message.structureName ?? "")") }
    let broker = try await Broker.start(settings)
    let ordered = [
      "PID|1||\(Self.one)", "PV1|1|O", "ORC|NW|P1^EPR", "OBR|1|P1^EPR||CT^CT of the head^L", "NTE|1||FINAL",
    ]
    _ = try await Self.send(
      [
        Self.message("ORM^O01^ORM_O01", "1", ordered), Self.message("ORM^O01^ORM_O01", "1", ordered),
        Self.order("CA", "2", placer: "P1", of: Self.one), Self.message("ZZZ^Z01", "3", ["PID|1||\(Self.one)"]),
      ], to: broker)
    await broker.stop()
    #expect(
      heard.lines.withLock { $0 }
        == ["message 1", "new P1", "sent ORU_R01", "message 2", "cancelled P1"])
  }

  @Test("A message that is none gets no answer, and the connection lives on")
  func nonsense() async throws {
    let broker = try await Broker.start(Self.bare())
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: broker.messagePort), within: .seconds(5))
    try await connection.send(Array("nonsense".utf8))
    let message = Self.message("ADT^A04^ADT_A01", "1", ["EVN|A04", "PID|1||\(Self.one)", "PV1|1|O"])
    let outcome = await MessageSender(connection, within: .seconds(5)).send(message, expecting: AcknowledgementMode())
    #expect(outcome.application?.acknowledgement?.controlID == "1")
    await connection.close()
    await broker.stop()
  }
}
