import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Procurement

/// Records of a tender that somebody hands in: questions, manifests and ledgers with a few changes.
@Suite("Mutants of a tender's records")
struct RecordMutantTests {
  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "{}", "\\u0000",
    "\\ud800",
    "../", "\"edition\":2,",
  ].map { Array($0.utf8) }

  /// Reads mutants of an original; how many could be read.
  private static func survivors(_ original: some Sequence<UInt8>, seed: UInt64, _ read: ([UInt8]) throws -> Void) -> Int
  {
    var mutator = Mutator(generator: SeededGenerator(state: seed), pieces: pieces)
    let original = Array(original)
    var count = 0
    for number in 0..<20_000 {
      let mutant = number % 4 == 0 ? mutator.renumbered(original) : mutator.mutant(of: original)
      if (try? read(mutant)) != nil { count += 1 }
    }
    return count
  }

  private static let questions = ClarificationRecord(
    tender: "tender-1", lot: "north", bid: "acme", bidder: "Acme", specification: "spec", version: "1",
    questions: [
      ClarificationQuestion(
        number: 1, cause: .silence, requirement: "STO-1@1", title: "Title", question: "=Which table?",
        grounds: ["One,", "two."], isOpen: true),
      ClarificationQuestion(
        number: 2, cause: .doubt, requirement: "STO-2@1", title: "Title", question: "Is it planned?", grounds: [],
        isOpen: false),
    ])

  @Test(
    "20,000 mutants of a record of questions are read or refused, and what is read is written and drafted from again")
  func clarifications() throws {
    let card = Cards.card("acme", groups: [("STO", 1)], [Cards.Row("STO-1", .met), Cards.Row("STO-2", .notMet)])
    var changed = 0
    let read = Self.survivors(try ClarificationFiles.encode(Self.questions), seed: 61) { bytes in
      let record = try ClarificationFiles.decode(Data(bytes))
      if try ClarificationFiles.decode(ClarificationFiles.encode(record)) != record { changed += 1 }
      _ = ClarificationDraft.questions(of: card, previous: record.questions)
      _ = ClarificationFiles.separated(record)
    }
    #expect(changed == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test(
    "A record of questions is refused by what is wrong with it",
    arguments: [
      (#""number" : 1"#, #""number" : 9223372036854775807"#, ClarificationError.number(.max)),
      (#""number" : 1"#, #""number" : 0"#, .number(0)), (#""number" : 1"#, #""number" : 2"#, .number(2)),
      (#""edition" : 1"#, #""edition" : 2"#, .unknownEdition(2)), (#""bidder""#, #""other""#, .notARecord),
    ])
  func refused(before: String, after: String, error: ClarificationError) throws {
    let text = String(decoding: try ClarificationFiles.encode(Self.questions), as: UTF8.self)
    try #require(text.contains(before))
    #expect(throws: error) { try ClarificationFiles.decode(Data(text.replacing(before, with: after).utf8)) }
    #expect(try ClarificationFiles.decode(Data(text.utf8)) == Self.questions)
  }

  @Test("20,000 mutants of the manifest and signature of a pack of evidence are read or refused")
  func evidencePacks() throws {
    var manifest = BundleManifest(
      tool: "assay", run: "1", signedAt: "2026-06-01T00:00:00.000Z", specification: "f", profile: "base",
      redactions: [.init(path: "run/a", what: "host", count: 2)], allowed: ["9990000018"])
    manifest.files = [.init(path: "run/evidence.jsonl", bytes: 12, sha256: "0a")]
    let signature = BundleSignature(algorithm: "Ed25519", key: "-----BEGIN", fingerprint: "ab", signature: "cd==")
    var read = Self.survivors(try RecordCoding.document(manifest), seed: 62) { bytes in
      _ = try RecordCoding.read(BundleManifest.self, from: bytes)
    }
    #expect((200..<19_800).contains(read), "\(read)")
    read = Self.survivors(try RecordCoding.document(signature), seed: 63) { bytes in
      let read = try RecordCoding.read(BundleSignature.self, from: bytes)
      _ = try? BundleIdentity(pem: read.key, from: "signature.json")
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  /// A folder that is gone after the test, with one file that is written anew again and again.
  private static func folder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mutants-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try body(folder)
  }

  private static let tender = Tender(
    id: "t", title: "Tender", buyer: "Buyer", specification: "spec", gates: ["STO-1"],
    lots: [Tender.Lot(id: "north", title: "North", qualityWeight: 60, qualityThreshold: ExactFraction(50, 1))],
    folder: ".")

  @Test(
    "20,000 mutants of a published pack's manifest are refused by what does not hold, or change nothing that counts")
  func publishedPacks() throws {
    try Self.folder { folder in
      let file = PackFile("a.txt", "words")
      let manifest = try PackManifest(
        Self.tender, rules: TenderRules(Self.tender, rules: [SampleSchedule.rules]), files: [file], tool: "assay",
        published: "2026-06-01")
      try Data(file.bytes).write(to: folder.appendingPathComponent(file.path))
      let place = folder.appendingPathComponent(PackManifest.file)
      let original = try CanonicalJSON.encode(manifest)
      try original.write(to: place)
      #expect(try PackManifest.read(folder).manifest == manifest)
      var (outside, other, silent) = (0, 0, 0)
      let read = Self.survivors(original, seed: 64) { bytes in
        try Data(bytes).write(to: place)
        do throws(PackError) {
          let found = try PackManifest.read(folder).manifest
          if !found.files.keys.allSatisfy(RunLayout.isContained) { outside += 1 }
          if found.rules != manifest.rules { other += 1 }
        } catch {
          if error.faults.isEmpty || error.description.isEmpty { silent += 1 }
          throw error
        }
      }
      #expect(outside == 0 && other == 0 && silent == 0)
      #expect((100..<19_800).contains(read), "\(read)")
    }
  }

  @Test("20,000 mutants of a ledger are refused by what does not hold, or change nothing that counts")
  func ledgers() throws {
    try Self.folder { folder in
      var ledger = try EvaluationLedger(
        rules: TenderRules(Self.tender, rules: [SampleSchedule.rules]), now: "2026-06-01")
      for name in ["first", "second"] {
        try ledger.append(
          EvaluationLedger.Entry(
            by: name, at: "2026-06-01T10:00:00Z", tool: "assay", tenderSHA256: "a",
            outcomes: [
              EvaluationLedger.Outcome(
                lot: "north", bid: "one", bidder: "One", folder: "north/one", work: .run, inputs: [:], verdicts: name,
                gate: .passed, exitCode: 0)
            ]))
      }
      let place = folder.appendingPathComponent(TenderEvaluation.ledgerFile)
      var other = 0
      let read = Self.survivors(try ledger.encoded(), seed: 65) { bytes in
        try Data(bytes).write(to: place)
        guard let found = try TenderEvaluation.ledger(in: folder) else { return }
        if found.entries != ledger.entries || found.rules != ledger.rules { other += 1 }
      }
      #expect(other == 0)
      #expect(read < 19_800, "\(read)")
    }
  }
}
