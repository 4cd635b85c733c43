import XMLTree

/// Objects for a registry without documents: Register Document Set-b, Update Document Set and Register On-Demand Document
/// Entry (ITI TF-2 §3.42.4.1, §3.57.4.1, §3.61.4.1). All three have the same body.
public struct ObjectSubmission: Hashable, Sendable {
  /// Objects in the order of the message.
  public var objects: [RegistryObject]

  /// Makes a submission of objects as they stand.
  public init(_ objects: [RegistryObject]) { self.objects = objects }

  /// The body of the message.
  public var element: MarkupElement {
    MarkupElement(
      "lcm:SubmitObjectsRequest", [.init("xmlns:lcm", Namespace.lcm), .init("xmlns:rim", Namespace.rim)],
      [MarkupElement("rim:RegistryObjectList", [], objects.map(\.element))])
  }
}
