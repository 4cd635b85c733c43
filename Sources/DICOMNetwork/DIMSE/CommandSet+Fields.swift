/// Element numbers of group 0000 (PS3.7 §E.1).
public enum CommandElementNumber {
  /// Affected SOP Class UID (UI).
  public static let affectedSOPClassUID: UInt16 = 0x0002
  /// Requested SOP Class UID (UI).
  public static let requestedSOPClassUID: UInt16 = 0x0003
  /// Command Field (US).
  public static let commandField: UInt16 = 0x0100
  /// Message ID (US).
  public static let messageID: UInt16 = 0x0110
  /// Message ID Being Responded To (US).
  public static let messageIDBeingRespondedTo: UInt16 = 0x0120
  /// Move Destination (AE).
  public static let moveDestination: UInt16 = 0x0600
  /// Priority (US).
  public static let priority: UInt16 = 0x0700
  /// Command Data Set Type (US).
  public static let commandDataSetType: UInt16 = 0x0800
  /// Status (US).
  public static let status: UInt16 = 0x0900
  /// Offending Element (AT).
  public static let offendingElement: UInt16 = 0x0901
  /// Error Comment (LO).
  public static let errorComment: UInt16 = 0x0902
  /// Error ID (US).
  public static let errorID: UInt16 = 0x0903
  /// Affected SOP Instance UID (UI).
  public static let affectedSOPInstanceUID: UInt16 = 0x1000
  /// Requested SOP Instance UID (UI).
  public static let requestedSOPInstanceUID: UInt16 = 0x1001
  /// Event Type ID (US).
  public static let eventTypeID: UInt16 = 0x1002
  /// Attribute Identifier List (AT).
  public static let attributeIdentifierList: UInt16 = 0x1005
  /// Action Type ID (US).
  public static let actionTypeID: UInt16 = 0x1008
  /// Number of Remaining Sub-operations (US).
  public static let remainingSubOperations: UInt16 = 0x1020
  /// Number of Completed Sub-operations (US).
  public static let completedSubOperations: UInt16 = 0x1021
  /// Number of Failed Sub-operations (US).
  public static let failedSubOperations: UInt16 = 0x1022
  /// Number of Warning Sub-operations (US).
  public static let warningSubOperations: UInt16 = 0x1023
  /// Move Originator Application Entity Title (AE).
  public static let moveOriginatorAETitle: UInt16 = 0x1030
  /// Move Originator Message ID (US).
  public static let moveOriginatorMessageID: UInt16 = 0x1031
}

/// Priority of a request (0000,0700).
public enum MessagePriority: UInt16, CaseIterable, Hashable, Sendable {
  case medium = 0
  case high = 1
  case low = 2
}

extension CommandSet {
  /// Command Field; nil where it is absent or not defined by the standard.
  public var commandField: CommandField? { number(CommandElementNumber.commandField).flatMap(CommandField.init) }

  /// Message ID.
  public var messageID: UInt16? { number(CommandElementNumber.messageID) }

  /// Message ID Being Responded To.
  public var messageIDBeingRespondedTo: UInt16? { number(CommandElementNumber.messageIDBeingRespondedTo) }

  /// Status.
  public var status: DIMSEStatus? { number(CommandElementNumber.status).map { DIMSEStatus(rawValue: $0) } }

  /// Error Comment.
  public var errorComment: String? { text(CommandElementNumber.errorComment) }

  /// Whether a data set follows: any Command Data Set Type but 0101 (PS3.7 §E.1).
  public var hasDataSet: Bool { number(CommandElementNumber.commandDataSetType) != 0x0101 }

  init(_ field: CommandField, hasDataSet: Bool) {
    self.init()
    set(CommandElementNumber.commandField, number: field.rawValue)
    set(CommandElementNumber.commandDataSetType, number: hasDataSet ? 0x0000 : 0x0101)
  }

  /// C-ECHO-RQ (PS3.7 §9.3.5.1).
  public static func echoRequest(messageID: UInt16, sopClassUID: String = "1.2.840.10008.1.1") -> CommandSet {
    var command = CommandSet(.cEchoRequest, hasDataSet: false)
    command.set(CommandElementNumber.affectedSOPClassUID, uid: sopClassUID)
    command.set(CommandElementNumber.messageID, number: messageID)
    return command
  }

  /// C-STORE-RQ (PS3.7 §9.3.1.1).
  public static func storeRequest(
    messageID: UInt16, sopClassUID: String, sopInstanceUID: String, priority: MessagePriority = .medium,
    originator: MoveOriginator? = nil
  ) -> CommandSet {
    var command = CommandSet(.cStoreRequest, hasDataSet: true)
    if let originator {
      command.set(CommandElementNumber.moveOriginatorAETitle, text: originator.aeTitle)
      command.set(CommandElementNumber.moveOriginatorMessageID, number: originator.messageID)
    }
    command.set(CommandElementNumber.affectedSOPClassUID, uid: sopClassUID)
    command.set(CommandElementNumber.messageID, number: messageID)
    command.set(CommandElementNumber.priority, number: priority.rawValue)
    command.set(CommandElementNumber.affectedSOPInstanceUID, uid: sopInstanceUID)
    return command
  }

  /// C-FIND-RQ (PS3.7 §9.3.2.1).
  public static func findRequest(
    messageID: UInt16, sopClassUID: String, priority: MessagePriority = .medium
  ) -> CommandSet {
    var command = CommandSet(.cFindRequest, hasDataSet: true)
    command.set(CommandElementNumber.affectedSOPClassUID, uid: sopClassUID)
    command.set(CommandElementNumber.messageID, number: messageID)
    command.set(CommandElementNumber.priority, number: priority.rawValue)
    return command
  }

  /// C-CANCEL-RQ for a request (PS3.7 §9.3.2.3).
  public static func cancelRequest(messageIDBeingRespondedTo: UInt16) -> CommandSet {
    var command = CommandSet(.cCancelRequest, hasDataSet: false)
    command.set(CommandElementNumber.messageIDBeingRespondedTo, number: messageIDBeingRespondedTo)
    return command
  }

  /// A response to a request (PS3.7 §9.3, §10.3). What a request calls requested, its response calls affected.
  public static func response(
    _ field: CommandField, to request: CommandSet, status: DIMSEStatus, hasDataSet: Bool = false
  ) -> CommandSet {
    var command = CommandSet(field, hasDataSet: hasDataSet)
    command[CommandElementNumber.affectedSOPClassUID] =
      request[CommandElementNumber.affectedSOPClassUID] ?? request[CommandElementNumber.requestedSOPClassUID]
    command[CommandElementNumber.affectedSOPInstanceUID] =
      request[CommandElementNumber.affectedSOPInstanceUID] ?? request[CommandElementNumber.requestedSOPInstanceUID]
    command[CommandElementNumber.eventTypeID] = request[CommandElementNumber.eventTypeID]
    command[CommandElementNumber.actionTypeID] = request[CommandElementNumber.actionTypeID]
    command[CommandElementNumber.messageIDBeingRespondedTo] = request[CommandElementNumber.messageID]
    command.set(CommandElementNumber.status, number: status.rawValue)
    return command
  }
}
