import XMLTree

/// What the styles of a DOCX document say about paragraphs and runs.
struct WordStyles {
  /// What a style says, together with those it is based on.
  struct Style {
    /// Name in lower case.
    var name = ""
    /// Level of heading, from 1.
    var outlineLevel: Int?
    /// The list that numbers it.
    var list: String?
    /// Level in that list, from 0.
    var listLevel: Int?
    var isBold = false
    var isHidden = false
    var isRaised = false
  }

  private var styles: [String: Style] = [:]
  private var defaultParagraphStyle: String?

  /// Reads the part of styles.
  init(_ tree: MarkupTree?) {
    guard let tree else { return }
    struct Own {
      var index: Int
      var base: String?
    }
    var own: [String: Own] = [:]
    for index in tree.nodes.indices where tree.name(of: index) == "style" {
      guard let id = tree.attribute("styleId", of: index), own[id] == nil else { continue }
      own[id] = Own(index: index, base: tree.child("basedOn", of: index).flatMap { tree.attribute("val", of: $0) })
      if tree.attribute("type", of: index) == "paragraph", tree.isOn(tree.attribute("default", of: index) ?? "0") {
        defaultParagraphStyle = defaultParagraphStyle ?? id
      }
    }
    for id in own.keys {
      // From the style up to those it is based on; more would be a circle.
      var chain: [Int] = []
      var next: String? = id
      while let current = next, let style = own[current], chain.count < 20, !chain.contains(style.index) {
        chain.append(style.index)
        next = style.base
      }
      var style = Style()
      for index in chain.reversed() { Self.apply(index, of: tree, to: &style) }
      styles[id] = style
    }
  }

  /// The style of a paragraph or run with this identifier.
  subscript(_ id: String?) -> Style { (id ?? defaultParagraphStyle).flatMap { styles[$0] } ?? Style() }

  private static func apply(_ index: Int, of tree: MarkupTree, to style: inout Style) {
    let name = tree.child("name", of: index).flatMap { tree.attribute("val", of: $0) } ?? ""
    style.name = name.lowercased()
    if let level = headingLevel(named: style.name) { style.outlineLevel = level }
    if let properties = tree.child("pPr", of: index) {
      if let level = tree.outlineLevel(in: properties) { style.outlineLevel = level > 0 ? level : nil }
      if let numbering = tree.child("numPr", of: properties) {
        if let list = tree.value("numId", of: numbering) { style.list = list == "0" ? nil : list }
        if let level = tree.value("ilvl", of: numbering).flatMap({ Int($0) }) { style.listLevel = level }
      }
    }
    if let properties = tree.child("rPr", of: index) {
      let run = WordRun(tree, properties)
      style.isBold = run.isBold ?? style.isBold
      style.isHidden = run.isHidden ?? style.isHidden
      style.isRaised = run.isRaised ?? style.isRaised
    }
  }

  /// Level of a style that is named as programs name headings in some language.
  private static func headingLevel(named name: String) -> Int? {
    let words = name.split(separator: " ")
    guard words.count == 2, let level = Int(words[1]), (1...9).contains(level),
      headings.contains(String(words[0]))
    else { return nil }
    return level
  }

  private static let headings: Set<String> = [
    "heading", "überschrift", "titre", "título", "titolo", "kop", "rubrik", "overskrift", "otsikko", "nagłówek",
    "nadpis", "címsor", "заголовок", "başlık", "見出し", "标题", "標題", "제목", "naslov", "titlu",
  ]
}

/// What the properties of a run say; nil where they say nothing.
struct WordRun {
  var style: String?
  var isBold: Bool?
  var isHidden: Bool?
  var isRaised: Bool?
  var font: SymbolFont?

  /// Reads `w:rPr`.
  init(_ tree: MarkupTree, _ properties: Int) {
    for index in tree.children(of: properties) {
      switch tree.name(of: index) {
      case "rStyle": style = tree.attribute("val", of: index)
      case "b": isBold = tree.isOn(index)
      case "vanish", "webHidden": isHidden = tree.isOn(index)
      case "vertAlign": isRaised = tree.attribute("val", of: index) == "superscript"
      case "rFonts": font = (tree.attribute("ascii", of: index)).flatMap { SymbolFont(name: $0) }
      default: break
      }
    }
  }
}

extension MarkupTree {
  /// Value of a switch: on where the element is there and its value does not turn it off.
  func isOn(_ index: Int) -> Bool { isOn(attribute("val", of: index) ?? "1") }

  /// Meaning of the value of a switch.
  func isOn(_ value: String) -> Bool { !["0", "false", "off"].contains(value) }

  /// Value of a child element.
  func value(_ name: String, of index: Int) -> String? { child(name, of: index).flatMap { attribute("val", of: $0) } }

  /// Level in `w:outlineLvl` of properties: of a heading from 1, 0 for body text.
  func outlineLevel(in properties: Int) -> Int? {
    guard let level = value("outlineLvl", of: properties).flatMap({ Int($0) }) else { return nil }
    return (0...8).contains(level) ? level + 1 : 0
  }
}
