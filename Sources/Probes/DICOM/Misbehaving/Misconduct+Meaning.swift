import Specification

extension Misconduct {
  /// What the harness does, and what a good peer answers by which rule.
  var meaning: String {
    let answers = goodAnswers.map { words in
      " Good: " + MisconductAnswer.allCases.filter(words.contains).map(\.rawValue).joined(separator: ", ") + "."
    }
    return "\(deed)\(answers ?? " No answer can come; only who goes on being served counts.") [\(rule)]"
  }

  /// The acts as `explain` lists them.
  static let choices: [StepInput.Choice] = allCases.map { StepInput.Choice($0.rawValue, meaning: $0.meaning) }

  private var deed: String {
    switch self {
    case .httpRequest: "Sends a request of HTTP in the place of an A-ASSOCIATE-RQ."
    case .unknownPDU: "Sends a PDU of type 0BH, which does not exist."
    case .requestLengthBeyond: "Sends an A-ASSOCIATE-RQ that states 4096 bytes more than come, then nothing."
    case .requestLengthShort: "Sends an A-ASSOCIATE-RQ that states 40 bytes less than it has."
    case .requestLengthZero: "Sends an A-ASSOCIATE-RQ of length 0."
    case .requestLengthFourGigabytes: "Announces an A-ASSOCIATE-RQ of 4294967295 bytes."
    case .itemLengthBeyond: "Sends an A-ASSOCIATE-RQ whose presentation context states a length beyond the PDU."
    case .truncatedRequest: "Sends half of an A-ASSOCIATE-RQ, then nothing."
    case .silence: "Connects and sends nothing."
    case .silentConnections: "Opens 20 connections and sends nothing over any of them."
    case .slowRequest: "Sends an A-ASSOCIATE-RQ byte by byte, 20 ms apart."
    case .dataBeforeAssociation: "Sends P-DATA-TF before any association."
    case .releaseBeforeAssociation: "Sends A-RELEASE-RQ before any association."
    case .unknownProtocolVersion: "Asks for an association by protocol version 2 alone, which does not exist."
    case .unknownApplicationContext: "Asks for an association with an application context that does not exist."
    case .unknownPDUInAssociation: "Sends a PDU of type 0BH over an association."
    case .secondRequest: "Sends a second A-ASSOCIATE-RQ over an association."
    case .releaseReplyUnasked: "Sends A-RELEASE-RP, which nobody asked for."
    case .dataAfterRelease: "Sends A-RELEASE-RQ and a C-ECHO-RQ behind it."
    case .dataLengthFourGigabytes: "Announces a P-DATA-TF of 4294967295 bytes."
    case .valueLengthBeyond: "Sends a presentation data value that states a length beyond its PDU."
    case .valueLengthZero: "Sends a presentation data value of length 0, without its header."
    case .contextNotAccepted: "Sends a C-ECHO-RQ in presentation context 253, which was not accepted."
    case .dataSetWithoutCommand: "Sends a data set without the command set that goes before it."
    case .commandUnfinished: "Sends a command set that is not marked as its last fragment, and a data set behind it."
    case .garbageCommand: "Sends a command set of random bytes."
    case .commandWithoutGroupLength: "Sends a C-ECHO-RQ without Command Group Length (0000,0000)."
    case .elementBeyondCommand: "Sends a C-ECHO-RQ with an element that states a length beyond the command set."
    case .unknownCommand: "Sends Command Field 7777H, which does not exist."
    case .unsupportedOperation: "Sends N-ACTION-RQ on the Verification SOP Class, which has no such operation."
    case .classNotNegotiated: "Sends a C-ECHO-RQ that names CT Image Storage in the context of Verification."
    case .unreadAnswers: "Sends C-ECHO-RQ for 3 s, as many as the system takes, and reads no answer."
    case .oversizeElement: "Stores an object with an element that states 4294967280 bytes, and has a few thousand."
    case .truncatedDataSet: "Stores an object that ends in the middle of an element, marked as complete."
    case .wrongTransferSyntax: "Stores an object in Explicit VR in a context accepted for Implicit VR Little Endian."
    case .abortInTransfer: "Sends A-ABORT in the middle of a C-STORE."
    case .closeInTransfer: "Ends the connection in the middle of a C-STORE."
    }
  }

  /// The clause that decides what a good peer does.
  var rule: String {
    switch self {
    case .httpRequest, .unknownPDU, .requestLengthZero, .requestLengthShort, .requestLengthFourGigabytes,
      .itemLengthBeyond:
      "PS3.8 Table 9-10, Evt19 in Sta2: AA-1"
    case .requestLengthBeyond, .truncatedRequest, .silence: "PS3.8 Table 9-10, Evt18 in Sta2: AA-2"
    case .silentConnections, .slowRequest, .unreadAnswers: "PS3.8 §9.1.1"
    case .dataBeforeAssociation: "PS3.8 Table 9-10, Evt10 in Sta2: AA-1"
    case .releaseBeforeAssociation: "PS3.8 Table 9-10, Evt12 in Sta2: AA-1"
    case .unknownProtocolVersion: "PS3.8 Table 9-10, Evt6 in Sta2: AE-6, and Table 9-21"
    case .unknownApplicationContext: "PS3.8 Table 9-21"
    case .unknownPDUInAssociation, .valueLengthBeyond, .valueLengthZero, .dataLengthFourGigabytes:
      "PS3.8 Table 9-10, Evt19 in Sta6: AA-8"
    case .secondRequest: "PS3.8 Table 9-10, Evt6 in Sta6: AA-8"
    case .releaseReplyUnasked: "PS3.8 Table 9-10, Evt13 in Sta6: AA-8"
    case .dataAfterRelease: "PS3.8 Table 9-10, Evt10 in Sta8: AA-8, in Sta13: AA-6"
    case .contextNotAccepted: "PS3.8 §9.3.5.1"
    case .dataSetWithoutCommand, .commandUnfinished: "PS3.8 Annex E.2"
    case .garbageCommand, .elementBeyondCommand: "PS3.7 §6.3.1"
    case .commandWithoutGroupLength: "PS3.7 §E.1"
    case .unknownCommand, .unsupportedOperation: "PS3.7 §C.5.23"
    case .classNotNegotiated: "PS3.7 §C.5.19"
    case .oversizeElement, .truncatedDataSet: "PS3.4 §B.2.3, PS3.5 §7.1"
    case .wrongTransferSyntax: "PS3.4 §B.2.3, PS3.8 §9.3.3.2"
    case .abortInTransfer: "PS3.8 Table 9-10, Evt16 in Sta6: AA-3"
    case .closeInTransfer: "PS3.8 Table 9-10, Evt17 in Sta6: AA-4"
    }
  }
}
