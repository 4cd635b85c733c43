import Evidence
import HTTPExchange
import IHE
import Specification

/// `xds.provide`: Provide and Register Document Set-b.
enum XDSProvideProbe: Probe {
  static let description = StepDescription(
    name: "xds.provide",
    summary: "Submits documents with their metadata to a document repository, as a document source does.",
    effect: .write, endpoint: .xds,
    inputs: SubmissionInputs.description,
    observation: XDSFields.answer + SubmissionInputs.fields,
    example: """
      - do: xds.provide
        at: repository
        with:
          patient: "{{anne.nhs-number}}"
          text: A report.
        expect: |
          response == success
        capture: |
          report = unique-id
      """,
    sources: ["ITI TF-2 §3.41", "ITI TF-3 §4.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      await SubmissionInputs.pause(inputs)
      let draft = SubmissionDraft(inputs, from: .source)
      let (submission, attachments) = draft.withDocuments
      let envelope = Envelope(
        action: DocumentSubmission.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: submission.element)
      var result = await exchange.submit(
        SOAPRequest(envelope, packaging: .mtom, attachments: attachments), as: .provide, isStranger: draft.isStranger)
      draft.note(in: &result.observation)
      return result
    }
  }
}
