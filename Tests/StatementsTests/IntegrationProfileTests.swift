import Statements
import Testing

@Suite("Names of integration profiles")
struct IntegrationProfileTests {
  @Test(
    "A profile is taken by its acronym and its name",
    arguments: [
      "XDR-I": "XDR-I", "mado": "MADO", "XDS-I.b": "XDS-I.b", "Cross-Enterprise Document Workflow": "XDW",
      "IHE XRR-WD profile": "XRR-WD",
    ])
  func names(text: String, acronym: String) {
    #expect(IntegrationProfile(text)?.acronym == acronym)
  }

  @Test("What is none is taken for none", arguments: ["", "profile", "ITI-18", "XDS-007a", "MADO2", "archive"])
  func others(text: String) {
    #expect(IntegrationProfile(text) == nil)
  }

  @Test(
    "It is found by its acronym and its name, and not within those of others",
    arguments: [
      ("XDS-I.b", "manifests of XDS-I.b, read", true), ("XDS-I.b", "XDS-I", false), ("XDS", "XDS-I.b", false),
      ("XDS", "XDS.b", false), ("XDW", "a workflow document (XDW)", true),
      ("XDW", "cross-enterprise document workflow", true), ("XDW", "xdw", false), ("CT", "a CT of the chest", false),
      ("CT", "Consistent Time", true), ("MADO", "MADOTEMP001", false),
    ])
  func text(profile: String, text: String, isNamed: Bool) throws {
    #expect(try #require(IntegrationProfile(profile)).isNamed(in: text) == isNamed)
  }
}
