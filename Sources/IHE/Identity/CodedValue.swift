import XMLTree

/// A code with its system: data types CD, CE and CS of HL7 V3.
public struct CodedValue: Hashable, Sendable {
  /// The code; empty where it is missing.
  public var code: String
  /// Object identifier of the system; nil where the element fixes it.
  public var system: String?
  /// Name for people.
  public var display: String?

  /// Makes a code.
  public init(_ code: String, system: String? = nil, display: String? = nil) {
    self.code = code
    self.system = system
    self.display = display
  }

  /// The element.
  func element(_ name: String) -> MarkupElement {
    var attributes = [MarkupElement.Attribute("code", code)]
    if let system { attributes.append(.init("codeSystem", system)) }
    if let display { attributes.append(.init("displayName", display)) }
    return MarkupElement(name, attributes)
  }

  /// Reads an element.
  init(_ tree: MarkupTree, _ index: Int) {
    self.init(
      tree.attribute("code", of: index) ?? "", system: tree.attribute("codeSystem", of: index),
      display: tree.attribute("displayName", of: index))
  }
}
