/// A C-STORE-RQ of the peer (PS3.7 §9.1.1).
public struct StoreIndication: Hashable, Sendable {
  /// Affected SOP Class UID.
  public var sopClassUID: String
  /// Affected SOP Instance UID.
  public var sopInstanceUID: String
  /// Transfer syntax of the data set.
  public var transferSyntax: String
  /// The data set without file meta information.
  public var dataSet: ReceivedDataSet
  /// Who asked for the C-MOVE that it is a sub-operation of.
  public var originator: MoveOriginator?

  /// Reads a request from a message; nil where something that must be there is missing.
  init?(_ message: DIMSEMessage, transferSyntax: String) {
    let command = message.command
    guard command.commandField == .cStoreRequest,
      let sopClass = command.text(CommandElementNumber.affectedSOPClassUID),
      let sopInstance = command.text(CommandElementNumber.affectedSOPInstanceUID),
      let dataSet = ReceivedDataSet(message)
    else { return nil }
    sopClassUID = sopClass
    sopInstanceUID = sopInstance
    self.transferSyntax = transferSyntax
    self.dataSet = dataSet
    originator = command.moveOriginator
  }
}
