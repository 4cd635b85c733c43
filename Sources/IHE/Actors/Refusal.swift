/// Something that an actor of ours does not do, or not without a warning, with its code (ITI TF-3 Table 4.2.4.1-2).
public struct Refusal: Error, Hashable, Sendable {
  /// Code: `XDSUnknownPatientId`.
  public var code: String
  /// What happened.
  public var context: String
  /// Where, or which community.
  public var location: String?
  /// Whether it is an error; a warning otherwise.
  public var isError: Bool

  /// Makes a refusal.
  public init(_ code: String, _ context: String, location: String? = nil, isError: Bool = true) {
    self.code = code
    self.context = context
    self.location = location
    self.isError = isError
  }

  /// Makes a refusal with a code of the framework.
  public init(_ code: RegistryErrorCode, _ context: String, location: String? = nil, isError: Bool = true) {
    self.init(code.rawValue, context, location: location, isError: isError)
  }

  /// The same with a code that says no more than that something went wrong, unless the rule that it has one of its own is
  /// kept.
  func coded(_ isCoded: Bool, general: RegistryErrorCode = .registryError) -> Refusal {
    isCoded ? self : Refusal(general, context, location: location, isError: isError)
  }
}
