import XMLTree

/// A workflow document (IHE XDW, ITI TF-3 §5.4): who has done which task of a workflow across organisations.
public struct WorkflowDocument: Hashable, Sendable {
  /// Id of the workflow that all its documents share.
  public var workflowInstanceID: String
  /// Number of this version.
  public var sequenceNumber: Int?
  /// `OPEN` or `CLOSED`.
  public var status: String
  /// Definition that the workflow follows, such as that of remote reading.
  public var definition: String
  /// The patient, as root and extension.
  public var patient: Identifier?
  /// The tasks in order.
  public var tasks: [Task]
  /// Rules that the document breaks.
  public var breaches: [Breach]

  /// An instance identifier.
  public struct Identifier: Hashable, Sendable {
    /// OID.
    public var root: String
    /// The id below it.
    public var text: String
  }

  /// A task of the workflow.
  public struct Task: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// Kind of task.
    public var kind: String
    /// Status as WS-HumanTask has it.
    public var status: String
    /// Who has it; empty for nobody.
    public var owner: String
    /// Statuses of its events in order.
    public var events: [String]
    /// Names of what goes in.
    public var inputs: [String]
    /// Names of what comes out.
    public var outputs: [String]
  }

  /// A rule that is broken.
  public struct Breach: Hashable, Sendable {
    /// What is wrong.
    public var what: String
    /// Line of the document.
    public var line: Int
  }

  /// Why a file is no workflow document.
  public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// No XML by the letter, or more than is taken.
    case notWellFormed(String)
    /// Another root element.
    case otherElement(String, line: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .notWellFormed(let detail): "it is not well-formed XML: \(detail)"
      case .otherElement(let name, let line): "its root at line \(line) is \(name.prefix(64)), no XDW.WorkflowDocument"
      }
    }
  }

  /// Namespace of workflow documents.
  public static let namespace = "urn:ihe:iti:xdw:2011"
  /// Statuses of a task (WS-HumanTask 1.1 §4.10).
  public static let taskStatuses: Set<String> = [
    "CREATED", "READY", "RESERVED", "IN_PROGRESS", "SUSPENDED", "COMPLETED", "FAILED", "ERROR", "EXITED", "OBSOLETE",
  ]
  /// Statuses of tasks that go on.
  private static let openStatuses: Set<String> = ["CREATED", "READY", "RESERVED", "IN_PROGRESS", "SUSPENDED"]
  private static let limits = MarkupLimits(bytes: 4 << 20, depth: 64, nodes: 200_000, attributes: 64)

  /// Reads a document.
  public init(_ bytes: [UInt8]) throws(Fault) {
    let tree: MarkupTree
    do throws(MarkupError) { tree = try MarkupTree(xml: bytes, limits: Self.limits) } catch {
      throw .notWellFormed("\(error)")
    }
    if let stop = tree.stop { throw .notWellFormed("more \(stop.limit.rawValue) than are taken, at line \(stop.line)") }
    if let fault = tree.fault { throw .notWellFormed("line \(fault.line), column \(fault.column): \(fault.message)") }
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }) else {
      throw .otherElement("nothing", line: 1)
    }
    guard tree.name(of: root) == "XDW.WorkflowDocument", tree.nodes[root].namespace == Self.namespace else {
      throw .otherElement(tree.name(of: root) ?? "", line: tree.nodes[root].line)
    }
    var reader = WorkflowReader(tree: tree)
    workflowInstanceID = reader.text("workflowInstanceId", of: root)
    sequenceNumber = Int(reader.text("workflowDocumentSequenceNumber", of: root))
    status = reader.text("workflowStatus", of: root)
    definition = reader.text("workflowDefinitionReference", of: root)
    patient = reader.patient(of: root)
    tasks = tree.child("TaskList", of: root).map { reader.tasks(of: $0) } ?? []
    reader.check(root, sequenceNumber: sequenceNumber, status: status, tasks: tasks)
    breaches = reader.breaches
  }

  /// Whether a task's status means that it goes on.
  static func goesOn(_ status: String) -> Bool { openStatuses.contains(status) }
}

/// Walks over a document and notes what is wrong.
private struct WorkflowReader {
  let tree: MarkupTree
  var breaches: [WorkflowDocument.Breach] = []

  private mutating func breach(_ what: String, _ index: Int) {
    guard breaches.count < 200 else { return }
    breaches.append(WorkflowDocument.Breach(what: what, line: tree.nodes[index].line))
  }

  /// Text of a child that has to be there.
  mutating func text(_ name: String, of index: Int, in element: String? = nil) -> String {
    let text = tree.child(name, of: index).map { tree.trimmedText(of: $0) } ?? ""
    if text.isEmpty { breach("\(element.map { "\($0)/" } ?? "")\(name) is missing or empty", index) }
    return text
  }

  mutating func patient(of root: Int) -> WorkflowDocument.Identifier? {
    guard let patient = tree.child("patient", of: root), let id = tree.child("id", of: patient) else {
      breach("patient/id is missing", root)
      return nil
    }
    let identifier = WorkflowDocument.Identifier(
      root: tree.attribute("root", of: id) ?? "", text: tree.attribute("extension", of: id) ?? "")
    if identifier.root.isEmpty || identifier.text.isEmpty {
      breach("patient/id names no authority or no identifier", id)
    }
    return identifier
  }

  mutating func tasks(of list: Int) -> [WorkflowDocument.Task] {
    var tasks: [WorkflowDocument.Task] = []
    for task in tree.elements("XDWTask", of: list) { tasks.append(self.task(task)) }
    if tasks.isEmpty { breach("TaskList holds no XDWTask", list) }
    if Set(tasks.map(\.id)).count != tasks.count { breach("two tasks have the same id", list) }
    return tasks
  }

  private mutating func task(_ index: Int) -> WorkflowDocument.Task {
    var task = WorkflowDocument.Task(id: "", kind: "", status: "", owner: "", events: [], inputs: [], outputs: [])
    guard let data = tree.child("taskData", of: index), let details = tree.child("taskDetails", of: data) else {
      breach("taskData/taskDetails is missing", index)
      return task
    }
    task.id = text("id", of: details, in: "taskDetails")
    task.kind = text("taskType", of: details, in: "taskDetails")
    task.status = text("status", of: details, in: "taskDetails")
    task.owner = tree.child("actualOwner", of: details).map { tree.trimmedText(of: $0) } ?? ""
    task.inputs = parts("input", of: data)
    task.outputs = parts("output", of: data)
    if let history = tree.child("taskEventHistory", of: index) {
      for event in tree.elements("taskEvent", of: history) {
        _ = text("eventTime", of: event, in: "taskEvent")
        task.events.append(text("status", of: event, in: "taskEvent"))
      }
    }
    if !task.status.isEmpty, !WorkflowDocument.taskStatuses.contains(task.status) {
      breach("task \(task.id.prefix(64)) has the status \(task.status.prefix(64)), which is none", details)
    }
    if task.events.isEmpty { breach("task \(task.id.prefix(64)) has no event", index) }
    if let last = task.events.last, !last.isEmpty, !task.status.isEmpty, last != task.status {
      breach("task \(task.id.prefix(64)) is \(task.status.prefix(64)), its last event is \(last.prefix(64))", index)
    }
    return task
  }

  private func parts(_ name: String, of data: Int) -> [String] {
    tree.elements(name, of: data).flatMap { tree.elements("part", of: $0) }
      .map { tree.attribute("name", of: $0) ?? "" }
  }

  mutating func check(_ root: Int, sequenceNumber: Int?, status: String, tasks: [WorkflowDocument.Task]) {
    for name in ["id", "effectiveTime", "confidentialityCode", "author", "workflowStatusHistory", "TaskList"]
    where tree.child(name, of: root) == nil {
      breach("\(name) is missing", root)
    }
    if (sequenceNumber ?? 0) < 1 { breach("workflowDocumentSequenceNumber is no number from 1", root) }
    if !status.isEmpty, !["OPEN", "CLOSED"].contains(status) {
      breach("workflowStatus is \(status.prefix(64)), neither OPEN nor CLOSED", root)
    }
    if status == "CLOSED", let open = tasks.first(where: { WorkflowDocument.goesOn($0.status) }) {
      breach("the workflow is closed, and task \(open.id.prefix(64)) is \(open.status)", root)
    }
  }
}
