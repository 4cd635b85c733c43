/// The bad manners that `dicom.misbehave` knows: a closed table, so that what is asked of a system is the same for all.
///
/// Each act carries what a good peer answers. Where the standard asks for A-ABORT, the end of the connection is as good:
/// a connection that ends with bytes of ours unread ends with a reset, and a reset may swallow the A-ABORT before it.
enum Misconduct: String, CaseIterable, Sendable {
  // Before the association: state 2 of PS3.8 §9.2
  case httpRequest = "http-request"
  case unknownPDU = "unknown-pdu"
  case requestLengthBeyond = "request-length-beyond"
  case requestLengthShort = "request-length-short"
  case requestLengthZero = "request-length-zero"
  case requestLengthFourGigabytes = "request-length-4-gib"
  case itemLengthBeyond = "item-length-beyond"
  case truncatedRequest = "truncated-request"
  case silence = "silence"
  case silentConnections = "silent-connections"
  case slowRequest = "slow-request"
  case dataBeforeAssociation = "data-before-association"
  case releaseBeforeAssociation = "release-before-association"
  case unknownProtocolVersion = "unknown-protocol-version"
  case unknownApplicationContext = "unknown-application-context"
  // Over an association: state 6
  case unknownPDUInAssociation = "unknown-pdu-in-association"
  case secondRequest = "second-request"
  case releaseReplyUnasked = "release-reply-unasked"
  case dataAfterRelease = "data-after-release"
  case dataLengthFourGigabytes = "data-length-4-gib"
  case valueLengthBeyond = "value-length-beyond"
  case valueLengthZero = "value-length-zero"
  case contextNotAccepted = "context-not-accepted"
  case dataSetWithoutCommand = "data-set-without-command"
  case commandUnfinished = "command-unfinished"
  case garbageCommand = "garbage-command"
  case commandWithoutGroupLength = "command-without-group-length"
  case elementBeyondCommand = "element-beyond-command"
  case unknownCommand = "unknown-command"
  case unsupportedOperation = "unsupported-operation"
  case classNotNegotiated = "class-not-negotiated"
  case unreadAnswers = "unread-answers"
  // With a data set
  case oversizeElement = "oversize-element"
  case truncatedDataSet = "truncated-data-set"
  case wrongTransferSyntax = "wrong-transfer-syntax"
  case abortInTransfer = "abort-in-transfer"
  case closeInTransfer = "close-in-transfer"

  /// Where an act begins.
  enum Stage: Sendable {
    case connection
    case association
    /// An association with a context for the study's storage class.
    case storage
  }

  /// Where it begins.
  var stage: Stage {
    switch self {
    case .httpRequest, .unknownPDU, .requestLengthBeyond, .requestLengthShort, .requestLengthZero,
      .requestLengthFourGigabytes, .itemLengthBeyond, .truncatedRequest, .silence, .silentConnections, .slowRequest,
      .dataBeforeAssociation, .releaseBeforeAssociation, .unknownProtocolVersion, .unknownApplicationContext:
      .connection
    case .oversizeElement, .truncatedDataSet, .wrongTransferSyntax, .abortInTransfer, .closeInTransfer: .storage
    default: .association
    }
  }

  /// What a peer that keeps to the standard answers; nil where no answer can come.
  var goodAnswers: Set<MisconductAnswer>? {
    switch self {
    case .closeInTransfer, .unreadAnswers, .silentConnections: nil
    case .unknownProtocolVersion, .unknownApplicationContext: [.rejection, .abort, .closed]
    case .slowRequest: [.acceptance, .rejection, .abort, .closed]
    case .dataAfterRelease: [.release, .abort, .closed]
    case .abortInTransfer: [.closed]
    case .commandWithoutGroupLength: [.failure, .success, .warning, .abort, .closed]
    case .unknownCommand, .unsupportedOperation, .classNotNegotiated, .oversizeElement, .truncatedDataSet,
      .wrongTransferSyntax:
      [.failure, .abort, .closed]
    default: [.abort, .closed]
    }
  }

  /// Whether the answer may wait for a timer of the system: that nothing more comes (ARTIM, PS3.8 §9.1.5), or that what
  /// was broken off in the middle of a message is over.
  var isNoticedByTimer: Bool {
    switch self {
    case .silence, .truncatedRequest, .requestLengthBeyond, .oversizeElement, .truncatedDataSet, .wrongTransferSyntax:
      true
    default: false
    }
  }
}

/// What a system answers to bad manners.
enum MisconductAnswer: String, CaseIterable, Sendable {
  /// A-ASSOCIATE-AC.
  case acceptance
  /// A-ASSOCIATE-RJ.
  case rejection
  /// A-ABORT.
  case abort
  /// A-RELEASE-RP.
  case release = "release-reply"
  /// A DIMSE response with status success.
  case success
  /// A DIMSE response with a warning.
  case warning
  /// A DIMSE response with a failure or refusal.
  case failure
  /// The end of the connection.
  case closed
  /// Nothing in time.
  case silence
  /// Anything else.
  case other
}
