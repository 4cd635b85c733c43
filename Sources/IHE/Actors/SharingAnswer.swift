import XMLTree

/// What a registry, repository or gateway of ours answers, before it is written (ITI TF-3 §4.2.4).
public struct SharingAnswer: Hashable, Sendable {
  /// Objects that were found.
  public var objects: [RegistryObject]
  /// Errors and warnings.
  public var refusals: [Refusal]
  /// Whether it was answered in part, though nothing was found: some communities answered and others did not
  /// (ITI TF-2 §3.18.4.1.3).
  public var isPart: Bool

  /// Makes an answer.
  public init(objects: [RegistryObject] = [], refusals: [Refusal] = [], isPart: Bool = false) {
    self.objects = objects
    self.refusals = refusals
    self.isPart = isPart
  }

  /// How it ended. What was partly done is a success in part.
  ///
  /// - Parameter isPart: Whether something was given beside the errors.
  public func status(isPart: Bool) -> ResponseStatus {
    guard refusals.contains(where: \.isError) else { return .success }
    return isPart ? .partialSuccess : .failure
  }

  /// `query:AdhocQueryResponse` (ITI TF-2 §3.18.4.1.3).
  public var queryResponse: MarkupElement {
    MarkupElement(
      "query:AdhocQueryResponse",
      [
        .init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim), .init("xmlns:rs", Namespace.rs),
        .init("status", status(isPart: isPart || !objects.isEmpty).rawValue),
      ], errorList + [MarkupElement("rim:RegistryObjectList", [], objects.map(\.element))])
  }

  /// `rs:RegistryResponse` (ITI TF-2 §3.41.4.2, §3.42.4.2).
  public func registryResponse(isPart: Bool = false) -> MarkupElement {
    MarkupElement(
      "rs:RegistryResponse", [.init("xmlns:rs", Namespace.rs), .init("status", status(isPart: isPart).rawValue)],
      errorList)
  }

  private var errorList: [MarkupElement] {
    guard !refusals.isEmpty else { return [] }
    let errors = refusals.map { refusal in
      var attributes: [MarkupElement.Attribute] = [
        .init("errorCode", refusal.code), .init("codeContext", refusal.context),
        .init("severity", Self.severity(refusal.isError)),
      ]
      if let location = refusal.location { attributes.append(.init("location", location)) }
      return MarkupElement("rs:RegistryError", attributes)
    }
    let highest = Self.severity(refusals.contains(where: \.isError))
    return [MarkupElement("rs:RegistryErrorList", [.init("highestSeverity", highest)], errors)]
  }

  private static func severity(_ isError: Bool) -> String {
    "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:\(isError ? "Error" : "Warning")"
  }
}
