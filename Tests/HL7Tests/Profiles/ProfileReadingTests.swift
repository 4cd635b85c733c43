import Foundation
import HL7
import TestPeers
import Testing

@Suite("Reading conformance profiles")
struct ProfileReadingTests {
  @Test(
    "What is wrong in a profile is told with line and column",
    arguments: [
      ("Usage=\"RE\" Min=\"0\" Max=\"1\" Datatype=\"IS\"", "Usage=\"Q\" Datatype=\"IS\"", "`Q` is no usage"),
      ("Max=\"3\"", "Max=\"three\"", "Max is `three`"), ("Min=\"2\" Max=\"3\"", "Min=\"4\" Max=\"3\"", "more than Max"),
      ("MsgType=\"ORU\"", "", "has no MsgType"), ("Name=\"PV1\"", "Name=\"pv\"", "not the name of a segment"),
      ("Length=\"30\"", "Length=\"-3\"", "Length is `-3`"),
    ])
  func faults(_ old: String, _ new: String, _ words: String) throws {
    #expect(ProfileSample.schema.contains(old))
    let text = ProfileSample.schema.replacingOccurrences(of: old, with: new)
    let result = ProfileReader.read(Array(text.utf8))
    #expect(result.profile == nil)
    let fault = try #require(result.faults.first)
    #expect(fault.message.contains(words), "\(fault)")
    let lines = text.components(separatedBy: "\n")
    let line = lines[fault.line - 1]
    #expect(line.dropFirst(fault.column - 1).first == "<")
    #expect(new.isEmpty || line.contains(new))
  }

  @Test(
    "A file that is no profile, or no file to trust, is refused in words",
    arguments: [
      ("<a/>", "not the root"), ("", "holds no element"), ("<ConformanceProfile", "well-formed"),
      ("<ConformanceProfile/>", "describes no message"),
      ("<!DOCTYPE a [<!ENTITY x \"y\">]><ConformanceProfile>&x;</ConformanceProfile>", "entity"),
      (String(repeating: "<a>", count: 200), ""),
      ("<HL7v2xConformanceProfile><HL7v2xStaticDefRef/></HL7v2xConformanceProfile>", "another file"),
    ])
  func refused(_ text: String, _ words: String) {
    let result = ProfileReader.read(Array(text.utf8))
    #expect(result.profile == nil)
    #expect(result.faults.contains { words.isEmpty || $0.message.contains(words) }, "\(result.faults)")
  }

  @Test("Groups and conditions nest as deep as is sensible, and no deeper")
  func depth() {
    func groups(_ count: Int) -> ProfileReader.Result {
      let open = String(repeating: "<SegGroup Name=\"G\" Usage=\"R\" Min=\"1\" Max=\"1\">", count: count)
      let close = String(repeating: "</SegGroup>", count: count)
      return ProfileReader.read(
        Array(
          "<HL7v2xStaticDef MsgType=\"ADT\" EventType=\"A01\">\(open)<Segment Name=\"PID\" Usage=\"R\"/>\(close)</HL7v2xStaticDef>"
            .utf8))
    }
    #expect(groups(10).faults == [])
    #expect(groups(30).faults.contains { $0.message.contains("20 deep") })
  }

  /// Profiles and messages with a few bytes changed.
  @Test("20,000 mutants of profiles and messages are read and judged in bounded time, without a trap")
  func mutants() throws {
    let pieces: [[UInt8]] = [
      "Usage=\"C(R/X)\"", "Max=\"*\"", "Length=\"999999999999999999999\"", "<Segment Name=\"PID\" Usage=\"R\"/>",
      "<SegGroup>",
      "Datatype=\"varies\"", "<!--", "]]>", "&amp;", "<Predicate>", "~~~", "^^^", "&&&", "\r", "|", "\\X\\",
      "OBX|1|NM|", "ZZZ|",
    ].map { Array($0.utf8) }
    var mutator = Mutator(generator: SeededGenerator(state: 20_261_126), pieces: pieces)
    let sources = [ProfileSample.schema, ValidationProfileTests.profile].map { Array($0.utf8) }
    let conditions = Array(ValidationProfileTests.conditions.utf8)
    let tables = Array(ValidationProfileTests.tables.utf8)
    let good = try ProfileSample.message(ProfileSample.good)
    var read = 0
    var slowest: Duration = .zero
    for round in 0..<20_000 {
      let mutant = mutator.mutant(of: sources[round % 2])
      let (_, time) = ThreadTime.of {
        let result = ProfileReader.read(mutant)
        guard var profile = result.profile else {
          #expect(!result.faults.isEmpty)
          return
        }
        read += 1
        if round % 2 == 1 {
          _ = ProfileReader.addTables(mutator.mutant(of: tables), to: &profile)
          _ = ProfileReader.addConditions(mutator.mutant(of: conditions), to: &profile)
        }
        _ = ProfileCheck.report(good, against: profile)
      }
      slowest = max(slowest, time)
    }
    #expect(read > 400)
    #expect(slowest < .seconds(2), "\(slowest)")
  }

  @Test("20,000 mutants of a message are held against profiles in bounded time, without a trap")
  func messages() throws {
    let pieces: [[UInt8]] = ["\r", "|", "~", "^", "&", "\\X0D\\", "\"\"", "OBX|1|NM|", "PID|", "ZRS|", "\\.br\\"].map {
      Array($0.utf8)
    }
    var mutator = Mutator(generator: SeededGenerator(state: 4_711), pieces: pieces)
    let profile = try ProfileSample.profile()
    let good = Array((ProfileSample.good.joined(separator: "\r") + "\r").utf8)
    var found = 0
    var slowest: Duration = .zero
    for _ in 0..<20_000 {
      let mutant = mutator.mutant(of: good)
      let (_, time) = ThreadTime.of {
        guard let message = try? MessageParser().parse(mutant) else { return }
        if ProfileCheck.report(message, against: profile).findingCount > 0 { found += 1 }
      }
      slowest = max(slowest, time)
    }
    #expect(found > 3_000)
    #expect(slowest < .seconds(2), "\(slowest)")
  }
}
