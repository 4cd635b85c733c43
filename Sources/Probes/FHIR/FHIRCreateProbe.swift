import FHIR
import Specification

/// `fhir.create`: create and conditional create.
enum FHIRCreateProbe: Probe {
  static let description = StepDescription(
    name: "fhir.create", summary: "Creates a resource, or only where a search finds none.", effect: .write,
    endpoint: .fhir,
    inputs: FHIRFields.resource + [
      StepInput(
        "if-none-exist", .string, standardValue: "not sent",
        meaning: "Search without type and question mark; the resource is created where it finds nothing."),
      FHIRFields.returned,
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [FHIRFields.resourceField],
    example: """
      - do: fhir.create
        at: records
        with:
          resource: resources/patient.json
          patient: anne
          if-none-exist: "identifier=https://fhir.nhs.uk/Id/nhs-number|{{anne.nhs-number}}"
        expect: |
          status in [200, 201]
        capture: |
          patient-id = id
      """,
    sources: ["R4 http.html §3.1.0.6"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context) { interface throws(FHIRExchange.Problem) in
      interface.create(
        try FHIRExchange.resource(inputs), ifNoneExist: try FHIRExchange.field(inputs, "if-none-exist"))
    }
  }
}
