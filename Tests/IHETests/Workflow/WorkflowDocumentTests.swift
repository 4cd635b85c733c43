import IHE
import TestPeers
import Testing

@Suite("Workflow documents")
struct WorkflowDocumentTests {
  static let good = """
    <?xml version="1.0" encoding="UTF-8"?>
    <XDW.WorkflowDocument xmlns="urn:ihe:iti:xdw:2011" xmlns:h="urn:hl7-org:v3"
      xmlns:t="http://docs.oasis-open.org/ns/bpel4people/ws-humantask/types/200803">
      <h:id root="2.25.1" extension="W1"/><h:effectiveTime value="20261101101500"/>
      <h:confidentialityCode code="N"/>
      <patient><h:id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/></patient>
      <author><h:assignedAuthor><h:id root="2.25.2" extension="RGT"/></h:assignedAuthor></author>
      <workflowInstanceId>2.25.3^^^^urn:ihe:iti:xdw:2013:workflowInstanceId</workflowInstanceId>
      <workflowDocumentSequenceNumber>2</workflowDocumentSequenceNumber>
      <workflowStatus>OPEN</workflowStatus>
      <workflowStatusHistory><documentEvent><eventTime>2026-11-01T10:15:00Z</eventTime></documentEvent>
      </workflowStatusHistory>
      <workflowDefinitionReference>urn:ihe:rad:xrr-wd:2019</workflowDefinitionReference>
      <TaskList>
        <XDWTask>
          <taskData><t:taskDetails><t:id>1</t:id><t:taskType>Request</t:taskType><t:name>Request</t:name>
            <t:status>COMPLETED</t:status><t:actualOwner>RGT</t:actualOwner></t:taskDetails>
            <t:input><t:part name="Manifest"/></t:input></taskData>
          <taskEventHistory><taskEvent><id>1</id><eventTime>2026-11-01T10:15:00Z</eventTime>
            <status>COMPLETED</status></taskEvent></taskEventHistory>
        </XDWTask>
        <XDWTask>
          <taskData><t:taskDetails><t:id>2</t:id><t:taskType>Perform</t:taskType><t:name>Perform</t:name>
            <t:status>IN_PROGRESS</t:status></t:taskDetails></taskData>
          <taskEventHistory><taskEvent><id>1</id><eventTime>2026-11-01T10:20:00Z</eventTime><status>READY</status>
            </taskEvent><taskEvent><id>2</id><eventTime>2026-11-01T10:30:00Z</eventTime><status>IN_PROGRESS</status>
            </taskEvent></taskEventHistory>
        </XDWTask>
      </TaskList>
    </XDW.WorkflowDocument>
    """

  @Test("A document tells its workflow and where each task is")
  func reads() throws {
    let document = try WorkflowDocument(Array(Self.good.utf8))
    #expect(document.breaches == [] && document.sequenceNumber == 2 && document.status == "OPEN")
    #expect(document.patient?.root == "2.16.840.1.113883.2.1.4.1" && document.patient?.text == "9990000018")
    #expect(document.tasks.map(\.id) == ["1", "2"] && document.tasks.map(\.status) == ["COMPLETED", "IN_PROGRESS"])
    #expect(
      document.tasks.map(\.inputs) == [["Manifest"], []] && document.tasks[1].events == ["READY", "IN_PROGRESS"])
    #expect(document.tasks.map(\.owner) == ["RGT", ""])
  }

  @Test(
    "What is wrong is named with its line",
    arguments: [
      ("<workflowStatus>OPEN", "<workflowStatus>CLOSED", "the workflow is closed, and task 2 is IN_PROGRESS"),
      ("<workflowStatus>OPEN", "<workflowStatus>BEGUN", "neither OPEN nor CLOSED"),
      ("Number>2<", "Number>none<", "no number from 1"),
      ("<t:status>IN_PROGRESS", "<t:status>READY", "task 2 is READY, its last event is IN_PROGRESS"),
      ("<t:status>IN_PROGRESS", "<t:status>BUSY", "the status BUSY, which is none"),
      ("<t:id>2<", "<t:id>1<", "two tasks have the same id"),
      ("<h:confidentialityCode code=\"N\"/>", "", "confidentialityCode is missing"),
      (" extension=\"9990000018\"", "", "no authority or no identifier"),
      ("<t:taskType>Perform</t:taskType>", "", "taskDetails/taskType is missing"),
    ])
  func breaches(_ part: String, _ other: String, _ expected: String) throws {
    let document = try WorkflowDocument(Array(Self.good.replacing(part, with: other).utf8))
    #expect(document.breaches.contains { $0.what.contains(expected) && $0.line > 1 }, "\(document.breaches)")
  }

  @Test("Another document, and none, are faults", arguments: ["<a/>", "", "<XDW.WorkflowDocument/>", "{}"])
  func faults(_ text: String) {
    #expect(throws: WorkflowDocument.Fault.self) { try WorkflowDocument(Array(text.utf8)) }
  }

  @Test("20,000 mutants are read or refused, and none traps")
  func mutants() {
    var mutator = Mutator(
      generator: SeededGenerator(state: 2011), pieces: ["<XDWTask>", "</TaskList>", "&a;"].map { Array($0.utf8) })
    for _ in 0..<20_000 { _ = try? WorkflowDocument(mutator.mutant(of: Array(Self.good.utf8))) }
  }
}
