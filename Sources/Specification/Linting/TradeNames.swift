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

  /// The trade names in a text as they stand there, each once, in the order of the text.
  static func found(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let folded = scalars.map { lowercased($0) }
    var found: [(start: Int, name: String)] = []
    for name in anyCase { found += places(of: Array(name.unicodeScalars), in: folded).map { ($0, name) } }
    for name in asWritten { found += places(of: Array(name.unicodeScalars), in: scalars).map { ($0, name) } }
    // Where one name begins another, the longer is what the text says.
    found.sort { ($0.start, -$0.name.count) < ($1.start, -$1.name.count) }
    var names: [String] = []
    var end = 0
    for (start, name) in found where start >= end {
      end = start + name.unicodeScalars.count
      var written = String.UnicodeScalarView()
      written.append(contentsOf: scalars[start..<end])
      if !names.contains(String(written)) { names.append(String(written)) }
    }
    return names
  }

  /// Where a name stands as a whole word.
  private static func places(of name: [Unicode.Scalar], in text: [Unicode.Scalar]) -> [Int] {
    guard !name.isEmpty, text.count >= name.count else { return [] }
    return (0...(text.count - name.count)).filter { start in
      let end = start + name.count
      return text[start] == name[0] && text[start..<end].elementsEqual(name)
        && (start == 0 || !isLetter(text[start - 1])) && (end == text.count || !isLetter(text[end]))
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// ASCII letters only: the names have no others, and the positions stay.
  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
  }
}
