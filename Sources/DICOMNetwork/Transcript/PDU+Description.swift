import DICOM

extension PDU {
  /// One line for people.
  public var summary: String {
    switch self {
    case .associateRequest(let request):
      let count = request.presentationContexts.count
      return "A-ASSOCIATE-RQ, \(count) presentation context\(count == 1 ? "" : "s")"
    case .associateAccept(let accept):
      let accepted = accept.presentationContexts.count { $0.result == .acceptance }
      return "A-ASSOCIATE-AC, \(accepted) of \(accept.presentationContexts.count) presentation contexts accepted"
    case .associateReject(let reject): return "A-ASSOCIATE-RJ, \(reject.result.word), \(reject.reasonWord)"
    case .data(let values):
      let bytes = values.reduce(0) { $0 + $1.bytes.readableBytes }
      return "P-DATA-TF, \(values.count) value\(values.count == 1 ? "" : "s") of \(bytes) bytes"
    case .releaseRequest, .releaseReply: return type.name
    case .abort(let abort):
      return abort.isFromUser ? "A-ABORT, service-user" : "A-ABORT, \(abort.sourceWord), \(abort.reasonWord)"
    }
  }

  /// The fields for people, a line each.
  public var details: [String] {
    switch self {
    case .associateRequest(let request):
      [
        "Called AE title: \(readable(request.calledAETitle))", "Calling AE title: \(readable(request.callingAETitle))",
        "Application context: \(request.applicationContextName)",
      ]
        + request.presentationContexts.flatMap { context in
          ["Presentation context \(context.id): \(named(context.abstractSyntax))"]
            + context.transferSyntaxes.map { "  proposed \(named($0))" }
        } + request.userInformation.items.map(\.line)
    case .associateAccept(let accept):
      ["Application context: \(accept.applicationContextName)"]
        + accept.presentationContexts.map { context in
          "Presentation context \(context.id): \(context.result.word)"
            + (context.transferSyntax.map { ", \(named($0))" } ?? "")
        } + accept.userInformation.items.map(\.line)
    case .associateReject(let reject):
      [
        "Result: \(reject.result.word) (\(reject.result.rawValue))",
        "Source: \(reject.source.word) (\(reject.source.rawValue))",
        "Reason: \(reject.reasonWord) (\(reject.reason))",
      ]
    case .data(let values):
      values.prefix(32).map {
        "Context \($0.contextID): \($0.isLast ? "last fragment" : "fragment") of a "
          + "\($0.isCommand ? "command set" : "data set"), \($0.bytes.readableBytes) bytes"
      } + (values.count > 32 ? ["\(values.count - 32) further values"] : [])
    case .releaseRequest, .releaseReply: []
    case .abort(let abort):
      ["Source: \(abort.sourceWord) (\(abort.source))", "Reason: \(abort.reasonWord) (\(abort.reason))"]
    }
  }
}

extension UserInformationItem {
  /// One line for people; secrets are left out.
  var line: String {
    switch self {
    case .maximumLength(let length): "Maximum length: \(length)\(length == 0 ? " (no limit)" : "")"
    case .implementationClassUID(let uid): "Implementation Class UID: \(uid)"
    case .implementationVersionName(let name): "Implementation Version Name: \(readable(name))"
    case .asynchronousOperations(let window):
      "Asynchronous operations: \(window.invoked) invoked, \(window.performed) performed"
    case .roleSelection(let roles):
      "Roles for \(named(roles.sopClassUID)): SCU \(roles.scu ? 1 : 0), SCP \(roles.scp ? 1 : 0)"
    case .extendedNegotiation(let negotiation):
      "Extended negotiation for \(named(negotiation.sopClassUID)): "
        + negotiation.information.prefix(32).map(\.hexadecimal).joined(separator: " ")
    case .commonExtendedNegotiation(let negotiation):
      "Common extended negotiation for \(named(negotiation.sopClassUID)): service class \(negotiation.serviceClassUID)"
    case .userIdentityRequest(let identity):
      "User identity: type \(identity.type), fields of \(identity.primary.count) and \(identity.secondary.count) bytes"
    case .userIdentityAccept(let response): "User identity accepted, response of \(response.count) bytes"
    case .unknown(let item): "Unknown sub-item \(item.type.hexadecimal)H of \(item.bytes.count) bytes"
    }
  }
}

/// A text from outside, safe to show: control characters are spelled out.
func readable(_ text: String) -> String {
  text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.properties.generalCategory != .control }
    ? text : printable(Array(text.utf8))
}

/// A UID with its name where the registry has one.
func named(_ uid: String) -> String { readable(uid) + (UID(uid).name.map { " (\($0))" } ?? "") }
