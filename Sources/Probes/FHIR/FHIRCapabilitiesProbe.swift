import FHIR
import Specification

/// `fhir.capabilities`: the capability statement.
enum FHIRCapabilitiesProbe: Probe {
  static let description = StepDescription(
    name: "fhir.capabilities",
    summary: "Asks for the capability statement and lists what it claims of each type of resource.", effect: .read,
    endpoint: .fhir, inputs: FHIRFields.accept,
    observation: FHIRFields.answer + [
      FHIRFields.resourceField,
      Field(
        "release", .string, .when("the answer is a statement that names one"),
        meaning: "Release of FHIR as written, `4.0.1`.", source: "R4 CapabilityStatement.fhirVersion"),
      Field("formats", .list(of: .string, key: nil), .when("the answer is a statement"), meaning: "Formats."),
      Field(
        "interactions", .list(of: .string, key: nil), .when("the answer is a statement"),
        meaning: "Codes of interactions with the whole server, `transaction`."),
      Field(
        "resources",
        .list(
          of: .record([
            Field("type", .string, meaning: "Type of resource."),
            Field("interactions", .list(of: .string, key: nil), meaning: "Codes of interactions, `read`."),
            Field("search-parameters", .list(of: .string, key: nil), meaning: "Names of search parameters."),
            Field("operations", .list(of: .string, key: nil), meaning: "Operations without `$`."),
            Field("includes", .list(of: .string, key: nil), meaning: "Values for _include."),
          ]), key: "type"), .when("the answer is a statement"),
        meaning: "Claims by type of resource.", source: "R4 CapabilityStatement.rest.resource"),
    ],
    example: """
      - do: fhir.capabilities
        at: records
        expect: |
          status == 200
          release == "4.0.1"
          resources[ImagingStudy].interactions contains "search-type"
      """,
    sources: ["R4 http.html §3.1.0.9", "R4 capabilitystatement.html"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(
      inputs, in: context, request: { interface throws(FHIRExchange.Problem) in interface.capabilities() },
      reading: { answer, observation in
        guard let stated = answer.resource.flatMap({ StatedCapabilities($0) }) else { return }
        if let version = stated.version { observation["release"] = .string(version) }
        observation["formats"] = texts(stated.formats)
        observation["interactions"] = texts(stated.interactions)
        observation["resources"] = .list(
          stated.resources.map { type in
            .record([
              "type": .string(type.type), "interactions": texts(type.interactions),
              "search-parameters": texts(type.parameters.map(\.name)), "operations": texts(type.operations),
              "includes": texts(type.includes),
            ])
          })
      })
  }

  private static func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }
}
