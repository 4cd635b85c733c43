import XMLTree

extension MarkupTree {
  /// Index of the first child element of a name, in a namespace where one is given.
  public func child(_ name: String, in namespace: String? = nil, of index: Int) -> Int? {
    children(of: index).first { isElement($0, name, in: namespace) }
  }

  /// Indices of the child elements of a name.
  public func elements(_ name: String, in namespace: String? = nil, of index: Int) -> [Int] {
    children(of: index).filter { isElement($0, name, in: namespace) }
  }

  /// Text below a node without the white space around it.
  public func trimmedText(of index: Int) -> String {
    var text = Substring(text(of: index))
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  private func isElement(_ index: Int, _ name: String, in namespace: String?) -> Bool {
    self.name(of: index) == name && (namespace == nil || nodes[index].namespace == namespace)
  }
}
