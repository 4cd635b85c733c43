import FHIR
import Specification

/// `fhir.update`: update, conditional update, and update of a version.
enum FHIRUpdateProbe: Probe {
  static let description = StepDescription(
    name: "fhir.update",
    summary: "Updates a resource by its id, of the version it must still have, or the one that a search finds.",
    effect: .write, endpoint: .fhir,
    inputs: FHIRFields.resource + [
      StepInput(
        "id", .string, standardValue: "the resource's own", meaning: "Logical id, which the resource sent gets too."),
      StepInput(
        "if-match", .string, standardValue: "not sent",
        meaning: "Value of If-Match, `W/\"2\"`: the version that the update is of."),
      StepInput(
        "where", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Parameters as `name=value` of the search whose one match is updated, instead of an id."),
      FHIRFields.returned,
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [FHIRFields.resourceField],
    example: """
      - do: fhir.update
        at: records
        with:
          resource: resources/patient-corrected.json
          patient: anne
          id: "{{patient-id}}"
          if-match: W/"1"
        expect: |
          status == 200
          version != "1"
      """,
    sources: ["R4 http.html §3.1.0.4", "R4 http.html §3.1.0.5"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context) { interface throws(FHIRExchange.Problem) in
      var resource = try FHIRExchange.resource(inputs)
      let condition = try FHIRExchange.parameters(inputs, "where")
      if !condition.isEmpty { return interface.update(resource, where: condition) }
      if let id = try FHIRExchange.id(inputs) {
        do throws(ResourceError) { resource = try resource.with(id: id) } catch {
          throw FHIRExchange.Problem(message: "The resource can't get this id: \(error).")
        }
      }
      guard let id = resource.id else {
        throw FHIRExchange.Problem(message: "The resource has no id: the step needs the input id, or where.")
      }
      return interface.update(resource, id, ifMatch: try FHIRExchange.field(inputs, "if-match"))
    }
  }
}
