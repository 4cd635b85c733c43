import FHIR
import Specification

/// `fhir.operation`: operations that change nothing.
enum FHIROperationProbe: Probe {
  static let description = StepDescription(
    name: "fhir.operation",
    summary: "Calls an operation that changes nothing, such as $everything, $validate, $expand or $ihe-pix.",
    effect: .read, endpoint: .fhir,
    inputs: [
      StepInput("operation", .string, required: true, meaning: "Its name without `$`."),
      StepInput("type", .string, standardValue: "the whole server", meaning: "Type of resource that it is called on."),
      StepInput("id", .string, standardValue: "the type", meaning: "Logical id of the resource that it is called on."),
      FHIRFields.parameters,
      StepInput(
        "resource", .resource, standardValue: "none; the operation is called by GET",
        meaning: "Template of the resource that is sent by POST: Parameters, or what is to be validated."),
      FHIRFields.patient,
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [FHIRFields.resourceField],
    example: """
      - do: fhir.operation
        at: index
        with:
          type: Patient
          operation: ihe-pix
          parameters: ["sourceIdentifier=urn:oid:2.999.1|{{anne.local-id}}"]
        expect: |
          status == 200
          some resource.Parameters.parameter.value.ofType(Identifier).value == {{anne.nhs-number}}
      """,
    sources: ["R4 operations.html", "ITI TF-2 3.83"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context) { interface throws(FHIRExchange.Problem) in
      guard let name = try FHIRExchange.id(inputs, "operation") else {
        throw FHIRExchange.Problem(message: "fhir.operation needs the name of an operation.")
      }
      let resource = inputs.values["resource"] == nil ? nil : try FHIRExchange.resource(inputs)
      return interface.operation(
        name.hasPrefix("$") ? String(name.dropFirst()) : name,
        type: inputs.values["type"] == nil ? nil : try FHIRExchange.type(inputs), id: try FHIRExchange.id(inputs),
        try FHIRExchange.parameters(inputs), sending: resource)
    }
  }
}
