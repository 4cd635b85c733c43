/// An element of XML that is to be written: its name, attributes and content in order.
///
/// Names carry their prefixes; whoever builds a document declares the namespaces as attributes. Text and values are escaped
/// when they are written, and characters that XML 1.0 cannot carry become U+FFFD.
public struct MarkupElement: Hashable, Sendable {
  /// What is between the tags.
  public enum Content: Hashable, Sendable {
    case element(MarkupElement)
    case text(String)
    /// Markup in UTF-8 that is written already and must stay as it is, byte for byte, such as an element that is signed.
    case written([UInt8])
  }

  /// Name as written, `rim:Slot`.
  public var name: String
  /// Attributes as written, in order.
  public var attributes: [Attribute]
  /// Elements and text in order.
  public var content: [Content]

  /// An attribute.
  public struct Attribute: Hashable, Sendable {
    /// Name as written, `xmlns:rim`.
    public var name: String
    /// Value, not escaped.
    public var value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an element of elements.
  public init(_ name: String, _ attributes: [Attribute] = [], _ elements: [MarkupElement] = []) {
    self.name = name
    self.attributes = attributes
    content = elements.map { .element($0) }
  }

  /// Makes an element of text.
  public init(_ name: String, _ attributes: [Attribute] = [], text: String) {
    self.name = name
    self.attributes = attributes
    content = [.text(text)]
  }

  /// The document in UTF-8, with a declaration. Nesting is that of the value; nothing from outside decides it.
  public var document: [UInt8] {
    var output = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)
    output.append(0x0A)
    write(to: &output)
    return output
  }

  private func write(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "<"))
    output += name.utf8
    for attribute in attributes {
      output.append(0x20)
      output += attribute.name.utf8
      output += #"=""#.utf8
      Self.escape(attribute.value, inAttribute: true, to: &output)
      output.append(UInt8(ascii: "\""))
    }
    guard !content.isEmpty else {
      output += "/>".utf8
      return
    }
    output.append(UInt8(ascii: ">"))
    for part in content {
      switch part {
      case .element(let element): element.write(to: &output)
      case .text(let text): Self.escape(text, inAttribute: false, to: &output)
      case .written(let bytes): output += bytes
      }
    }
    output += "</".utf8
    output += name.utf8
    output.append(UInt8(ascii: ">"))
  }

  /// XML 1.0 §2.2, §2.4 and §3.3.3: white space of an attribute is kept as references.
  private static func escape(_ text: String, inAttribute: Bool, to output: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;".utf8
      case "<": output += "&lt;".utf8
      case ">": output += "&gt;".utf8
      case "\"" where inAttribute: output += "&quot;".utf8
      case "\t" where inAttribute, "\n" where inAttribute: output += "&#\(scalar.value);".utf8
      case "\r": output += "&#13;".utf8
      case "\t", "\n", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        output += String(scalar).utf8
      default: output += "\u{FFFD}".utf8
      }
    }
  }
}
