import FHIR
import Foundation
import Specification

/// `fhir.read`: read and vread.
enum FHIRReadProbe: Probe {
  static let description = StepDescription(
    name: "fhir.read",
    summary:
      "Reads a resource by its id, its current version or another, or what an address that a resource gave leads to.",
    effect: .read, endpoint: .fhir,
    inputs: [
      StepInput("type", .string, standardValue: "none", meaning: "Type of resource, `Patient`."),
      StepInput("id", .string, standardValue: "none", meaning: "Logical id of the resource."),
      StepInput(
        "url", .string, standardValue: "none",
        meaning: """
          Address instead of type and id, such as that of an attachment: absolute or below the service's address, at its \
          scheme, host and port.
          """),
      StepInput("version", .string, standardValue: "the current one", meaning: "Version to read."),
    ] + FHIRFields.accept,
    observation: FHIRFields.answer + [
      FHIRFields.resourceField,
      Field("text", .string, .when("the content is of a media type of text"), meaning: "The content, as UTF-8."),
    ],
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
    await FHIRExchange.perform(
      inputs, in: context,
      request: { interface throws(FHIRExchange.Problem) in
        let version = try FHIRExchange.id(inputs, "version")
        switch (inputs.text("url"), try FHIRExchange.id(inputs)) {
        case (let url?, nil): return interface.page(try address(url, of: interface))
        case (nil, let id?): return interface.read(try FHIRExchange.type(inputs), id, version: version)
        default: throw FHIRExchange.Problem(message: "fhir.read needs either the inputs type and id or the input url.")
        }
      },
      reading: { answer, observation in
        if let text = answer.text { observation["text"] = .string(text) }
      })
  }

  /// The absolute address, where it is the service's own.
  private static func address(_ url: String, of interface: RESTInterface) throws(FHIRExchange.Problem) -> String {
    guard let absolute = URL(string: url, relativeTo: URL(string: interface.base + "/"))?.absoluteString,
      interface.owns(absolute)
    else {
      throw FHIRExchange.Problem(
        message: "\(url.prefix(200)) is not at the service's scheme, host and port, and is not asked.")
    }
    return absolute
  }
}
