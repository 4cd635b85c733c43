import FHIR
import Specification

/// `fhir.read`: read and vread.
enum FHIRReadProbe: Probe {
  static let description = StepDescription(
    name: "fhir.read", summary: "Reads a resource by its id, its current version or another.", effect: .read,
    endpoint: .fhir,
    inputs: [
      FHIRFields.type, FHIRFields.id,
      StepInput("version", .string, standardValue: "the current one", meaning: "Version to read."),
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [FHIRFields.resourceField],
    example: """
      - do: fhir.read
        at: records
        with: {type: Patient, id: "{{patient-id}}"}
        expect: |
          status == 200
          etag starts with "W/"
          resource.Patient.name[0].family == {{anne.family-name}}
      """,
    sources: ["R4 http.html §3.1.0.2", "R4 http.html §3.1.0.3"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context) { interface throws(FHIRExchange.Problem) in
      interface.read(
        try FHIRExchange.type(inputs), try FHIRExchange.id(inputs) ?? "",
        version: try FHIRExchange.id(inputs, "version"))
    }
  }
}
