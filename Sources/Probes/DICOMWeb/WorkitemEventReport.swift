import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import Specification

/// One event report as it came over a notification connection (PS3.18 §11.13, PS3.4 Table CC.2.4-1).
struct WorkitemEventReport {
  /// What is reported; nil for a type that the standard does not have.
  private(set) var event: WorkitemEvent?
  /// Procedure Step State, where it reports one.
  private(set) var state: WorkitemState?
  /// The workitem; nil where the report names none.
  private(set) var workitem: String?
  /// What is wrong with its form.
  private(set) var fault: String?

  private static let affectedInstance = Tag(0x0000, 0x1000)
  private static let eventType = Tag(0x0000, 0x1002)
  private static let procedureStepState = Tag(0x0074, 0x1000)

  /// Reads a message. One that leaves the DICOM JSON model has a fault and is read as far as its meaning is clear: the
  /// standard's own example of a report does not keep to the model.
  init(_ message: EventMessage) {
    let bytes = Array(message.content.readableBytesView)
    if !message.isText { fault = "the frame is binary; text is due (PS3.18 §8.10.5.1.1)" }
    do throws(DICOMJSONError) {
      let dataSet = try DICOMJSON.read(bytes).dataSet
      read(
        type: dataSet.integers(Self.eventType)?.first, state: dataSet.string(Self.procedureStepState),
        workitem: dataSet.string(Self.affectedInstance))
    } catch {
      fault = "\(error)"
      guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)), let members = object as? [String: Any]
      else { return }
      func first(_ tag: Tag) -> Any? {
        let attribute = members[tag.hexadecimal]
        let values = (attribute as? [String: Any])?["Value"] ?? attribute
        return (values as? [Any])?.first
      }
      read(
        type: first(Self.eventType) as? Int, state: first(Self.procedureStepState) as? String,
        workitem: first(Self.affectedInstance) as? String)
    }
    if fault == nil, event == nil { fault = "the report has no Event Type ID of PS3.4 Table CC.2.4-1" }
    if fault == nil, workitem == nil { fault = "the report names no workitem, (0000,1000) (PS3.18 §11.13)" }
  }

  private mutating func read(type: Int?, state: String?, workitem: String?) {
    event = type.flatMap { UInt16(exactly: $0) }.flatMap { WorkitemEvent(type: $0) }
    self.state = state.flatMap { WorkitemState(rawValue: $0) }
    self.workitem = workitem
  }

  /// Fields of the observation.
  var value: Value {
    var fields: [String: Value] = [:]
    if let event { fields["event"] = .string(event.rawValue) }
    if let state { fields["state"] = .string(state.rawValue) }
    if let fault { fields["fault"] = .string(fault) }
    return .record(fields)
  }
}
