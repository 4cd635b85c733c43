import XMLTree

/// Why the content of a syslog message is no audit message at all.
public struct AuditReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line, from 1; 0 where it is of the whole.
  public let line: Int
  /// What is wrong.
  public let text: String

  /// Makes an error.
  public init(line: Int = 0, _ text: String) {
    self.line = line
    self.text = text
  }

  /// A sentence for people.
  public var description: String { line > 0 ? "\(text), in line \(line)" : text }
}

/// Reads audit messages (PS3.15 §A.5), also in the older form of RFC 3881, whose codes stand in other attributes.
public enum AuditMessageReader {
  /// Bytes, depth and nodes of a message that are taken.
  static let limits = MarkupLimits(bytes: 1 << 20, depth: 16, nodes: 50_000, attributes: 32)

  /// Reads a message, and says what of it departs from the schema.
  public static func read(
    _ bytes: [UInt8]
  ) throws(AuditReadingError) -> (message: AuditMessage, violations: [AuditViolation]) {
    let tree: MarkupTree
    do throws(MarkupError) { tree = try MarkupTree(xml: bytes, limits: limits) } catch {
      throw AuditReadingError("the document can't be read: \(error)")
    }
    if let fault = tree.fault { throw AuditReadingError(line: fault.line, "not well-formed: \(fault.message)") }
    if let stop = tree.stop {
      throw AuditReadingError(line: stop.line, "beyond a limit of this program (\(stop.limit))")
    }
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }), tree.name(of: root) == "AuditMessage" else {
      throw AuditReadingError("the document is no AuditMessage")
    }
    let violations = AuditSchemaCheck.violations(of: tree, root: root)
    return (message(tree, root), violations)
  }

  private static func message(_ tree: MarkupTree, _ root: Int) -> AuditMessage {
    var message = AuditMessage(event: AuditMessage.Event(), participants: [], source: nil, objects: [])
    for child in tree.children(of: root) {
      switch tree.name(of: child) {
      case "EventIdentification": message.event = event(tree, child)
      case "ActiveParticipant": message.participants.append(participant(tree, child))
      case "AuditSourceIdentification": message.source = tree.attribute("AuditSourceID", of: child)
      case "ParticipantObjectIdentification": message.objects.append(object(tree, child))
      default: break
      }
    }
    return message
  }

  private static func event(_ tree: MarkupTree, _ index: Int) -> AuditMessage.Event {
    AuditMessage.Event(
      id: codes("EventID", tree, index).first, types: codes("EventTypeCode", tree, index),
      action: tree.attribute("EventActionCode", of: index), time: tree.attribute("EventDateTime", of: index),
      outcome: tree.attribute("EventOutcomeIndicator", of: index), purposes: codes("PurposeOfUse", tree, index))
  }

  private static func participant(_ tree: MarkupTree, _ index: Int) -> AuditMessage.Participant {
    let requestor = AuditSchema.Form.collapsed(tree.attribute("UserIsRequestor", of: index) ?? "")
    return AuditMessage.Participant(
      userID: tree.attribute("UserID", of: index) ?? "",
      alternativeUserID: tree.attribute("AlternativeUserID", of: index), name: tree.attribute("UserName", of: index),
      isRequestor: requestor == "true" || requestor == "1", roles: codes("RoleIDCode", tree, index),
      accessPoint: tree.attribute("NetworkAccessPointID", of: index),
      accessPointType: tree.attribute("NetworkAccessPointTypeCode", of: index))
  }

  private static func object(_ tree: MarkupTree, _ index: Int) -> AuditMessage.Object {
    AuditMessage.Object(
      id: tree.attribute("ParticipantObjectID", of: index),
      type: tree.attribute("ParticipantObjectTypeCode", of: index),
      role: tree.attribute("ParticipantObjectTypeCodeRole", of: index),
      idType: codes("ParticipantObjectIDTypeCode", tree, index).first,
      name: tree.child("ParticipantObjectName", of: index).map { tree.trimmedText(of: $0) },
      query: tree.child("ParticipantObjectQuery", of: index).flatMap {
        AuditSchema.Form.decoded(tree.text(of: $0))
      },
      details: tree.elements("ParticipantObjectDetail", of: index).map { detail in
        AuditMessage.Detail(
          type: tree.attribute("type", of: detail) ?? "",
          value: AuditSchema.Form.decoded(tree.attribute("value", of: detail) ?? "") ?? [])
      })
  }

  /// Coded values of a name. RFC 3881 has `code`, DICOM `csd-code`.
  private static func codes(_ name: String, _ tree: MarkupTree, _ index: Int) -> [AuditMessage.Code] {
    tree.elements(name, of: index).map { element in
      AuditMessage.Code(
        tree.attribute("csd-code", of: element) ?? tree.attribute("code", of: element) ?? "",
        tree.attribute("codeSystemName", of: element) ?? tree.attribute("codeSystem", of: element) ?? "",
        tree.attribute("originalText", of: element) ?? tree.attribute("displayName", of: element) ?? "")
    }
  }
}
