import XMLTree

/// What the styles of an OpenDocument text say about paragraphs and runs.
struct OpenDocumentStyles {
  /// What a style says, together with those it is based on.
  struct Style {
    /// Name of the nearest style that has one, in lower case.
    var name = ""
    /// Level of heading, from 1.
    var outlineLevel: Int?
    /// The list that numbers its paragraphs; empty for none.
    var list: String?
    var isBold: Bool?
    var isHidden: Bool?
    var isRaised: Bool?
    var font: SymbolFont?
  }

  private var styles: [String: Style] = [:]

  /// Reads the styles of the parts.
  init(_ trees: [MarkupTree]) {
    struct Own {
      var style: Style
      var parent: String?
    }
    var own: [String: Own] = [:]
    var fonts: [String: String] = [:]
    for tree in trees {
      for index in tree.nodes.indices {
        if tree.name(of: index) == "font-face", let name = tree.attribute("name", of: index) {
          fonts[name] = tree.attribute("font-family", of: index)
        }
      }
      for index in tree.nodes.indices where tree.name(of: index) == "style" {
        guard let name = tree.attribute("name", of: index), let family = tree.attribute("family", of: index)
        else { continue }
        var style = Style()
        // Styles that a program made by itself are without a name that means anything; these have no class.
        if tree.attribute("class", of: index) != nil || tree.attribute("display-name", of: index) != nil
          || tree.attribute("parent-style-name", of: index) == nil
        {
          style.name = (tree.attribute("display-name", of: index) ?? name).lowercased()
        }
        let level = tree.attribute("default-outline-level", of: index).flatMap { Int($0) }
        style.outlineLevel = level.flatMap { (1...10).contains($0) ? $0 : nil } ?? StyleName.headingLevel(style.name)
        style.list = tree.attribute("list-style-name", of: index)
        if let properties = tree.child("text-properties", of: index) {
          Self.readText(tree, properties, fonts, into: &style)
        }
        own["\(family) \(name)"] = Own(
          style: style, parent: tree.attribute("parent-style-name", of: index).map { "\(family) \($0)" })
      }
    }
    for id in own.keys {
      var style = Style()
      var seen: Set<String> = []
      var next: String? = id
      while let current = next, let found = own[current], seen.count < 20, seen.insert(current).inserted {
        style.fill(from: found.style)
        next = found.parent
      }
      styles[id] = style
    }
  }

  /// The style of a paragraph.
  func paragraph(_ name: String?) -> Style { name.flatMap { styles["paragraph \($0)"] } ?? Style() }

  /// The style of a run.
  func text(_ name: String?) -> Style { name.flatMap { styles["text \($0)"] } ?? Style() }

  private static func readText(
    _ tree: MarkupTree, _ properties: Int, _ fonts: [String: String], into style: inout Style
  ) {
    if let weight = tree.attribute("font-weight", of: properties) {
      style.isBold = weight == "bold" || (Int(weight) ?? 0) >= 600
    }
    if let display = tree.attribute("display", of: properties) { style.isHidden = display == "none" }
    if let position = tree.attribute("text-position", of: properties) {
      let height = position.split(separator: " ").first ?? ""
      style.isRaised = height == "super" || (Int(height.filter { $0 != "%" }) ?? 0) > 0
    }
    if let name = tree.attribute("font-name", of: properties) ?? tree.attribute("font-family", of: properties) {
      style.font = SymbolFont(name: (fonts[name] ?? name).filter { $0 != "'" })
    }
  }
}

extension OpenDocumentStyles.Style {
  /// Takes what is not yet said.
  fileprivate mutating func fill(from other: Self) {
    if name.isEmpty { name = other.name }
    outlineLevel = outlineLevel ?? other.outlineLevel
    list = list ?? other.list
    isBold = isBold ?? other.isBold
    isHidden = isHidden ?? other.isHidden
    isRaised = isRaised ?? other.isRaised
    font = font ?? other.font
  }
}
