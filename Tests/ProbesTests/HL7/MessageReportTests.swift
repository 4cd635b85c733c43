import Foundation
import HL7
import Specification
import TestPeers
import Testing

@testable import Probes

/// What a report says, whatever way it is cut into segments, and the times in it.
@Suite("Reports in messages")
struct MessageReportTests {
  private static func message(_ segments: String..., version: String = "2.4") throws -> HL7.Message {
    try MessageParser().parse(
      Array(
        "MSH|^~\\&|||||20260301101500+0000||ORU^R01^ORU_R01|M1|P|\(version)\r".utf8)
        + Array((segments.joined(separator: "\r") + "\r").utf8))
  }

  @Test("One text is the same in segments, repetitions and line breaks, and another text is not")
  func text() throws {
    let ways = [
      try Self.message("OBX|1|TX|A||No lesion.  ", "OBX|2|TX|A||", "OBX|3|TX|A||Heart \\T\\ lungs normal.\t"),
      try Self.message("OBX|1|FT|A||No lesion.\\.br\\\\.br\\Heart \\T\\ lungs normal.\\.br\\"),
      try Self.message("OBX|1|ST|A||No lesion.~~Heart \\T\\ lungs normal."),
    ]
    for message in ways { #expect(MessageReport(message).text == "No lesion.\nHeart & lungs normal.") }
    #expect(MessageReport(try Self.message("OBX|1|TX|A||no lesion.")).text == "no lesion.")
    #expect(MessageReport(try Self.message("OBX|1|NM|A||5")).text.isEmpty)
  }

  @Test("A coded result is one, words about it are none")
  func codes() throws {
    let coded = MessageReport(try Self.message("OBX|1|CE|ALERT^Alert^L||CRIT^Critical^L~CANC^Cancer^L|||AA~HH"))
    #expect(coded.codes.map(\.code) == ["CRIT", "CANC"])
    #expect(coded.codes.first?.observation == "ALERT")
    #expect(coded.codes.first?.flags == ["AA", "HH"])
    #expect(MessageReport(try Self.message("OBX|1|TX|ALERT^Alert^L||CRIT")).codes.isEmpty)
  }

  @Test(
    "A document opens or it is told why not",
    arguments: [
      ("^AP^PDF^Base64^JVBERi0xLjQKJSVFT0YK", "PDF", nil),
      ("^AP^PDF^Hex^255044462D312E340A2525454F46", "PDF", nil),
      ("^AP^PDF^Base64^JVBERi0xLjQK", "PDF", "it breaks off: %%EOF is not at its end"),
      ("^AP^PDF^Base64^SGVsbG8=", "other", "it does not begin with %PDF-"),
      ("^AP^PDF^Base64^JVBERi0xLj", "other", "the data is not Base64"),
      ("^AP^PDF^Hex^2550444", "other", "the data is not Hex"),
      ("^AP^PDF^uuencode^x", "other", "the encoding `uuencode` is none"),
      ("^AP^PDF^Base64^", "other", "it is empty"), ("^TEXT^HTML^A^<p/>", "other", nil),
    ] as [(String, String, String?)])
  func documents(_ value: String, format: String, fault: String?) throws {
    let report = MessageReport(try Self.message("OBX|1|ED|A||\(value)"))
    let document = try #require(report.documents.first)
    #expect((document.isPDF ? "PDF" : "other") == format)
    #expect(document.fault == fault)
  }

  @Test("Time stamps are found wherever the edition has them, dates alone are left out")
  func moments() throws {
    let message = try Self.message(
      "PID|1||5^^^B^MR||Old^Ann||19500203", "ORC|RE|1|2||||^^^20260301120000", "OBR|1|1|2|C|||20260301101500+0000",
      "OBX|1|TS|A||20260301101500-0500")
    let found = try #require(MessageMoments(message)).moments
    #expect(found.map(\.address) == ["MSH-7", "ORC-7.4", "OBR-7", "OBX-5"])
    #expect(found.map(\.text).filter { !$0.contains("+") && !$0.contains("-") } == ["20260301120000"])
    #expect(MessageMoments(try Self.message("OBX|1|TX|A||x", version: "9.9")) == nil)
  }

  @Test("Every acknowledgement that the harness writes is a message by hl7apy too")
  func acknowledgements() async throws {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/templates.py").path
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("answers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for version in ["2.4", "2.5.1"] {
      let message = try Self.message("OBX|1|TX|A||x", version: version)
      for code in Acknowledgement.Code.allCases {
        let bytes = AcknowledgementWriter(code: code, text: "as told").bytes(for: message, id: "1-1", time: "20260301")
        files.append(folder.appendingPathComponent("\(code.rawValue)-\(version).hl7").path)
        try Data(bytes).write(to: URL(fileURLWithPath: files[files.count - 1]))
      }
    }
    let ended = try await PeerClient.run(try PeerPython.interpreter().path, [script] + files, within: 120)
    #expect(ended.status == 0)
    #expect(ended.output.isEmpty, "\(ended.output)")
  }

  @Test("A template without a segment that its structure demands is no message by hl7apy")
  func brokenTemplate() async throws {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/templates.py").path
    let template = Project.root.appendingPathComponent("Specs/nhs-imaging-network/messages/mdm-t02.hl7")
    let broken = FileManager.default.temporaryDirectory.appendingPathComponent("broken-\(UUID().uuidString).hl7")
    defer { try? FileManager.default.removeItem(at: broken) }
    let whole = try String(contentsOf: template, encoding: .utf8)
    let lines = whole.split(separator: "\n").filter { !$0.hasPrefix("EVN") }
    try lines.joined(separator: "\n").write(to: broken, atomically: true, encoding: .utf8)
    let ended = try await PeerClient.run(try PeerPython.interpreter().path, [script, broken.path], within: 120)
    #expect(ended.output.contains("EVN"))
  }
}
