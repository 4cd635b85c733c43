import FHIR
import Testing

/// Facts re-typed from the pages of FHIR R4 (4.0.1).
@Suite("Elements of R4")
struct ElementRegistryTests {
  private let registry = ElementRegistry.r4

  @Test("R4 has 146 resources, and the abstract ones are none")
  func resources() {
    #expect(registry.resourceTypes.count == 146)
    #expect(!registry.resourceTypes.contains("DomainResource"))
    for name in ["ImagingStudy", "AuditEvent", "DocumentReference", "Subscription", "Task", "Media", "Provenance"] {
      #expect(registry.resourceTypes.contains(name))
    }
  }

  @Test(
    "Cardinality and type are those of the standard's pages",
    arguments: [
      ("Patient", "birthDate", 0, 1, "date"), ("Patient", "name", 0, nil, "HumanName"),
      ("HumanName", "given", 0, nil, "string"), ("ImagingStudy", "status", 1, 1, "code"),
      ("ImagingStudy.series", "uid", 1, 1, "id"), ("ImagingStudy", "series", 0, nil, "ImagingStudy.series"),
      ("DiagnosticReport", "code", 1, 1, "CodeableConcept"), ("Observation", "value", 0, 1, "Quantity"),
      ("Patient", "id", 0, 1, "string"), ("Patient", "contained", 0, nil, "Resource"),
      ("Provenance", "target", 1, nil, "Reference"),
      ("Observation.component", "referenceRange", 0, nil, "Observation.referenceRange"),
      ("Patient.contact", "modifierExtension", 0, nil, "Extension"), ("date", "extension", 0, nil, "Extension"),
      ("Binary", "contentType", 1, 1, "code"),
    ] as [(String, String, Int, Int?, String)])
  func elements(_ type: String, _ name: String, least: Int, most: Int?, kind: String) throws {
    let element = try #require(registry.element(name, of: type))
    #expect(element.minimum == least)
    #expect(element.maximum == most)
    #expect(element.kinds.first?.name == kind)
  }

  @Test("What a type does not have is nil: Binary is no DomainResource, and text of it does not exist")
  func absent() {
    #expect(registry.element("text", of: "Binary") == nil)
    #expect(registry.element("contained", of: "Bundle") == nil)
    #expect(registry.element("nhsNumber", of: "Patient") == nil)
    #expect(registry.element("valueQuantity", of: "Observation") == nil)
    #expect(registry.element("name", of: "Nothing") == nil)
  }

  @Test("Choices, bindings, references and flags")
  func details() throws {
    let value = try #require(registry.element("value", of: "Observation"))
    #expect(value.isChoice)
    #expect(value.memberName(for: "dateTime") == "valueDateTime")
    let gender = try #require(registry.element("gender", of: "Patient"))
    #expect(gender.binding?.strength == .required)
    #expect(gender.binding?.valueSet == "http://hl7.org/fhir/ValueSet/administrative-gender")
    #expect(registry.element("subject", of: "ImagingStudy")?.kinds.first?.targets == ["Patient", "Device", "Group"])
    #expect(registry.element("active", of: "Patient")?.isModifier == true)
    #expect(registry.isKind("Age", of: "Quantity"))
    #expect(registry.isKind("Patient", of: "DomainResource"))
    #expect(!registry.isKind("Bundle", of: "DomainResource"))
  }
}
