import NIOCore

/// The workflow document of a remote read that was completed (ITI TF-3 §5.4): one hospital asked, another read.
struct RemoteRead: Sendable {
  /// What goes wrong.
  let defects: Set<WorkflowDefect>

  /// Unique id of the document.
  static let documentUniqueID = "2.25.1"
  /// Its media type.
  static let mimeType = "text/xml"

  /// A task of the workflow.
  private struct Task {
    var id: Int
    var kind: String
    var owner: String
    var part: String
    /// Statuses in their order, with the minute of each.
    var events: [(status: String, minute: Int)]
  }

  private static let request = Task(
    id: 1, kind: "Request", owner: "RXX", part: "output", events: [("CREATED", 0), ("COMPLETED", 5)])
  private static let reading = Task(
    id: 2, kind: "Perform", owner: "RA9", part: "input",
    events: [("READY", 10), ("IN_PROGRESS", 20), ("COMPLETED", 45)])

  private func has(_ defect: WorkflowDefect) -> Bool { defects.contains(defect) }

  /// The document.
  var content: ByteBuffer {
    let tasks = has(.keepsRequestAlone) ? [Self.request] : [Self.request, Self.reading]
    let number = has(.numbersNothing) ? "" : "<workflowDocumentSequenceNumber>4</workflowDocumentSequenceNumber>"
    return ByteBuffer(
      string: """
        <?xml version="1.0" encoding="UTF-8"?>
        <XDW.WorkflowDocument xmlns="urn:ihe:iti:xdw:2011" xmlns:h="urn:hl7-org:v3"
          xmlns:t="http://docs.oasis-open.org/ns/bpel4people/ws-humantask/types/200803">
        <h:id root="\(Self.documentUniqueID)" extension="read"/><h:effectiveTime value="20260501104500"/>
        <h:confidentialityCode code="N"/>
        <patient><h:id root="\(SimulatedRegistries.nhsNumbers)" extension="9990000018"/></patient>
        <author><h:assignedAuthor><h:id root="2.25.2" extension="RA9"/></h:assignedAuthor></author>
        <workflowInstanceId>2.25.3^^^^urn:ihe:iti:xdw:2013:workflowInstanceId</workflowInstanceId>
        \(number)
        <workflowStatus>\(has(.neverCloses) ? "OPEN" : "CLOSED")</workflowStatus>
        <workflowStatusHistory><documentEvent><eventTime>\(Self.time(45))</eventTime></documentEvent>
        </workflowStatusHistory>
        <workflowDefinitionReference>urn:ihe:rad:xrr-wd:2019</workflowDefinitionReference>
        <TaskList>
        \(tasks.map(written).joined(separator: "\n"))
        </TaskList>
        </XDW.WorkflowDocument>
        """)
  }

  private func written(_ task: Task) -> String {
    let isLast = task.id == Self.reading.id
    var events = task.events
    if has(.leavesTaskOpen), isLast { events.removeLast() }
    let status = events.last?.status ?? ""
    if has(.losesLastEvents) { events.removeLast() }
    let owner = has(.forgetsOwners) ? "" : "<t:actualOwner>\(task.owner)</t:actualOwner>"
    let history = events.enumerated().map { number, event in
      "<taskEvent><id>\(number + 1)</id><eventTime>\(Self.time(event.minute))</eventTime>"
        + "<status>\(event.status)</status></taskEvent>"
    }
    return """
      <XDWTask><taskData><t:taskDetails><t:id>\(task.id)</t:id><t:taskType>\(task.kind)</t:taskType>
      <t:name>\(task.kind)</t:name><t:status>\(status)</t:status>\(owner)</t:taskDetails>
      <t:\(task.part)><t:part name="Manifest"/></t:\(task.part)></taskData>
      <taskEventHistory>\(history.joined())</taskEventHistory></XDWTask>
      """
  }

  private static func time(_ minute: Int) -> String { "2026-05-01T10:\(minute < 10 ? "0" : "")\(minute):00Z" }
}
