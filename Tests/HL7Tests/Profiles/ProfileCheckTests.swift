import Foundation
import HL7
import Testing

@Suite("Messages against conformance profiles")
struct ProfileCheckTests {
  @Test("A message that keeps to its profile has no finding, and what cannot be decided is listed")
  func good() throws {
    let report = try ProfileSample.report(in: ProfileSample.profile())
    #expect(report.findings.map(\.description) == [])
    #expect(report.findingCount == 0)
    let omitted = report.omissions.map(\.description)
    #expect(
      omitted.contains { $0.hasPrefix("PID-3.3: its usage C") && $0.contains("Sent where there is a check digit.") })
    #expect(omitted.contains { $0.hasPrefix("OBX-3: table 9003") })
    #expect(report.omissionCount == omitted.count)
    // A condition in words may be kept or broken; a table without codes is not the profile's to hold.
    #expect(report.undecided?.address == "PID-3.3")
  }

  struct Departure: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let rule: ProfileFinding.Rule
    let address: String
    let words: String
    var testDescription: String { "\(rule.rawValue) at \(address)" }
  }

  static let departures: [Departure] = [
    Departure(
      old: "|Ann^Lee|", new: "||", rule: .usage, address: "PID-5",
      words: "PID-5 (Patient Name) was not sent, and the profile requires it (usage R)"),
    Departure(
      old: "PID|1||", new: "PID|1|7|", rule: .usage, address: "PID-2",
      words: "was sent as `7`, and the profile does not allow it (usage X)"),
    Departure(old: "9990000018^^^", new: "^^^", rule: .usage, address: "PID-3[1].1", words: "ID Number"),
    Departure(old: "77^^^RXX", new: "77^5^^RXX", rule: .usage, address: "PID-3[2].2", words: "sent as `5`"),
    Departure(
      old: "77^^^RXX^PI", new: "77^^^&1.2&ISO^PI", rule: .usage, address: "PID-3[2].4.1", words: "Namespace ID"),
    Departure(
      old: "~77^^^RXX^PI", new: "", rule: .cardinality, address: "PID-3",
      words: "stands once, and the profile asks for at least 2"),
    Departure(
      old: "~77^^^RXX^PI", new: "~77^^^RXX^PI~78^^^RXX^PI~79^^^RXX^PI", rule: .cardinality, address: "PID-3",
      words: "stands 4 times, and the profile allows at most 3"),
    Departure(
      old: "77^^^RXX", new: "12345678901^^^RXX", rule: .length, address: "PID-3[2].1",
      words: "has 11 characters, and the profile allows at most 10"),
    Departure(old: "|Ann^Lee|", new: "|A|", rule: .length, address: "PID-5", words: "at least 3"),
    Departure(old: "|19700102|", new: "|19701302|", rule: .dataType, address: "PID-7.1", words: "is `19701302`"),
    Departure(
      old: "|12.5", new: "|12,5", rule: .dataType, address: "OBX-5", words: "its data type NM asks for a number"),
    Departure(old: "PID|1|", new: "PID|1^2|", rule: .unknownPart, address: "PID-1", words: "has no components"),
    Departure(
      old: "|F\r", new: "|X\r", rule: .table, address: "PID-8",
      words: "is `X`, which table 0001 of the profile does not have"),
    Departure(old: "RXX^PI", new: "RYY^PI", rule: .table, address: "PID-3[2].4.1", words: "table 9001"),
    Departure(old: "OBX|1|NM|", new: "OBX|1|QQ|", rule: .table, address: "OBX-2", words: "table 0125 of HL7 v2.5"),
    Departure(
      old: "|F\r", new: "|F|||more\r", rule: .unknownPart, address: "PID-11",
      words: "the profile ends with field 8 of PID"),
    Departure(
      old: "RXX^PI", new: "RXX^PI^^^^^x", rule: .unknownPart, address: "PID-3[2].10",
      words: "ends with component 5 in the profile"),
    Departure(
      old: "PV1|1|O\r", new: "PV1|1|O\rPV1|2|O\r", rule: .cardinality, address: "ORU_R01.PATIENT.PV1",
      words: "stands 2 times, and the profile allows at most 1"),
    Departure(
      old: "OBR|1|A|B|C\r", new: "OBR|1|A|B|C\rNTE|1\r", rule: .usage, address: "ORU_R01.ORDER.NTE", words: "usage X"),
    Departure(
      old: "PV1|1|O\r", new: "PV1|1|O\rAL1|1\r", rule: .order, address: "ORU_R01",
      words: "the profile has no segment AL1"),
    Departure(
      old: "PV1|1|O\r", new: "PV1|1|O\rZZZ|1\r", rule: .order, address: "ORU_R01.PATIENT",
      words: "the profile has no segment ZZZ"),
    Departure(
      old: "OBR|1|A|B|C\r", new: "", rule: .usage, address: "ORU_R01.ORDER.OBR", words: "the segment OBR was not sent"),
    Departure(
      old: "ORU^R01^ORU_R01", new: "ADT^A01^ADT_A01", rule: .message, address: "MSH-9",
      words: "the profile is of ORU^R01, and the message is `ADT^A01`"),
    Departure(old: "|12.5", new: "|\\Q\\", rule: .text, address: "OBX-5", words: "cannot be read as written"),
  ]

  @Test(
    "Each kind of departure is found at its address, with its rule and the line of the profile", arguments: departures)
  func departure(_ departure: Departure) throws {
    let report = try ProfileSample.report(replacing: departure.old, with: departure.new, in: ProfileSample.profile())
    let finding = try #require(report.findings.first, "\(departure.old)")
    #expect(report.findings.count == 1, "\(report.findings.map(\.description))")
    #expect(finding.rule == departure.rule)
    #expect(finding.address == departure.address)
    #expect(finding.description.contains(departure.words), "\(finding.description)")
    #expect(finding.line > 1 && finding.description.contains("(profile line \(finding.line), "))
  }

  @Test("The line of a finding is the one in which the profile says the rule")
  func lines() throws {
    let lines = ProfileSample.schema.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = try #require(lines.firstIndex { $0.contains("Administrative Sex") }) + 1
    let report = try ProfileSample.report(replacing: "|F\r", with: "|X\r", in: ProfileSample.profile())
    #expect(report.findings.first?.line == wanted)
  }

  @Test("The null value counts as sent, and its content is not looked at")
  func null() throws {
    let report = try ProfileSample.report(replacing: "|19700102|F", with: "|\"\"|\"\"", in: ProfileSample.profile())
    #expect(report.findings == [])
  }

  @Test("A local segment that the profile has is one of its own, and groups repeat with it")
  func localSegments() throws {
    let report = try ProfileSample.report(
      replacing: "ZRS|x", with: "ZRS|x\rOBX|3|ST|13^More^LN||x\rOBR|2|A|B|D\rOBX|1|ST|13^More^LN||y",
      in: ProfileSample.profile())
    #expect(report.findings.map(\.description) == [])
    let tooMany = try ProfileSample.report(replacing: "ZRS|x", with: "ZRS|x\rZRS|y", in: ProfileSample.profile())
    #expect(tooMany.findings.map(\.address) == ["ORU_R01.ORDER.RESULT.ZRS"])
  }

  @Test("Findings are capped and counted, and a segment's number stands in their address")
  func capped() throws {
    var segments = ProfileSample.good
    segments += (0..<300).map { "OBX|\($0)|NM|11^Size^LN||x" }
    let report = ProfileCheck.report(try ProfileSample.message(segments), against: try ProfileSample.profile())
    #expect(report.findingCount == 300)
    #expect(report.findings.count == ProfileReport.limit)
    #expect(report.findings.first?.address == "OBX[3]-5")
  }

  @Test("An edition that is not the profile's is told and decides nothing")
  func edition() throws {
    let report = try ProfileSample.report(replacing: "|P|2.5", with: "|P|2.4", in: ProfileSample.profile())
    #expect(report.findings == [])
    #expect(report.omissions.contains { $0.address == "MSH-12" })
  }
}
