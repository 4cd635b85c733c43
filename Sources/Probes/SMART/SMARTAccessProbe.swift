import Evidence
import Foundation
import HTTPExchange
import Inventory
import NIOHTTP1
import Specification

/// `smart.access`: tries a protected service with tokens that it has to refuse.
enum SMARTAccessProbe: Probe {
  static let description = SMARTAccessDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let endpoint = AuthorizationFields.endpoint(inputs)
    let path = inputs.text("path") ?? (endpoint == .fhir ? "/Patient?_count=1" : "/studies?limit=1")
    guard path.hasPrefix("/"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return .misuse("The path of smart.access begins with a slash and is written as addresses are.")
    }
    let tokens: [SMARTAccessDescription.Token] = inputs.words("tokens") ?? []
    if tokens.contains(.lesserScope), inputs.text("lesser-scope") == nil {
      return .misuse("The token lesser-scope of smart.access needs the input lesser-scope.")
    }
    switch WebExchange.make(inputs, in: context, at: endpoint) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      do throws(SecretReading.Problem) {
        guard let credentials = exchange.settings.authorization.credentials,
          let given = try GivenTokens(of: endpoint, in: context)
        else { return .misuse("The network file has no oauth2 block for \(context.system.reference).") }
        let request = WebRequest(
          .GET, exchange.base + path,
          fields: ["Accept": endpoint == .fhir ? "application/fhir+json" : "application/dicom+json"],
          limits: BodyLimits(folder: exchange.folder))
        let service = ProtectedService(
          credentials: credentials, given: given, scope: inputs.text("scope"),
          lesserScope: inputs.text("lesser-scope"), request: request)
        return await exchange.run { client, observation throws(WebFailure) in
          try await service.tryOut(tokens, by: client, &observation)
        }
      } catch {
        return .misuse(
          "A token for \(context.system.reference) can't be read: \(error.message)",
          advice: "Set the variable or file that the network file names, and run again.")
      }
    }
  }
}
