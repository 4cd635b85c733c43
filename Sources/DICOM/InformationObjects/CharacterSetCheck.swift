import NIOCore

/// Whether every byte of a text has a meaning in the character sets that are declared (PS3.5 §6.1).
enum CharacterSetCheck {
  /// The values of Specific Character Set (0008,0005) themselves (PS3.3 §C.12.1.1.2).
  static func checkDeclaration(_ item: DataSet, in path: String, into notes: inout FindingList) {
    guard let declared = item.declaredCharacterSet else { return }
    let place = AttributePlace(.specificCharacterSet, in: path)
    let section = "PS3.3 §C.12.1.1.2"
    for term in declared.unknownTerms {
      notes.add(
        ObjectFinding(
          .characterSet, at: place, module: "SOP Common", section: section,
          "names no character set: \"\(term.prefix(64))\""))
    }
    let alone = declared.terms.first { ["ISO_IR 192", "GB18030", "GBK"].contains($0) }
    if let alone, declared.terms.count > 1 {
      notes.add(
        ObjectFinding(
          .characterSet, at: place, module: "SOP Common", section: section,
          "has \(alone) beside others, and it stands alone"))
    }
  }

  /// Bytes within which the very byte is looked for.
  private static let exactLength = 1 << 20

  /// The offset of the first byte without a meaning, in long text of the part that has it; nil where all have one.
  static func firstFault(in bytes: ByteBuffer, vr: VR, _ characterSet: SpecificCharacterSet) -> Int? {
    let view = bytes.readableBytesView
    guard !characterSet.decode(view, vr: vr).isExact else { return nil }
    if !vr.followsSpecificCharacterSet {
      return view.firstIndex { $0 >= 0x80 }.map { $0 - view.startIndex } ?? 0
    }
    // A text cut within a character or an escape sequence is inexact too, so the next few lengths are tried: the longest
    // of them has 4 bytes.
    func isSound(_ length: Int) -> Bool {
      (length...min(length + 4, view.count)).contains { characterSet.decode(view.prefix($0), vr: vr).isExact }
    }
    // Text may be long: the first part that is at fault is looked for in ever larger ones, and from a length on only where
    // that part begins.
    var low = 0
    var high = min(4_096, view.count)
    while high < view.count, isSound(high) {
      low = high
      high = min(high * 2, view.count)
    }
    guard high <= exactLength else { return low }
    while low < high {
      let middle = (low + high) / 2
      if isSound(middle) { low = middle + 1 } else { high = middle }
    }
    // `low` is the first length that no few bytes make sound: the faulty byte is the one before the last sound length.
    var sound = max(low - 1, 0)
    while sound < min(low + 4, view.count), !characterSet.decode(view.prefix(sound), vr: vr).isExact { sound += 1 }
    return min(sound, view.count - 1)
  }

  /// What is found at a byte without a meaning.
  static func finding(
    _ offset: Int, in bytes: ByteBuffer, vr: VR, _ characterSet: SpecificCharacterSet, at place: AttributePlace
  ) -> ObjectFinding {
    let view = bytes.readableBytesView
    let byte = String(view[view.startIndex + offset], radix: 16, uppercase: true)
    let declared = characterSet.terms.isEmpty ? "the default repertoire" : characterSet.terms.joined(separator: "\\")
    let set =
      vr.followsSpecificCharacterSet ? declared : "the default repertoire, which is the only one of \(vr.rawValue)"
    return ObjectFinding(
      .characterSet, at: place, section: vr.followsSpecificCharacterSet ? "PS3.5 §6.1.2" : "PS3.5 §6.2",
      "has byte \(byte.utf8.count == 1 ? "0" : "")\(byte) at offset \(offset), which has no meaning in \(set)",
      offset: offset)
  }
}
