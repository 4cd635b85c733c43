import DICOM
import NIOCore
import TestPeers
import Testing

@testable import DICOMWeb

@Suite("Hostile JSON and descriptions")
struct ModelMutationTests {
  static let mutants = 20_000

  static let source = Array(
    #"""
    [{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"M\u00fcller^Ida"}]},
    "00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["1",null]}}]},"00280030":{"vr":"DS","Value":[0.5]},
    "7FE00010":{"vr":"OW","BulkDataURI":"bulk/1"}},{"00420011":{"vr":"OB","InlineBinary":"AAEC"}}]
    """#.utf8)

  @Test("No mutant of the model traps or takes long, and every finding has a place within it")
  func model() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 11),
      pieces: ["{", "[", "\"vr\":\"SQ\"", "\"Value\":", "null", "\"\"", "00080005", "\\ud800", "1e999", "}", "]"]
        .map { Array($0.utf8) })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<Self.mutants {
      let bytes = mutator.mutant(of: Self.source)
      let start = ThreadTime.now()
      if let model = try? ModelDocuments(ByteBuffer(bytes: bytes)) {
        read += 1
        #expect(model.findings.allSatisfy { (0..<bytes.count).contains($0.offset) && !$0.rule.isEmpty })
      }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(slowest < .milliseconds(100))
    #expect(read > Self.mutants / 100 && read < Self.mutants)
  }

  @Test("No mutant of a description traps or takes long")
  func descriptions() throws {
    let json = Array(
      #"{"application":{"resources":[{"@base":"x","resource":{"@path":"a","method":[{"@name":"GET"}]}}]}}"#.utf8)
    let xml = Array(
      "<application><resources base='x'><resource path='a'><method name='GET'/></resource></resources></application>"
        .utf8)
    var mutator = Mutator(
      generator: SeededGenerator(state: 12),
      pieces: ["<resource>", "</resource>", "{", "}", "[", "]", "<!ENTITY e 'x'>", "&e;"].map { Array($0.utf8) })
    var (read, slowest) = (0, Duration.zero)
    for index in 0..<Self.mutants {
      let isXML = index % 2 == 0
      let bytes = ByteBuffer(bytes: mutator.mutant(of: isXML ? xml : json))
      let start = ThreadTime.now()
      let description = try? isXML ? CapabilitiesDescription(xml: bytes) : CapabilitiesDescription(json: bytes)
      if description != nil { read += 1 }
      slowest = max(slowest, ThreadTime.now() - start)
    }
    #expect(slowest < .milliseconds(100))
    #expect(read > Self.mutants / 100 && read < Self.mutants)
  }

  @Test("No mutant of a picture's header traps")
  func pictures() {
    let sources: [[UInt8]] = [
      Array("GIF89a".utf8) + [9, 0, 8, 0, 0x80, 0, 0],
      [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8) + [
        0, 0, 0, 9, 0, 0, 0, 8, 8, 0, 0, 0, 0,
      ],
      [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 9, 1, 1, 0x11, 0, 0xFF, 0xD9],
    ]
    for source in sources { #expect(PictureHeader(ByteBuffer(bytes: source))?.rows == 8) }
    var mutator = Mutator(
      generator: SeededGenerator(state: 13), pieces: [[0xFF], [0xFF, 0xC2], [0xFF, 0xFF, 0xFF], [0, 1], [0, 2]])
    var read = 0
    for index in 0..<Self.mutants {
      if PictureHeader(ByteBuffer(bytes: mutator.mutant(of: sources[index % sources.count]))) != nil { read += 1 }
    }
    #expect(read > Self.mutants / 100 && read < Self.mutants)
  }
}
