import FHIR
import Specification

/// `fhir.delete`: delete and conditional delete.
enum FHIRDeleteProbe: Probe {
  static let description = StepDescription(
    name: "fhir.delete", summary: "Deletes a resource by its id, or what a search finds.", effect: .write,
    endpoint: .fhir,
    inputs: [
      FHIRFields.type,
      StepInput("id", .string, standardValue: "none", meaning: "Logical id of the resource."),
      StepInput(
        "where", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Parameters as `name=value` of the search whose matches are deleted, instead of an id."),
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [FHIRFields.resourceField],
    example: """
      - do: fhir.delete
        at: records
        with: {type: Patient, id: "{{patient-id}}"}
        expect: |
          status in [200, 202, 204]
      """,
    sources: ["R4 http.html §3.1.0.7"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context) { interface throws(FHIRExchange.Problem) in
      let type = try FHIRExchange.type(inputs)
      let condition = try FHIRExchange.parameters(inputs, "where")
      switch (try FHIRExchange.id(inputs), condition.isEmpty) {
      case (let id?, true): return interface.delete(type, id)
      case (nil, false): return interface.delete(type, where: condition)
      default: throw FHIRExchange.Problem(message: "fhir.delete needs either the input id or the input where.")
      }
    }
  }
}
