/// Who asked for the C-MOVE that a C-STORE is a sub-operation of (PS3.7 §9.1.1.1).
public struct MoveOriginator: Hashable, Sendable {
  /// AE title of the one that asked.
  public var aeTitle: String
  /// Message ID of its C-MOVE-RQ.
  public var messageID: UInt16

  /// Makes an originator.
  public init(aeTitle: String, messageID: UInt16) {
    self.aeTitle = aeTitle
    self.messageID = messageID
  }
}

/// The four counts of a C-GET-RSP or C-MOVE-RSP; nil where the response has none (PS3.7 §9.1.3.1, §9.1.4.1).
public struct SubOperationCounts: Hashable, Sendable {
  /// Sub-operations still to come.
  public var remaining: UInt16?
  /// Sub-operations done.
  public var completed: UInt16?
  /// Sub-operations that failed.
  public var failed: UInt16?
  /// Sub-operations done with a warning.
  public var warning: UInt16?

  /// Makes counts.
  public init(remaining: UInt16? = nil, completed: UInt16? = nil, failed: UInt16? = nil, warning: UInt16? = nil) {
    self.remaining = remaining
    self.completed = completed
    self.failed = failed
    self.warning = warning
  }
}

extension CommandSet {
  /// C-GET-RQ (PS3.7 §9.3.3.1).
  public static func getRequest(
    messageID: UInt16, sopClassUID: String, priority: MessagePriority = .medium
  ) -> CommandSet {
    retrieveRequest(.cGetRequest, messageID: messageID, sopClassUID: sopClassUID, priority: priority)
  }

  /// C-MOVE-RQ (PS3.7 §9.3.4.1).
  public static func moveRequest(
    messageID: UInt16, sopClassUID: String, destination: String, priority: MessagePriority = .medium
  ) -> CommandSet {
    var command = retrieveRequest(.cMoveRequest, messageID: messageID, sopClassUID: sopClassUID, priority: priority)
    command.set(CommandElementNumber.moveDestination, text: destination)
    return command
  }

  private static func retrieveRequest(
    _ field: CommandField, messageID: UInt16, sopClassUID: String, priority: MessagePriority
  ) -> CommandSet {
    var command = CommandSet(field, hasDataSet: true)
    command.set(CommandElementNumber.affectedSOPClassUID, uid: sopClassUID)
    command.set(CommandElementNumber.messageID, number: messageID)
    command.set(CommandElementNumber.priority, number: priority.rawValue)
    return command
  }

  /// The counts of sub-operations; setting nil removes a count.
  public var subOperations: SubOperationCounts {
    get {
      SubOperationCounts(
        remaining: number(CommandElementNumber.remainingSubOperations),
        completed: number(CommandElementNumber.completedSubOperations),
        failed: number(CommandElementNumber.failedSubOperations),
        warning: number(CommandElementNumber.warningSubOperations))
    }
    set {
      let counts = [
        (CommandElementNumber.remainingSubOperations, newValue.remaining),
        (CommandElementNumber.completedSubOperations, newValue.completed),
        (CommandElementNumber.failedSubOperations, newValue.failed),
        (CommandElementNumber.warningSubOperations, newValue.warning),
      ]
      for (element, count) in counts {
        if let count { set(element, number: count) } else { self[element] = nil }
      }
    }
  }

  /// Who asked for the C-MOVE that this C-STORE-RQ belongs to; nil where the request does not say.
  public var moveOriginator: MoveOriginator? {
    guard let title = text(CommandElementNumber.moveOriginatorAETitle),
      let id = number(CommandElementNumber.moveOriginatorMessageID)
    else { return nil }
    return MoveOriginator(aeTitle: title, messageID: id)
  }
}
