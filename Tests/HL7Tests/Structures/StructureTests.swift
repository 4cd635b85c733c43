import Foundation
import HL7
import Testing

@Suite("Message structures")
struct StructureTests {
  private static func message(_ type: String, _ version: String, _ segments: [String]) -> String {
    (["MSH|^~\\&|A|B|C|D|20240101||\(type)|1|P|\(version)"] + segments).map { $0 + "\r" }.joined()
  }

  private func findings(_ text: String) throws -> [StructuredMessage.Finding.Kind] {
    let message = try MessageParser().parse(Array(text.utf8))
    let structure = try #require(message.structure)
    return StructuredMessage(message, structure: structure).findings.map(\.kind)
  }

  @Test(
    "What fits has no findings, what does not has its own",
    arguments: [
      ("ADT^A01", "2.5", ["EVN", "PID", "PV1"], []), ("ADT^A01", "2.5", ["EVN", "PID"], [.missing("PV1")]),
      ("ADT^A01", "2.5", ["PID", "PV1"], [.missing("EVN")]),
      ("ADT^A01", "2.5", ["EVN", "PID", "SCH", "PV1"], [.unexpected("SCH")]),
      ("ADT^A01", "2.5", ["EVN", "PID", "PV1", "SCH", "AL1", "DG1"], [.unexpected("SCH")]),
      ("ADT^A01", "2.5", ["EVN", "PV1", "PID"], [.missing("PID"), .unexpected("PID")]),
      ("ADT^A01", "2.5", ["EVN", "PID", "ZPI", "PV1", "ZZZ"], []),
      ("ADT^A01", "2.5", ["EVN", "PID", "PV1", "PV1"], [.unexpected("PV1")]),
      ("ADT^A01", "2.5", ["EVN", "PID", "PV1", "IN1", "IN2", "IN1", "IN3"], []),
      ("ADT^A05", "2.3.1", ["EVN", "PID", "PV1"], []), ("ADT^A12", "2.5", ["EVN", "PID", "PV1"], []),
      ("ADT^A40", "2.4", ["EVN", "PID", "MRG", "PID", "MRG"], []),
      ("ADT^A40", "2.4", ["EVN", "PID", "PID", "MRG"], [.missing("MRG")]),
      ("ADT^A40", "2.4", ["EVN"], [.missing("the group PATIENT")]),
      ("ORM^O01", "2.4", ["PID", "ORC", "OBR", "ORC", "OBR"], []), ("ORM^O01", "2.4", ["ORC"], []),
      ("ORM^O01", "2.4", ["PID", "OBR"], [.missing("ORC")]),
      ("ORM^O01", "2.4", ["PID", "ORC", "NTE"], [.missing("OBR or RQD or RQ1 or RXO or ODS or ODT")]),
      ("ORM^O01", "2.4", ["PID", "ORC", "OBR", "BLG", "OBR"], [.missing("ORC")]),
      ("ORM^O01", "2.4", ["PV1", "ORC", "OBR"], [.missing("PID")]),
      ("ORU^R01", "2.3.1", ["PID", "OBR"], []), ("ORU^R01", "2.4", ["PID", "OBR"], []),
      ("ORU^R01", "2.5.1", ["OBR", "OBX", "NTE", "OBX", "OBR", "OBX", "DSC"], []),
      ("ORU^R01", "2.5.1", ["PID"], [.missing("the group ORDER_OBSERVATION")]),
      ("ORU^R01", "2.5.1", ["PID", "OBX"], [.missing("OBR")]),
      ("OMI^O23^OMI_O23", "2.5.1", ["PID", "ORC", "TQ1", "OBR", "IPC"], []),
      ("OMI^O23^OMI_O23", "2.5.1", ["PID", "ORC", "OBR"], [.missing("IPC")]),
      ("ACK", "2.4", ["MSA"], []), ("ACK^A01", "2.4", [], [.missing("MSA")]),
      ("MDM^T10", "2.4", ["EVN", "PID", "PV1", "TXA", "OBX"], []),
      ("SIU^S15", "2.5", ["SCH", "PID", "RGS", "AIS"], []),
    ] as [(String, String, [String], [StructuredMessage.Finding.Kind])])
  func fit(_ type: String, version: String, segments: [String], kinds: [StructuredMessage.Finding.Kind]) throws {
    #expect(try findings(Self.message(type, version, segments)) == kinds)
  }

  @Test(
    "A structure that is not known is none, never an empty one",
    arguments: [("ADT^A01", "2.3"), ("XYZ^Q01", "2.5"), ("", "2.5"), ("ADT^A01^ADT_X99", "2.5")])
  func unknown(_ type: String, version: String) throws {
    let text = Self.message(type, version, ["EVN", "PID", "PV1"])
    #expect(try MessageParser().parse(Array(text.utf8)).structure == nil)
  }

  @Test("Every structure of every edition is read whole", arguments: Version.allCases)
  func whole(_ version: Version) throws {
    let names = MessageStructure.names(in: version)
    #expect(names.count > 50)
    for name in names {
      let structure = try #require(MessageStructure(name, version: version))
      #expect(!structure.elements.isEmpty, "\(name)")
    }
  }

  @Test("hl7apy misses the same segments when one of a sample is left out")
  func leftOut() throws {
    let limits = ["2.3.1", "2.4", "2.5", "2.5.1"]
    var variants: [(title: String, text: String)] = []
    for sample in Sample.all {
      let message = try MessageParser().parse(sample.bytes)
      guard let version = message.version, limits.contains(version.rawValue), message.structure != nil,
        // The second OBR, which stands without an ORC, hl7apy puts into the first order.
        message.encoding == .suggested, !sample.title.hasPrefix("Order with clinical note")
      else { continue }
      let segments = sample.text.split(separator: "\r")
      variants.append((sample.title, sample.text))
      for place in segments.indices.dropFirst() {
        let rest = segments.enumerated().filter { $0.offset != place }.map { $0.element + "\r" }
        variants.append(("\(sample.title) without \(segments[place].prefix(3))", rest.joined()))
      }
    }
    #expect(variants.count > 150)
    let output = try Python.run(
      Self.program, input: Data(variants.map(\.text).joined(separator: "\u{1}").utf8))
    let theirs = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    try #require(theirs.count == variants.count)
    var departures = 0
    for (variant, theirs) in zip(variants, theirs)
    where theirs != "?" && variant.title != "Results of two orders, 2.3.1 without OBR" {
      let message = try MessageParser().parse(Array(variant.text.utf8))
      let structure = try #require(message.structure)
      let ours = StructuredMessage(message, structure: structure).findings.compactMap { finding -> String? in
        guard case .missing(let name) = finding.kind, !name.contains(" or ") else { return nil }
        return name.hasPrefix("the group ") ? String(name.dropFirst(10)) : name
      }
      #expect(
        Set(ours).subtracting(["OBSERVATION"]) == Set(theirs.split(separator: " ").map(String.init)),
        "\(variant.title): \(ours), \(theirs)")
      if !ours.isEmpty { departures += 1 }
    }
    #expect(departures > 40)
  }

  /// Prints, a line for each message, the segments and groups that hl7apy misses in it; `?` where it gives up. It takes
  /// the alternatives of a choice for parts that must all be there, and demands a group of optional segments alone: those
  /// are left aside. It does not look at the order of segments, so an OBR of the next order does for one that is missing.
  static let program = """
    import sys, tempfile, re
    from hl7apy.parser import parse_message
    alternatives = {'RQD', 'RQ1', 'RXO', 'ODS', 'ODT', 'ORDER_DETAIL', 'OBSERVATION'}
    with tempfile.NamedTemporaryFile('r') as report:
        for text in sys.stdin.buffer.read().decode('utf-8').split('\\x01'):
            open(report.name, 'w').close()
            try:
                message = parse_message(text, find_groups=True)
                structure = message.name
                try:
                    message.validate(report_file=report.name)
                except Exception:
                    if not open(report.name).read():
                        raise
            except Exception:
                print('?')
                continue
            missing = set()
            for line in open(report.name):
                found = re.match(r'Error: Missing required child (\\w+)\\.(\\w+)', line)
                if found:
                    name = found[2]
                    if name.startswith(structure + '_'):
                        name = name[len(structure) + 1:]
                    if re.fullmatch(r'[A-Z][A-Z0-9]{2}|[A-Z]+(_[A-Z]+)*', name) and name not in alternatives:
                        missing.add(name)
            print(' '.join(sorted(missing)))
    """
}
