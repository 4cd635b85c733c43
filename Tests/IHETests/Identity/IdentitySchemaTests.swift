import Foundation
import IHE
import TestPeers
import Testing

/// The schemas of HL7 V3 as libxml2 of Python reads them, against the library's own tables.
@Suite("Schemas of HL7 V3", .enabled(if: RecordedExchange.areThere))
struct IdentitySchemaTests {
  /// Validates each file of a folder, prints name and `valid` or what is wrong.
  private static let validator = """
    import os, sys
    from lxml import etree
    schemas, folder = sys.argv[1:]
    loaded = {}
    for name in sorted(os.listdir(folder)):
        body = etree.parse(os.path.join(folder, name)).getroot()[1][0]
        kind = etree.QName(body).localname.replace("_Cancel", "")
        if kind not in loaded:
            loaded[kind] = etree.XMLSchema(etree.parse(schemas + "/" + kind + ".xsd"))
        tree = etree.ElementTree(etree.fromstring(etree.tostring(body)))
        good = loaded[kind].validate(tree)
        print(name, "valid" if good else str(loaded[kind].error_log[0].message)[:200])
    """

  /// Verdicts of lxml by file.
  private static func verdicts(_ documents: [String: [UInt8]]) async throws -> [String: String] {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("identity-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, document) in documents { try Data(document).write(to: folder.appendingPathComponent(name)) }
    let ended = try await PeerClient.python(
      validator,
      [shared.appendingPathComponent("xds/schemas/hl7v3/NE2008/multicacheschemas").path, folder.path], within: 120)
    #expect(ended.status == 0, "\(ended.output)")
    return Dictionary(
      ended.output.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: " ", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test("Every message that is written is valid")
  func written() async throws {
    let verdicts = try await Self.verdicts(
      Dictionary(uniqueKeysWithValues: IdentitySamples.all.map { ($0.name, $0.document) }))
    #expect(verdicts == Dictionary(uniqueKeysWithValues: IdentitySamples.all.map { ($0.name, "valid") }))
  }

  @Test("What the schemas allow is never found fault with, and what they forbid nearly always")
  func agreement() async throws {
    var generator = SeededGenerator(state: 7)
    var (documents, faulty): ([String: [UInt8]], Set<String>) = ([:], [])
    let names = [
      "id", "statusCode", "sender", "queryAck", "patient", "custodian", "value", "realmCode", "contactParty",
    ]
    for index in 0..<400 {
      let sample = IdentitySamples.all[index % IdentitySamples.all.count]
      let changed = Self.change(sample.document, names, &generator)
      guard let envelope = try? ReceivedEnvelope(changed), let message = try? IdentityMessage(envelope) else {
        continue
      }
      let name = "\(index)-\(sample.name)"
      documents[name] = changed
      if message.findings.contains(where: { $0.rule.hasPrefix("HL7 V3") }) { faulty.insert(name) }
    }
    let verdicts = try await Self.verdicts(documents)
    let valid = Set(verdicts.filter { $0.value == "valid" }.keys)
    #expect(documents.count > 300)
    #expect(valid.count > 20)
    #expect(faulty.intersection(valid) == [])
    let missed = verdicts.filter { $0.value != "valid" && !faulty.contains($0.key) }
    #expect(missed.count * 5 < verdicts.count - valid.count, "\(missed)")
  }

  /// A message with one element left out, repeated, or put before the one in front of it, or an attribute left out.
  private static func change(
    _ document: [UInt8], _ names: [String], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    let text = String(decoding: document, as: UTF8.self)
    let body = text.range(of: "<soap:Body>")?.upperBound ?? text.startIndex
    let empty = text[body...].matches(of: /<[A-Za-z]+( [^<>]*)?\/>|<([A-Za-z]+)>[^<>]*<\/([A-Za-z]+)>/)
    guard let match = empty.randomElement(using: &generator) else { return document }
    let element = text[match.range]
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return Array(text.replacingCharacters(in: match.range, with: "").utf8)
    case 1: return Array(text.replacingCharacters(in: match.range, with: element + element).utf8)
    case 2:
      let other = names.randomElement(using: &generator) ?? "id"
      return Array(text.replacingCharacters(in: match.range, with: "<\(other)/>" + element).utf8)
    case 3:
      guard let before = empty.last(where: { $0.range.upperBound == match.range.lowerBound }) else { return document }
      let swapped = before.range.lowerBound..<match.range.upperBound
      return Array(text.replacingCharacters(in: swapped, with: element + text[before.range]).utf8)
    default:
      let attributes = text[body...].matches(of: #/ (classCode|moodCode|typeCode|determinerCode|ITSVersion)="[^"]*"/#)
      guard let attribute = attributes.randomElement(using: &generator) else { return document }
      return Array(text.replacingCharacters(in: attribute.range, with: "").utf8)
    }
  }
}
