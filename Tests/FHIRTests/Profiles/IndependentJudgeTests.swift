import FHIR
import Foundation
import JSONTree
import TestPeers
import Testing

/// The Python package `fhir.resources` knows R4B's elements, types and formats, and judges beside us.
@Suite("FHIR R4 as another implementation judges it")
struct IndependentJudgeTests {
  private func judged(_ resources: [String], mutants: Int) throws -> [(isValid: Bool, text: String)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("resources")
    let lines = resources.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
    try Data(lines.utf8).write(to: input)
    let process = Process()
    process.executableURL = try PeerPython.interpreter()
    process.arguments = [
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/judge.py", String(mutants),
    ]
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "python3 with fhir.resources is needed")
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return (parts[0] == "valid", parts.count > 1 ? parts[1] : "")
    }
  }

  /// What fhir.resources does not look at, or mends where FHIR does not allow it: codes of value sets, targets of references,
  /// the shape of extensions and of contained resources; resources within others that do not say what they are; texts that it
  /// takes for numbers and the other way round.
  private static func isOursAlone(_ finding: ConformityReport.Finding) -> Bool {
    switch finding.rule {
    case .binding, .contained, .format: true
    case .type: finding.message.hasPrefix("a reference to")
    case .resourceType: finding.message == "`resourceType` is missing" && finding.path.contains(".")
    case .minimum: finding.message.hasSuffix("a value nor extensions") || finding.message.hasPrefix("both a value")
    default: false
    }
  }

  @Test("valid resources and 1,500 changes of them are judged alike, but for what is listed")
  func agreement() throws {
    let resources = BaseCase.all.map(\.good) + NetworkCase.all.map(\.good)
    let judged = try judged(resources, mutants: 1_500)
    #expect(judged.count == resources.count + 1_500)
    var (both, theirs) = (0, 0)
    for (isValid, text) in judged {
      guard let node = try? JSONNode(parsing: Array(text.utf8)) else { continue }
      let report = ConformityCheck.report(on: node)
      if !isValid {
        theirs += 1
        #expect(!report.hasNoFindings, "only the other finds something in \(text)")
      }
      if isValid {
        let ours = report.findings.filter { !Self.isOursAlone($0) }.map(\.sentence)
        #expect(ours == [], "only we find something in \(text)")
      } else if !report.hasNoFindings {
        both += 1
      }
    }
    #expect(both > 500 && judged.count - theirs > 100)
  }
}
