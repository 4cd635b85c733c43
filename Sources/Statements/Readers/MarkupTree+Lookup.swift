import XMLTree

extension MarkupTree {
  /// The first child element of this name.
  func child(_ name: String, of index: Int) -> Int? {
    children(of: index).first { self.name(of: $0) == name }
  }

  /// The elements of this name among a node's descendants, in their order.
  func descendants(_ name: String, of index: Int) -> [Int] {
    guard nodes.indices.contains(index) else { return [] }
    return (index + 1..<max(index + 1, nodes[index].end)).filter { self.name(of: $0) == name }
  }

  /// The child elements of this name.
  func children(_ name: String, of index: Int) -> [Int] {
    children(of: index).filter { self.name(of: $0) == name }
  }
}
