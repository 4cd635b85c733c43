import XMLTree

/// What a registry, repository or gateway of ours answers: its status and what went wrong (ITI TF-3 §4.2.4).
public struct RegistryAnswer: Hashable, Sendable {
  /// Element with its prefix.
  public var name: String
  /// How it ended.
  public var status: ResponseStatus
  /// Errors and warnings.
  public var faults: [RegistryResponse.Fault]
  /// Declarations of the prefixes that it and its content use; `rs` among them.
  public var namespaces: [MarkupElement.Attribute]

  /// Makes an answer.
  public init(
    name: String, status: ResponseStatus, faults: [RegistryResponse.Fault], namespaces: [MarkupElement.Attribute]
  ) {
    self.name = name
    self.status = status
    self.faults = faults
    self.namespaces = namespaces
  }

  /// The element, with what comes after the list of errors.
  public func element(_ content: [MarkupElement]) -> MarkupElement {
    var elements = content
    if !faults.isEmpty {
      let listed = faults.map { fault in
        var attributes: [MarkupElement.Attribute] = [
          .init("errorCode", fault.code), .init("codeContext", fault.context),
          .init("severity", "\(Self.severity)\(fault.isError ? "Error" : "Warning")"),
        ]
        if let location = fault.location { attributes.append(.init("location", location)) }
        return MarkupElement("rs:RegistryError", attributes)
      }
      elements.insert(MarkupElement("rs:RegistryErrorList", [], listed), at: 0)
    }
    return MarkupElement(name, namespaces + [.init("status", status.rawValue)], elements)
  }

  private static let severity = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:"
}

extension RegistryObject {
  /// A mere reference to an object (ebRIM 3.0 §2.3).
  public static func reference(to id: String, home: String?) -> RegistryObject {
    var reference = RegistryObject(kind: .objectReference, id: id, line: 0)
    reference.home = home
    return reference
  }
}
