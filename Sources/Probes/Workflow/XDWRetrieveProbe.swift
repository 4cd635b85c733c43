import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xdw.retrieve`: a workflow document, and what it says of its tasks.
enum XDWRetrieveProbe: Probe {
  static let description = StepDescription(
    name: "xdw.retrieve",
    summary: "Retrieves a workflow document from its repository, and reads which task is where.",
    effect: .read, endpoint: .xds,
    inputs: [
      StepInput("document", .string, required: true, meaning: "Unique id of the document."),
      XDSFields.repositoryInput,
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field(
        "workflow", .string, .when("a workflow document came"), meaning: "Id of the workflow.", source: "ITI TF-3 §5.4"),
      Field("version", .number, .when("a workflow document came"), meaning: "Sequence number of the document."),
      Field("workflow-status", .string, .when("a workflow document came"), meaning: "`OPEN` or `CLOSED`."),
      Field("definition", .string, .when("a workflow document came"), meaning: "Definition that it follows."),
      Field(
        "patient", .string, .when("a workflow document came"),
        meaning: "Identifier of the patient, without its authority."
      ),
      Field(
        "tasks",
        .list(
          of: .record([
            Field("id", .string, meaning: "Its id."),
            Field("type", .string, meaning: "Kind of task."),
            Field("status", .string, meaning: "Its status.", source: "WS-HumanTask 1.1 §4.10"),
            Field("owner", .string, meaning: "Who has it; empty for nobody."),
            Field("events", .list(of: .string, key: nil), meaning: "Statuses of its events in order."),
            Field("inputs", .list(of: .string, key: nil), meaning: "Names of what goes in."),
            Field("outputs", .list(of: .string, key: nil), meaning: "Names of what comes out."),
          ]), key: "id"), .when("a workflow document came"), meaning: "The tasks."),
      Field(
        "breaches", .list(of: .string, key: nil), .when("a workflow document came"),
        meaning: "Rules that the document breaks, each with its line.", source: "ITI TF-3 §5.4"),
    ],
    example: """
      - do: xdw.retrieve
        at: workflows
        with: {document: "{{remote-read-workflow}}"}
        expect: |
          breaches is empty
          every tasks[*].status == COMPLETED
      """,
    sources: ["ITI TF-2 §3.43", "ITI TF-3 §5.4"])

  /// Bytes of a document that are read.
  private static let limit = 4 << 20

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let repository: String
    do throws(ImagingInputs.Problem) {
      repository = try ImagingInputs.repository(inputs, in: context, at: .xds)
    } catch { return .misuse(error) }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let reference = DocumentReference(
        repositoryUniqueID: repository, documentUniqueID: inputs.text("document") ?? "", homeCommunityID: nil)
      let envelope = Envelope(
        action: DocumentRetrieval.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: DocumentRetrieval([reference]).element)
      let request = SOAPRequest(envelope, packaging: .mtom, limits: BodyLimits(folder: exchange.folder))
      return await exchange.run(request) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          XDSFields.note(retrieved.response, in: &observation)
          guard let document = retrieved.documents.first else { return nil }
          return read(document, answer, &observation)
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.43.4.2", &observation)
        }
      }
    }
  }

  private static func read(
    _ document: RetrievedDocuments.Document, _ answer: SOAPAnswer, _ observation: inout [String: Value]
  ) -> StepFailure? {
    guard let bytes = bytes(of: document, answer) else {
      return StepFailure(
        blame: .harness, message: "The document is missing, or longer than \(limit) bytes.",
        advice: "Name a workflow document.")
    }
    do throws(WorkflowDocument.Fault) {
      let workflow = try WorkflowDocument(bytes)
      observation["workflow"] = .string(workflow.workflowInstanceID)
      observation["version"] = workflow.sequenceNumber.map { .number(Decimal($0)) }
      observation["workflow-status"] = .string(workflow.status)
      observation["definition"] = .string(workflow.definition)
      observation["patient"] = workflow.patient.map { .string($0.text) }
      observation["tasks"] = .list(workflow.tasks.map(task))
      observation["breaches"] = .list(workflow.breaches.map { .string("\($0.what) (line \($0.line))") })
      return nil
    } catch {
      observation["outcome"] = .string("malformed")
      return StepFailure(
        blame: .system, message: "The document is no workflow document: \(error).", rule: "ITI TF-3 §5.4")
    }
  }

  private static func bytes(of document: RetrievedDocuments.Document, _ answer: SOAPAnswer) -> [UInt8]? {
    switch document.content {
    case .attachment(let id):
      guard let part = answer.attachments[id], part.range.count <= limit else { return nil }
      return answer.bytes(of: part, in: 0..<limit).map { Array($0.readableBytesView) }
    case .inline(let text): return Data(base64Encoded: text.filter { !$0.isWhitespace }).map { Array($0) }
    case .missing: return nil
    }
  }

  private static func task(_ task: WorkflowDocument.Task) -> Value {
    func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }
    return .record([
      "id": .string(task.id), "type": .string(task.kind), "status": .string(task.status), "owner": .string(task.owner),
      "events": texts(task.events), "inputs": texts(task.inputs), "outputs": texts(task.outputs),
    ])
  }
}
