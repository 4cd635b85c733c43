import Evidence
import HTTPExchange
import IHE
import Specification

/// `xds.register`: Register Document Set-b, or Register On-Demand Document Entry.
enum XDSRegisterProbe: Probe {
  /// The repository that the harness plays.
  private static let ownRepository = "2.25.247303931853870317245829630219553121843"

  static let description = StepDescription(
    name: "xds.register",
    summary: "Submits metadata to a document registry, as a repository or a source of on-demand documents does.",
    effect: .write, endpoint: .xds,
    inputs: [
      StepInput(
        "on-demand", .boolean, standardValue: "false",
        meaning: "Whether the documents are made when somebody asks for them: then the transaction is ITI-61."),
      StepInput(
        "repository", .string, standardValue: "one of the harness",
        meaning: "Repository unique id that the entries state."),
    ] + SubmissionInputs.description,
    observation: XDSFields.answer + SubmissionInputs.fields,
    example: """
      - do: xds.register
        at: registry
        with:
          patient: "{{anne.nhs-number}}"
          text: A report.
        expect: |
          response == success
      """,
    sources: ["ITI TF-2 §3.42", "ITI TF-2 §3.61", "ITI TF-3 §4.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      await SubmissionInputs.pause(inputs)
      let isOnDemand = inputs.values["on-demand"] == .boolean(true)
      let repository = inputs.text("repository") ?? ownRepository
      let transaction = isOnDemand ? SharingTransaction.registerOnDemand : .register
      let draft = SubmissionDraft(
        inputs, from: isOnDemand ? .onDemand(uniqueID: repository) : .repository(uniqueID: repository))
      let envelope = Envelope(
        action: transaction.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: ObjectSubmission(draft.objects).element)
      var result = await exchange.submit(SOAPRequest(envelope), as: transaction, isStranger: draft.isStranger)
      draft.note(in: &result.observation)
      return result
    }
  }
}
