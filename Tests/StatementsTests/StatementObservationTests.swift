import Evidence
import Foundation
import Specification
import Statements
import Testing

@Suite("What documents say together")
struct StatementObservationTests {
  private func claim(
    _ uid: String, _ role: Claim.Role?, _ polarity: Claim.Polarity = .supported, confidence: Int = 95,
    entity: String? = nil, kind: Claim.Kind = .sopClass, availability: Claim.Availability = .standard,
    sopClass: String? = nil
  ) -> Claim {
    Claim(
      kind: kind, applicationEntity: entity, uid: uid, role: role, polarity: polarity, availability: availability,
      sopClass: sopClass, evidence: [Citation(document: "a", sha256: "0", words: "w")], method: "test",
      confidence: confidence)
  }

  private func reading(_ claims: [Claim], _ name: String = "a.txt", problems: [DocumentProblem] = []) -> DocumentReading
  {
    DocumentReading(document: name, sha256: "0", format: "text", product: "Acme", claims: claims, problems: problems)
  }

  private func list(_ value: Value, _ field: String) -> [[String: Value]] {
    guard case .record(let record) = value, case .list(let items)? = record[field] else { return [] }
    return items.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }

  private let ct = "1.2.840.10008.5.1.4.1.1.2"

  @Test("A role that nobody speaks of is absent, not denied")
  func silence() {
    let value = StatementObservation.make(readings: [reading([claim(ct, .scp)])]).observation
    let entry = list(value, "sop-class").first
    #expect(entry?["scp"] == .string("supported") && entry?["scu"] == nil)
    #expect(entry?["name"] == .string("CT Image Storage") && entry?["uid"] == .uid(ct))
  }

  @Test(
    "Support, denial and contradiction",
    arguments: [
      ([("supported", 95, "A")], "supported"), ([("not-supported", 95, "A")], "not-supported"),
      ([("supported", 95, "A"), ("not-supported", 95, "A")], "unclear"),
      ([("supported", 95, "A"), ("not-supported", 95, "B")], "supported"),
      ([("supported", 95, "A"), ("not-supported", 60, "A")], "supported"),
      ([("supported", 60, "A"), ("not-supported", 95, "A")], "not-supported"),
      ([("unclear", 95, "A")], "unclear"), ([("supported", 60, "A")], "supported"),
    ] as [([(String, Int, String)], String)])
  func support(said: [(String, Int, String)], word: String) throws {
    let claims = try said.map {
      claim(ct, .scp, try #require(Claim.Polarity(rawValue: $0.0)), confidence: $0.1, entity: $0.2)
    }
    let value = StatementObservation.make(readings: [reading(claims)]).observation
    #expect(list(value, "sop-class").first?["scp"] == .string(word))
  }

  @Test("What an application entity surely says stands over an overview; what it says unsurely does not")
  func overview() {
    func word(confidence: Int) -> Value? {
      let claims = [
        claim(ct, .scp), claim(ct, .scp, confidence: confidence, entity: "A", availability: .configurable),
      ]
      return list(StatementObservation.make(readings: [reading(claims)]).observation, "sop-class").first?["scp"]
    }
    #expect(word(confidence: 92) == .string("configurable"))
    #expect(word(confidence: 60) == .string("supported"))
  }

  @Test(
    "A doubtful overview does not overrule a decisive claim that it disputes; a decisive overview leaves it unclear")
  func disputedByOverview() {
    func word(answer: String) -> Value? {
      let csv = "CT Image Storage,No,\(answer)\nMR Image Storage,Yes,Yes\nRT Plan Storage,No,Yes\n"
      let table = "## STORE AE\n\n| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage | \(ct) | Yes |\n"
      var first = StatementReader.read(bytes: Array(table.utf8), name: "a.md")
      let second = StatementReader.read(bytes: Array(csv.utf8), name: "b.csv")
      for index in first.claims.indices where answer == "No" {
        first.claims[index].disputedBy = second.claims.first?.evidence ?? []
      }
      let value = StatementObservation.make(readings: [first, second]).observation
      return list(value, "sop-class").first { $0["uid"] == .uid(ct) }?["scp"]
    }
    #expect(word(answer: "No") == .string("supported"))
    #expect(word(answer: "Yes") == .string("supported"))
    let claims = [claim(ct, .scp, .notSupported, confidence: 88), claim(ct, .scp, entity: "STORE")]
    let value = StatementObservation.make(readings: [reading(claims)]).observation
    #expect(list(value, "sop-class").first?["scp"] == .string("unclear"))
  }

  @Test("A denial for all classes takes a transfer syntax from each, a denial for another class does not")
  func deniedSyntaxes() {
    func uids(deniedFor sopClass: String?) -> Value? {
      let value = StatementObservation.make(readings: [
        reading([
          claim(ct, .scp), claim("1.2.840.10008.1.2", nil, kind: .transferSyntax, sopClass: ct),
          claim("1.2.840.10008.1.2.1", nil, kind: .transferSyntax, sopClass: ct),
          claim("1.2.840.10008.1.2.1", nil, .notSupported, kind: .transferSyntax, sopClass: sopClass),
        ])
      ]).observation
      return list(value, "transfer-syntaxes").first { $0["sop-class"] == .uid(ct) }?["uids"]
    }
    #expect(uids(deniedFor: nil) == .list([.uid("1.2.840.10008.1.2")]))
    #expect(
      uids(deniedFor: "1.2.840.10008.1.1") == .list([.uid("1.2.840.10008.1.2"), .uid("1.2.840.10008.1.2.1")]))
  }

  @Test("A class that tens of thousands of entities claim and others deny is judged", .timeLimit(.minutes(1)))
  func manyEntities() {
    let claims = (0..<20_000).flatMap { number in
      [claim(ct, .scp, entity: "A\(number)"), claim(ct, .scp, .notSupported, entity: "B\(number)")]
    }
    func word(_ claims: [Claim]) -> Value? {
      list(StatementObservation.make(readings: [reading(claims)]).observation, "sop-class").first?["scp"]
    }
    #expect(word(claims) == .string("supported"))
    #expect(word(claims + [claim(ct, .scp, .notSupported, entity: "A7")]) == .string("unclear"))
  }

  @Test("Transfer syntaxes are those of the class, else those for all; conditional ones do not count as delivered")
  func transferSyntaxes() {
    let mr = "1.2.840.10008.5.1.4.1.1.4"
    let value = StatementObservation.make(readings: [
      reading([
        claim(ct, .scp), claim(mr, .scp),
        claim("1.2.840.10008.1.2", nil, kind: .transferSyntax),
        claim("1.2.840.10008.1.2.4.80", nil, kind: .transferSyntax, availability: .conditional),
        claim("1.2.840.10008.1.2.1", nil, kind: .transferSyntax, sopClass: mr),
      ])
    ]).observation
    let byClass = Dictionary(
      uniqueKeysWithValues: list(value, "transfer-syntaxes").compactMap { fields -> (Value, Value)? in
        guard let key = fields["sop-class"], let uids = fields["uids"] else { return nil }
        return (key, uids)
      })
    #expect(byClass[.uid(ct)] == .list([.uid("1.2.840.10008.1.2")]))
    #expect(byClass[.uid(mr)] == .list([.uid("1.2.840.10008.1.2.1")]))
    let support = list(value, "transfer-syntax").first { $0["uid"] == .uid("1.2.840.10008.1.2.4.80") }?["support"]
    #expect(support == .string("conditional"))
  }

  @Test("Claims about entities that the system does not have are left out")
  func entities() {
    let claims = [claim(ct, .scp, entity: "STORE"), claim(ct, .scu, entity: "PRINT"), claim("1.2.840.10008.1.1", .scp)]
    let made = StatementObservation.make(readings: [reading(claims)], applicationEntities: ["store"])
    #expect(made.claims.count == 2)
    #expect(list(made.observation, "sop-class").contains { $0["scu"] != nil } == false)
  }

  @Test("Documents that could not be read add nothing and are not listed")
  func unreadable() {
    let failed = reading(
      [], "b.pdf", problems: [DocumentProblem(severity: .unreadable, code: "unsupported-format", message: "")])
    let value = StatementObservation.make(readings: [reading([claim(ct, .scp)]), failed]).observation
    #expect(list(value, "documents").map { $0["name"] } == [.string("a.txt")])
  }

  @Test("The observation has the fields of its schema and no others, with values of their types")
  func schema() {
    let text = """
      ## Networking

      | SOP Class | UID | SCU | SCP |
      |---|---|---|---|
      | CT Image Storage | \(ct) | No | Yes |

      | Transfer Syntax | UID |
      |---|---|
      | Implicit VR Little Endian | 1.2.840.10008.1.2 |

      - Maximum PDU size: 16384 bytes
      - Number of Associations: maximum 5
      - AE Title: ACME
      - Implementation Class UID: 1.2.276.0.7230010.3.0.3.6.4
      - Implementation Version Name: ACME_1

      ## Character Sets

      - ISO_IR 100
      """
    let read = StatementReader.read(bytes: Array(text.utf8), name: "a.md")
    let value = StatementObservation.make(readings: [read]).observation
    #expect(mismatch(value, StatementSchema.type, "") == nil)
    guard case .record(let fields) = value, case .record(let association)? = fields["association"] else {
      Issue.record("no association")
      return
    }
    #expect(association["maximum-length"] == .size(bytes: 16_384))
    #expect(association["maximum-associations"] == .number(5))
    #expect(association["ae-titles"] == .list([.string("ACME")]))
    #expect(association["implementation-class-uid"] == .uid("1.2.276.0.7230010.3.0.3.6.4"))
    #expect(association["implementation-version-name"] == .string("ACME_1"))
    #expect(
      fields["character-set"] == .list([.record(["name": .string("ISO_IR 100"), "support": .string("supported")])]))
  }

  /// Path of the first value that is not of its type.
  private func mismatch(_ value: Value, _ type: ValueType, _ path: String) -> String? {
    switch (value, type) {
    case (.record(let fields), .record(let known)):
      for name in fields.keys where !known.contains(where: { $0.name == name }) { return path + "." + name }
      for field in known {
        guard let inner = fields[field.name] else {
          if field.presence == .always { return "\(path).\(field.name) is missing" }
          continue
        }
        if let found = mismatch(inner, field.type, path + "." + field.name) { return found }
      }
      return nil
    case (.list(let items), .list(let element, _)):
      return items.lazy.compactMap { mismatch($0, element, path + "[]") }.first
    case (.string(let text), .word(let words)): return words.contains(text) ? nil : path
    case (.string, .string), (.uid, .uid), (.number, .number), (.size, .size): return nil
    default: return path
    }
  }
}
