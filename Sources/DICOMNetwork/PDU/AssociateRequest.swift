/// The application context name that DICOM defines (PS3.7 §A.2.1).
public let dicomApplicationContextName = "1.2.840.10008.3.1.1.1"

/// Fields of an A-ASSOCIATE-RQ PDU (PS3.8 §9.3.2).
public struct AssociateRequest: Hashable, Sendable {
  /// One bit for each protocol version supported; bit 0 is version 1.
  public var protocolVersion: UInt16
  /// Called AE title without leading and trailing spaces.
  public var calledAETitle: String
  /// Calling AE title without leading and trailing spaces.
  public var callingAETitle: String
  /// Application context name.
  public var applicationContextName: String
  /// The presentation contexts proposed, 1 to 128.
  public var presentationContexts: [ProposedContext]
  /// User information sub-items in the order of the wire.
  public var userInformation: UserInformation
  /// Items of types that PS3.8 does not define; skipped by every receiver.
  public var unknownItems: [RawItem]

  /// Makes a request.
  public init(
    protocolVersion: UInt16 = 1, calledAETitle: String, callingAETitle: String,
    applicationContextName: String = dicomApplicationContextName, presentationContexts: [ProposedContext],
    userInformation: UserInformation, unknownItems: [RawItem] = []
  ) {
    self.protocolVersion = protocolVersion
    self.calledAETitle = calledAETitle
    self.callingAETitle = callingAETitle
    self.applicationContextName = applicationContextName
    self.presentationContexts = presentationContexts
    self.userInformation = userInformation
    self.unknownItems = unknownItems
  }
}

/// Fields of an A-ASSOCIATE-AC PDU (PS3.8 §9.3.3).
public struct AssociateAccept: Hashable, Sendable {
  /// One bit for each protocol version supported; bit 0 is version 1.
  public var protocolVersion: UInt16
  /// What stands in the reserved field that repeats the called AE title; not to be tested.
  public var calledAETitle: String
  /// What stands in the reserved field that repeats the calling AE title; not to be tested.
  public var callingAETitle: String
  /// Application context name.
  public var applicationContextName: String
  /// The answers to the presentation contexts.
  public var presentationContexts: [AnsweredContext]
  /// User information sub-items in the order of the wire.
  public var userInformation: UserInformation
  /// Items of types that PS3.8 does not define; skipped by every receiver.
  public var unknownItems: [RawItem]

  /// Makes an acceptance.
  public init(
    protocolVersion: UInt16 = 1, calledAETitle: String, callingAETitle: String,
    applicationContextName: String = dicomApplicationContextName, presentationContexts: [AnsweredContext],
    userInformation: UserInformation, unknownItems: [RawItem] = []
  ) {
    self.protocolVersion = protocolVersion
    self.calledAETitle = calledAETitle
    self.callingAETitle = callingAETitle
    self.applicationContextName = applicationContextName
    self.presentationContexts = presentationContexts
    self.userInformation = userInformation
    self.unknownItems = unknownItems
  }
}

/// An item that is kept as it was received.
public struct RawItem: Hashable, Sendable {
  /// Item type.
  public var type: UInt8
  /// Contents after the length field.
  public var bytes: [UInt8]

  /// Makes an item.
  public init(type: UInt8, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}
