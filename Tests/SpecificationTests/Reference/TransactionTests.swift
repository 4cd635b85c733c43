import Specification
import Testing

@Suite("Names of transactions")
struct TransactionTests {
  @Test(
    "A transaction is taken as people write it",
    arguments: ["ITI-18": "ITI-18", "iti 18": "ITI-18", "RAD68": "RAD-68", "Rad-107": "RAD-107"])
  func names(text: String, name: String) {
    #expect(Transaction(text)?.name == name)
  }

  @Test(
    "What is none is taken for none",
    arguments: ["", "ITI", "ITI-", "ITI-0", "ITI--18", "ITI-18a", "XDS-007a", "DST-001", "ITI-1234", "18", "ITI-١٨"])
  func others(text: String) {
    #expect(Transaction(text) == nil)
  }

  @Test(
    "It is found by its name and by its section, and not by those of others",
    arguments: [
      ("ITI TF-2 §3.18", true), ("ITI TF-2 §3.18.4.1.2.3.7", true), ("as in ITI-18, the query", true),
      ("ITI TF-2 §3.180", false), ("ITI TF-2 §13.18", false), ("ITI TF-2 §4.3.18", false), ("ITI-180", false),
      ("RAD TF-2 §3.18", false), ("PS3.4 §3.18", false), ("ITI TF-3 §4.2", false),
    ])
  func text(text: String, isNamed: Bool) throws {
    #expect(try #require(Transaction("ITI-18")).isNamed(in: text) == isNamed)
  }

  @Test(
    "It is found in a requirement's source",
    arguments: [
      (SourceReference(ref: "RAD-TF", section: "2:4.68"), true),
      (SourceReference(ref: "RAD-TF", section: "2:4.68.4.1"), true),
      (SourceReference(ref: "RAD-TF", section: "3:4.6"), false),
      (SourceReference(ref: "RAD-TF", section: "2:4.688"), false),
      (SourceReference(ref: "ITI-TF", section: "2:4.68"), false),
      (SourceReference(ref: "NETWORK", section: nil, note: "RAD-68, Provide and Register"), true),
      (SourceReference(ref: "RAD-TF", section: nil), false),
    ])
  func source(source: SourceReference, isNamed: Bool) throws {
    #expect(try #require(Transaction("RAD-68")).isNamed(in: source) == isNamed)
  }
}
