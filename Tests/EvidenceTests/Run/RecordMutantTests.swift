import Foundation
import Specification
import TestPeers
import Testing

@testable import Evidence

/// Records that somebody hands in: the parts of a run directory with a few changes.
@Suite("Mutants of records")
struct RecordMutantTests {
  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "{}", "\\u0000",
    "\\ud800",
    "\"$uid\":", "\"$dicom\":", "\"$hl7\":", "../", "  ", "\n",
  ].map { Array($0.utf8) }

  /// Reads mutants of an original; how many could be read.
  private static func survivors(_ original: some Sequence<UInt8>, seed: UInt64, _ read: ([UInt8]) throws -> Void) -> Int
  {
    var mutator = Mutator(generator: SeededGenerator(state: seed), pieces: pieces)
    let original = Array(original)
    var count = 0
    for _ in 0..<20_000 where (try? read(mutator.mutant(of: original))) != nil { count += 1 }
    return count
  }

  @Test("20,000 mutants of a line of evidence are read or refused, and what is read is written again as it was read")
  func evidence() throws {
    let record = RecordedParts.record(1, blame: .network, transcript: "transcripts/1.json")
    let line = try RecordCoding.line(EvidenceLink(sequence: 0, previous: "", record: record))
    var changed = 0
    let read = Self.survivors(line, seed: 51) { bytes in
      let link = try RecordCoding.read(EvidenceLink.self, from: bytes)
      let written = try RecordCoding.line(link)
      if try RecordCoding.line(RecordCoding.read(EvidenceLink.self, from: written)) != written { changed += 1 }
    }
    #expect(changed == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of a manifest are read or refused")
  func manifests() throws {
    let read = Self.survivors(try RecordCoding.document(RecordedParts.manifest()), seed: 52) { bytes in
      _ = try RecordCoding.read(RunManifest.self, from: bytes)
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of a transcript are read or refused")
  func transcripts() throws {
    let original = """
      {"entries": [{"microseconds": 12, "direction": "sent", "summary": "A-ASSOCIATE-RQ", "details": ["a", "b"], "length": 4,
      "hex": "01000000"}]}
      """
    let sound = try? RecordCoding.read(Transcript.self, from: Array(original.utf8))
    #expect(sound != nil)
    let read = Self.survivors(original.utf8, seed: 53) { bytes in
      for entry in try RecordCoding.read(Transcript.self, from: bytes).entries { _ = entry.keptBytes }
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of fingerprints are read or refused, and none leads out of the record")
  func fingerprints() throws {
    let digest = String(repeating: "0a", count: 32)
    let original = "\(digest)  evidence.jsonl\n\(digest)  run.json\n\(digest)  transcripts/1.json\n"
    var outside = 0
    let read = Self.survivors(original.utf8, seed: 54) { bytes in
      let sums = try RunSeal.fingerprints(of: Data(bytes), named: "SHA256SUMS")
      if !sums.keys.allSatisfy(RunLayout.isContained) { outside += 1 }
    }
    #expect(outside == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }
}
