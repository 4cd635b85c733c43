import FHIR
import Testing

@testable import Specification

@Suite("Paths below FHIR resources")
struct ElementPathCheckTests {
  private static let type: ValueType = .record([
    Field("resource", .resource, meaning: "A resource."),
    Field(
      "entries", .list(of: .record([Field("resource", .resource, meaning: "One.")]), key: nil), meaning: "Several."),
  ])

  @Test(
    "Names of R4 are taken; what repeats asks for a number or a quantifier",
    arguments: [
      "resource.Patient.birthDate == 1974-12-25", "resource.id exists", "resource.Patient.name[0].family == X",
      "every resource.Patient.name.family == X", "every resource.Patient.name[*].family == X",
      "resource.Patient.name.given[0] == X", "resource.Patient.name.given.first() == X",
      "resource.Patient.name.count() >= 1", "resource.name.count() >= 1",
      "some resource.Patient.identifier[system == \"urn:a\"].value == \"1\"",
      "some resource.Patient.identifier.where(system = 'urn:a').value == \"1\"",
      "some resource.Patient.identifier.where(system = {{id}}).value == {{id}}",
      "resource.Patient.identifier[system == \"urn:a\"][0].value == \"1\"",
      "resource.Observation.value.ofType(Quantity).value > 5.5", "resource.Observation.value exists",
      "resource.Observation.value.unit == mmol", "resource.Observation.status in [final, amended]",
      "resource.Observation.subject.resolve().ofType(Patient).active == true",
      "some resource.Patient.extension(\"http://h/x\").value.ofType(string) == a",
      "some resource.Bundle.entry.resource.ofType(Patient).name.family == X",
      "resource.Patient.name.family same set as [X, Y]", "no resource.Patient.photo exists",
      "every entries[*].resource.Patient.name[0].family == X", "resource.ofType(Patient).active == true",
      "resource.Patient.deceased.ofType(boolean) == false",
      "resource.ServiceRequest.occurrence.ofType(Timing).repeat.count == 2",
      "resource.ImagingStudy.numberOfInstances == 3", "resource.meta.versionId == \"2\"",
    ])
  func taken(_ text: String) {
    let (assertions, diagnostics) = AssertionBlock.parse(
      text, at: Sample.place, observation: Self.type, names: NameScope(["id": .string]))
    #expect(diagnostics.map(\.rendered) == [])
    #expect(assertions.count == 1)
  }

  @Test(
    "What R4 does not have, and what of FHIRPath is not taken, is told at its place",
    arguments: [
      ("resource.Patient.nmae exists", "did you mean `name`?"),
      ("resource.Patinet.name exists", "did you mean `Patient`?"),
      ("resource.nhsNumber exists", "no resource of FHIR R4 has an element"),
      ("resource.Observation.valueQuantity exists", "write `value.ofType(Quantity)`"),
      ("resource.Observation.value[x] exists", "leave `[x]` out"),
      ("resource.Observation.value == 5", "is one of several types"),
      ("resource.Observation.value.ofType(Money) exists", "never of the type `Money`"),
      ("resource.Observation.value.ofType(Quantitty) exists", "did you mean `Quantity`?"),
      ("resource.Patient.name == X", "say how many"), ("some resource.Patient.name == X", "of type `HumanName`"),
      ("resource.Patient.name[0] == X", "its elements: "),
      ("resource.Patient.birthDate[0] exists", "there once at most"),
      ("resource.Patient.birthDate == 1974", "date"), ("resource.Patient.active == yes", "true"),
      ("resource.Patient.name.count exists", "write `count()`"),
      ("resource.Patient.name.exists() exists", "write `… exists`"),
      ("resource.Patient.name.select(family) exists", "do not have the function `select`"),
      ("resource.Patient.name.where(family == 'X') exists", "a function chooses by `=`"),
      ("resource.Patient.identifier[type == x] exists", "elements can't be chosen by `type`"),
      ("resource.Patient.name.count().x exists", "nothing comes after"),
      ("resource.Patient.active.resolve() exists", "is no reference"),
      ("resource.resourceType == Patient", "is no element"),
      ("resource.name.Patient exists", "stands at the beginning"),
      ("resource == x", "FHIR resource"), ("resource conforms to uid", "checks text"),
      ("resource.Patient.birthDate.(0010,0020) exists", "no step of FHIRPath"),
    ])
  func refused(_ text: String, part: String) {
    let (_, diagnostics) = Sample.parse(text, Self.type)
    #expect(diagnostics.count == 1)
    let rendered = diagnostics.map { $0.rendered + ($0.hint ?? "") }.first ?? ""
    #expect(rendered.contains(part), "\(rendered)")
  }

  @Test("A fault is placed at the name that is wrong")
  func place() {
    let (_, diagnostics) = Sample.parse("resource.Patient.nmae exists", Self.type)
    #expect(diagnostics.first?.span.column == 30)
    #expect(diagnostics.first?.span.length == 4)
  }
}
