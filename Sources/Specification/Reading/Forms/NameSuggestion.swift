/// Tells the author of a mistyped name which one was probably meant.
package enum NameSuggestion {
  /// The name that was probably meant, or the names that there are.
  package static func hint(for name: String, among names: some Sequence<String>) -> String? {
    if let nearest = nearest(to: name, among: names) { return "did you mean `\(nearest)`?" }
    let known = names.sorted()
    return known.isEmpty ? nil : "known are \(known.enumerated)"
  }

  /// The name that was probably meant; nil where none is close.
  package static func nearest(to name: String, among names: some Sequence<String>) -> String? {
    NearestName.suggestion(for: name, among: names)
  }
}
