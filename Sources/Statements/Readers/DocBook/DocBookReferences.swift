import XMLTree

/// What references of a DocBook document print: the label or title of their targets.
struct DocBookReferences {
  private var targets: [String: Int] = [:]
  private let tree: MarkupTree

  init(_ tree: MarkupTree) {
    self.tree = tree
    for index in tree.nodes.indices {
      if let id = tree.attribute("id", of: index), targets[id] == nil { targets[id] = index }
    }
  }

  /// Text of a reference without text of its own.
  func text(of index: Int) -> String {
    if let term = tree.attribute("endterm", of: index), let target = targets[term] {
      return tree.docBookText(of: target)
    }
    let name =
      tree.attribute("linkend", of: index) ?? tree.attribute("href", of: index).map { String($0.drop { $0 == "#" }) }
    guard let name else {
      // A reference into another document.
      return tree.attribute("targetdoc", of: index) ?? ""
    }
    guard let target = targets[name] else { return tree.attribute("targetdoc", of: index) ?? "" }
    return label(of: target)
  }

  /// How a target is referred to: `Table A.1-1`, `Section 4.2`, its title.
  func label(of target: Int) -> String {
    if let label = tree.attribute("xreflabel", of: target) { return label }
    let name = tree.name(of: target) ?? ""
    if let label = tree.attribute("label", of: target) {
      switch name {
      case "table", "informaltable": return "Table \(label)"
      case "figure", "informalfigure": return "Figure \(label)"
      case "chapter": return "Chapter \(label)"
      case "appendix": return "Annex \(label)"
      case "example": return "Example \(label)"
      case _ where DocBookNames.sections.contains(name): return "Section \(label)"
      default: return label
      }
    }
    return tree.docBookTitle(of: target).map { tree.docBookText(of: $0) } ?? ""
  }
}

extension MarkupTree {
  /// The title of an element, which may stand among what is said about the element.
  func docBookTitle(of index: Int) -> Int? {
    for child in children(of: index) {
      guard let name = name(of: child) else { continue }
      if name == "title" || name == "caption" || name == "refname" { return child }
      if DocBookNames.information.contains(name) || name == "refnamediv",
        let title = self.child("title", of: child) ?? self.child("refname", of: child)
      {
        return title
      }
    }
    return nil
  }

  /// Text of an element without notes and entries of an index.
  func docBookText(of index: Int) -> String {
    var text = ""
    var position = index + 1
    while position < nodes[index].end {
      switch nodes[position].content {
      case .text(let run): text += run
      case .element(let name, _):
        if name == "footnote" || DocBookNames.withoutText.contains(name) {
          position = nodes[position].end
          continue
        }
      }
      position += 1
    }
    return text.collapsed
  }
}
