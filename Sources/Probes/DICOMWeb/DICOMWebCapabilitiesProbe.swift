import DICOMWeb
import Evidence
import HTTPExchange
import NIOHTTP1
import Specification

/// `dicomweb.capabilities`: Retrieve Capabilities.
enum DICOMWebCapabilitiesProbe: Probe {
  static let description = StepDescription(
    name: "dicomweb.capabilities",
    summary: "Asks a service by OPTIONS for its Capabilities Description and lists the resources in it.",
    effect: .read, endpoint: .dicomweb,
    inputs: [
      StepInput(
        "path", .string, standardValue: "/", meaning: "Resource below the service's address, with a slash before it."),
      StepInput(
        "accept", .string, standardValue: CapabilitiesDescription.mediaTypes[0], meaning: "Value of Accept."),
      WebFields.anonymousInput,
    ],
    observation: WebFields.answer + [
      Field(
        "allow", .list(of: .string, key: nil), .when("an answer came"), meaning: "Methods of the header field Allow.",
        source: "RFC 9110 §10.2.1"),
      Field(
        "base", .string, .when("the description has it"), meaning: "Address of the service as the description has it."),
      Field(
        "resources",
        .list(
          of: .record([
            Field("path", .string, meaning: "Path below the service, `studies/{StudyInstanceUID}`."),
            Field("methods", .list(of: .string, key: nil), meaning: "Methods, `GET`."),
          ]), key: "path"), .when("the status is 200 and the description is read"),
        meaning: "Resources that have methods.", source: "PS3.18 Annex H"),
    ],
    example: """
      - do: dicomweb.capabilities
        at: archive
        expect: |
          status == 200
          media-type == "application/vnd.sun.wadl+xml"
          some resources[*].path == "studies"
      """,
    sources: ["PS3.18 §8.9", "PS3.18 Annex H"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let path = inputs.text("path") ?? "/"
    guard path.hasPrefix("/"), !path.contains("?"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return .misuse("The path of dicomweb.capabilities begins with a slash and has no query.")
    }
    let accept = inputs.text("accept") ?? CapabilitiesDescription.mediaTypes[0]
    guard accept.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return .misuse("The input accept of dicomweb.capabilities is a value of the header field Accept.")
    }
    switch WebExchange.make(inputs, in: context) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        let response = try await client.exchange(
          WebRequest(.OPTIONS, exchange.base + path, fields: ["Accept": accept]))
        observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
        observation["allow"] = .list(response.fields[canonicalForm: "allow"].prefix(50).map { .string(String($0)) })
        if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
        guard response.status == 200, let type = WebFields.mediaType(response),
          CapabilitiesDescription.mediaTypes.contains(type), let bytes = response.body.bytes(upTo: 16 << 20)
        else { return nil }
        do throws(CapabilitiesDescription.Fault) {
          let description =
            try type.hasSuffix("xml") ? CapabilitiesDescription(xml: bytes) : CapabilitiesDescription(json: bytes)
          if let base = description.base { observation["base"] = .string(base) }
          observation["resources"] = .list(
            description.resources.map {
              .record(["path": .string($0.path), "methods": .list($0.methods.map { .string($0) })])
            })
          return nil
        } catch {
          observation["outcome"] = .string("malformed")
          return StepFailure(
            blame: .system, message: "The content of type \(type) is no Capabilities Description: \(error).",
            rule: "PS3.18 Annex H")
        }
      }
    }
  }
}
