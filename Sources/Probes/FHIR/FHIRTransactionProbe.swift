import FHIR
import Specification

/// `fhir.transaction`: bundles of type transaction and batch.
enum FHIRTransactionProbe: Probe {
  static let description = StepDescription(
    name: "fhir.transaction", summary: "Sends a bundle of type transaction or batch.", effect: .write, endpoint: .fhir,
    inputs: FHIRFields.resource + FHIRFields.accept,
    observation: FHIRFields.answer + FHIRFields.bundle,
    example: """
      - do: fhir.transaction
        at: records
        with: {resource: resources/transaction.json, patient: anne}
        expect: |
          status == 200
          every bundle.Bundle.entry.response.status starts with "201"
      """,
    sources: ["R4 http.html §3.1.0.11"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    await FHIRExchange.perform(inputs, in: context, bundleName: "bundle") { interface throws(FHIRExchange.Problem) in
      let bundle = try FHIRExchange.resource(inputs)
      guard bundle.type == "Bundle" else {
        throw FHIRExchange.Problem(message: "fhir.transaction sends a Bundle, not a \(bundle.type).")
      }
      return interface.transaction(bundle)
    }
  }
}
