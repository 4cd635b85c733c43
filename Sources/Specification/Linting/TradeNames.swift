/// Names of makers and products of the field. A demand that names one is closed to the others: technical specifications
/// refer to performance, not to makes (Procurement Act 2023, section 56).
enum TradeNames {
  /// Found however they are written.
  private static let anyCase = [
    "agfa", "ambra", "biotronics3d", "carestream", "cerner", "dcm4che", "dcm4chee", "dcmtk", "fujifilm", "hologic",
    "hyland", "impax", "infinitt", "intelepacs", "intelerad", "intellispace", "intersystems", "kheops", "mckesson",
    "medtronic", "microsoft", "mindray", "mirth connect", "novarad", "ohif", "orthanc", "osirix", "pukka-j",
    "pydicom", "ramsoft", "rapidai", "sectra", "shimadzu", "siemens", "siemens healthineers", "soliton", "syngo",
    "terarecon", "toshiba", "visbion", "weasis", "wellbeing software",
  ]

  /// English words or short letters besides, and trade names only when written so.
  private static let asWritten = [
    "AWS", "Acuo", "Aidoc", "Annalise", "Azure", "Canon", "Centricity", "Change Healthcare", "Epic", "Esaote", "GE",
    "GE HealthCare", "Google", "HealthShare", "Horos", "IBM", "Insignia", "Kodak", "Konica Minolta",
    "Merge Healthcare", "Merge PACS", "Nuance", "Oracle", "Philips", "Rhapsody", "Samsung", "Synapse PACS", "Visage",
    "Vue PACS",
  ]

  private struct Name {
    /// As it is written, ASCII alone.
    var bytes: [UInt8]
    var isFoundInAnyCase: Bool
  }

  /// The names by the small letter that they begin with; the longer of two before the shorter.
  private static let names: [[Name]] = {
    var names = [[Name]](repeating: [], count: 256)
    func add(_ text: String, isFoundInAnyCase: Bool) {
      let bytes = Array(text.utf8)
      guard let first = bytes.first.map(lowercased) else { return }
      names[Int(first)].append(Name(bytes: bytes, isFoundInAnyCase: isFoundInAnyCase))
    }
    for text in anyCase { add(text, isFoundInAnyCase: true) }
    for text in asWritten { add(text, isFoundInAnyCase: false) }
    return names.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// Whether a name begins with a byte: most bytes of a text begin none, and a list is dearer to look at than a flag.
  private static let begins = names.map { !$0.isEmpty }

  /// The trade names in a text as they stand there, each once, in the order of the text. Where one name begins another,
  /// the longer is what the text says.
  static func found(in text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      var found: [String] = []
      var start = 0
      let begins = begins
      while start < bytes.count {
        // Behind a letter no word begins.
        guard start == 0 || !isWord(bytes[start - 1]), begins[Int(lowercased(bytes[start]))] else {
          start += 1
          continue
        }
        guard let name = names[Int(lowercased(bytes[start]))].first(where: { stands($0, at: start, in: bytes) }) else {
          start += 1
          continue
        }
        let end = start + name.bytes.count
        let written = String(decoding: bytes[start..<end], as: UTF8.self)
        if !found.contains(written) { found.append(written) }
        start = end
      }
      return found
    }
  }

  /// Whether a name stands at a place as a whole word.
  private static func stands(_ name: Name, at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = start + name.bytes.count
    guard end <= text.count else { return false }
    for (place, byte) in name.bytes.enumerated() {
      let written = text[start + place]
      guard (name.isFoundInAnyCase ? lowercased(written) : written) == byte else { return false }
    }
    // No scalar takes more than four bytes.
    let before = String(decoding: text[max(0, start - 4)..<start], as: UTF8.self).unicodeScalars.last
    let behind = String(decoding: text[end..<min(end + 4, text.count)], as: UTF8.self).unicodeScalars.first
    return before.map(isLetter) != true && behind.map(isLetter) != true
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Whether a byte is a letter or a digit of ASCII.
  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// ASCII letters only: the names have no others.
  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
