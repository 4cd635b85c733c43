/// Numbers before headings: `3.2.1`, `A.4.2`, `4.2.1.`.
enum HeadingNumber {
  /// The number and the title after it; no number where the text has none.
  static func split(_ text: String) -> (number: String?, title: String) {
    guard let space = text.firstIndex(of: " ") else { return (nil, text) }
    var number = text[..<space]
    while let last = number.last, last == "." || last == ")" || last == ":" { number.removeLast() }
    guard !number.isEmpty, number.utf8.count <= 32 else { return (nil, text) }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard
      parts.enumerated().allSatisfy({ position, part in
        let digits = !part.isEmpty && part.utf8.count <= 4 && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        let letter = position == 0 && parts.count > 1 && part.count == 1 && (part.first?.isUppercase ?? false)
        return digits || letter
      })
    else { return (nil, text) }
    return (String(number), text[space...].collapsed)
  }
}
