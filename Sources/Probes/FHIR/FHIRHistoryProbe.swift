import FHIR
import Specification

/// `fhir.history`: history of a resource, a type or the whole server.
enum FHIRHistoryProbe: Probe {
  static let description = StepDescription(
    name: "fhir.history", summary: "Asks for the history of a resource, of a type, or of everything.", effect: .read,
    endpoint: .fhir,
    inputs: [
      StepInput("type", .string, standardValue: "everything", meaning: "Type of resource."),
      StepInput("id", .string, standardValue: "all of the type", meaning: "Logical id of the resource."),
      FHIRFields.parameters,
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + FHIRFields.bundle,
    example: """
      - do: fhir.history
        at: records
        with: {type: Patient, id: "{{patient-id}}"}
        expect: |
          status == 200
          bundle.Bundle.entry.count() >= 2
      """,
    sources: ["R4 http.html §3.1.0.12"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context, bundleName: "bundle") { interface throws(FHIRExchange.Problem) in
      guard inputs.values["type"] != nil else {
        return interface.history(nil, nil, try FHIRExchange.parameters(inputs))
      }
      return interface.history(
        try FHIRExchange.type(inputs), try FHIRExchange.id(inputs), try FHIRExchange.parameters(inputs))
    }
  }
}
