import DICOM
import NIOCore

/// A request of one of the DIMSE-N services (PS3.7 §10.1), as either side has it.
public struct NormalizedRequest: Hashable, Sendable {
  /// The service, with what only it has.
  public enum Operation: Hashable, Sendable {
    case create
    case set
    /// The attributes asked for; all where empty.
    case get([Tag])
    case action(type: UInt16)
    case eventReport(type: UInt16)
    case delete

    /// The command field of the request.
    public var requestField: CommandField {
      switch self {
      case .create: .nCreateRequest
      case .set: .nSetRequest
      case .get: .nGetRequest
      case .action: .nActionRequest
      case .eventReport: .nEventReportRequest
      case .delete: .nDeleteRequest
      }
    }

    /// The command field of the response.
    public var responseField: CommandField {
      switch self {
      case .create: .nCreateResponse
      case .set: .nSetResponse
      case .get: .nGetResponse
      case .action: .nActionResponse
      case .eventReport: .nEventReportResponse
      case .delete: .nDeleteResponse
      }
    }

    /// The section of PS3.7 that lays the response out.
    var rule: String {
      switch self {
      case .eventReport: "PS3.7 §10.3.1.2"
      case .get: "PS3.7 §10.3.2.2"
      case .set: "PS3.7 §10.3.3.2"
      case .action: "PS3.7 §10.3.4.2"
      case .create: "PS3.7 §10.3.5.2"
      case .delete: "PS3.7 §10.3.6.2"
      }
    }

    /// Whether the request names its object as affected, not as requested.
    fileprivate var namesAffected: Bool {
      switch self {
      case .create, .eventReport: true
      case .set, .get, .action, .delete: false
      }
    }
  }

  /// The service.
  public var operation: Operation
  /// Affected or Requested SOP Class UID.
  public var sopClassUID: String
  /// Affected or Requested SOP Instance UID; nil only where an N-CREATE leaves it to the performer.
  public var sopInstanceUID: String?
  /// The data set, encoded in the transfer syntax of the context.
  public var dataSet: ByteBuffer?

  /// Makes a request.
  public init(_ operation: Operation, sopClassUID: String, sopInstanceUID: String?, dataSet: ByteBuffer? = nil) {
    self.operation = operation
    self.sopClassUID = sopClassUID
    self.sopInstanceUID = sopInstanceUID
    self.dataSet = dataSet
  }

  /// The command set (PS3.7 §10.3).
  public func command(messageID: UInt16) -> CommandSet {
    var command = CommandSet(operation.requestField, hasDataSet: dataSet != nil)
    let affected = operation.namesAffected
    command.set(
      affected ? CommandElementNumber.affectedSOPClassUID : CommandElementNumber.requestedSOPClassUID, uid: sopClassUID)
    if let sopInstanceUID {
      command.set(
        affected ? CommandElementNumber.affectedSOPInstanceUID : CommandElementNumber.requestedSOPInstanceUID,
        uid: sopInstanceUID)
    }
    command.set(CommandElementNumber.messageID, number: messageID)
    switch operation {
    case .get(let tags): if !tags.isEmpty { command.set(CommandElementNumber.attributeIdentifierList, tags: tags) }
    case .action(let type): command.set(CommandElementNumber.actionTypeID, number: type)
    case .eventReport(let type): command.set(CommandElementNumber.eventTypeID, number: type)
    case .create, .set, .delete: break
    }
    return command
  }

  /// Reads a request from a message; nil where the message is no complete request of these services.
  public init?(_ message: DIMSEMessage) {
    let command = message.command
    switch command.commandField {
    case .nCreateRequest: operation = .create
    case .nSetRequest: operation = .set
    case .nGetRequest: operation = .get(command.tags(CommandElementNumber.attributeIdentifierList))
    case .nActionRequest:
      guard let type = command.number(CommandElementNumber.actionTypeID) else { return nil }
      operation = .action(type: type)
    case .nEventReportRequest:
      guard let type = command.number(CommandElementNumber.eventTypeID) else { return nil }
      operation = .eventReport(type: type)
    case .nDeleteRequest: operation = .delete
    default: return nil
    }
    let affected = operation.namesAffected
    guard
      let sopClass = command.text(
        affected ? CommandElementNumber.affectedSOPClassUID : CommandElementNumber.requestedSOPClassUID)
    else { return nil }
    sopClassUID = sopClass
    sopInstanceUID = command.text(
      affected ? CommandElementNumber.affectedSOPInstanceUID : CommandElementNumber.requestedSOPInstanceUID)
    if sopInstanceUID == nil, operation != .create { return nil }
    dataSet = message.dataSet
  }
}

extension CommandSet {
  /// The tags in an element of VR AT; none where it is absent or not of whole tags.
  func tags(_ element: UInt16) -> [Tag] {
    guard let value = self[element], value.count % 4 == 0 else { return [] }
    return stride(from: 0, to: value.count, by: 4).map { start in
      let group = UInt16(value[start]) | UInt16(value[start + 1]) << 8
      let element = UInt16(value[start + 2]) | UInt16(value[start + 3]) << 8
      return Tag(group, element)
    }
  }

  /// Sets an element of VR AT.
  mutating func set(_ element: UInt16, tags: [Tag]) {
    self[element] = tags.flatMap { tag in
      [tag.group, tag.element].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
  }
}
