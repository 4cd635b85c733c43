import Evidence
import HTTPExchange
import IHE
import Specification

/// `xds.query`: Registry Stored Query and Multi-Patient Stored Query, any of the sixteen queries.
enum XDSQueryProbe: Probe {
  static let description = StepDescription(
    name: "xds.query",
    summary: "Asks a document registry by any of the stored queries.",
    effect: .read, endpoint: .xds,
    inputs: QueryInputs.description + SOAPFields.inputs,
    observation: XDSFields.answer + RegistryObjectFields.fields,
    example: """
      - do: xds.query
        at: registry
        with:
          query: GetRelatedDocuments
          parameters:
            - {name: $XDSDocumentEntryUniqueId, values: ["{{report}}"]}
            - {name: $AssociationTypes, values: [APND]}
        expect: |
          response == success
          some associations[*].type == APND
      """,
    sources: ["ITI TF-2 §3.18", "ITI TF-2 §3.51", "ITI TF-3 §4.2"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let read = QueryInputs(inputs)
    guard let query = read.query else { return .misuse("There is no stored query of that name.") }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange): return await exchange.ask(query, as: read.kind.transaction)
    }
  }
}

extension SOAPExchange {
  /// Sends a stored query, and shows the objects that were found.
  func ask(
    _ query: StoredQuery, as transaction: SharingTransaction,
    _ body: (RegistryResponse) -> Void = { _ in }
  ) async -> StepResult {
    let envelope = Envelope(
      action: transaction.action, messageID: SOAPFields.messageID(), to: address, body: query.element)
    return await run(SOAPRequest(envelope, limits: BodyLimits(memory: 64 << 20))) { answer, observation in
      do throws(RegistryResponse.Problem) {
        let response = try RegistryResponse(answer.envelope)
        XDSFields.note(response, for: transaction, in: &observation)
        RegistryObjectFields.note(response, in: &observation)
        body(response)
        return XDSFields.unjudged(response, isStranger: true)
      } catch {
        return SOAPExchange.unexpected(error, section: "\(transaction.section).4.1.3", &observation)
      }
    }
  }

  /// Sends objects to a registry, or a request to remove some, and shows how that ended.
  func submit(
    _ request: SOAPRequest, as transaction: SharingTransaction, isStranger: Bool
  ) async -> StepResult {
    await run(request) { answer, observation in
      do throws(RegistryResponse.Problem) {
        let response = try RegistryResponse(answer.envelope)
        XDSFields.note(response, for: transaction, in: &observation)
        return XDSFields.unjudged(response, isStranger: isStranger)
      } catch {
        return SOAPExchange.unexpected(error, section: "\(transaction.section).4.2", &observation)
      }
    }
  }
}
