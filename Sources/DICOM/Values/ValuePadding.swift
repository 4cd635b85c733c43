/// Spaces and NULs that are not part of a value (PS3.5 §6.2).
enum ValuePadding {
  /// A value without what its VR does not count.
  static func trimmed(_ text: String, vr: VR) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    if last > 0x20, first > 0x20 { return text }
    var view = Substring(text)
    // NUL pads UIDs by the standard, and other text by a common mistake.
    while let byte = view.utf8.last, byte == 0x20 || byte == 0 { view.unicodeScalars.removeLast() }
    if countsNoLeadingSpaces(vr) {
      while view.utf8.first == 0x20 { view.unicodeScalars.removeFirst() }
    }
    return String(view)
  }

  private static func countsNoLeadingSpaces(_ vr: VR) -> Bool {
    switch vr {
    case .AE, .CS, .DS, .IS, .LO, .SH: true
    default: false
    }
  }
}
