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
    var scalars: [Unicode.Scalar]
    var isFoundInAnyCase: Bool
  }

  /// The names by the small letter that they begin with, an ASCII one; the longer of two before the shorter.
  private static let names: [[Name]] = {
    var names = [[Name]](repeating: [], count: 128)
    func add(_ text: String, isFoundInAnyCase: Bool) {
      let scalars = Array(text.unicodeScalars)
      guard let first = scalars.first.map(lowercased), first.isASCII else { return }
      names[Int(first.value)].append(Name(scalars: scalars, isFoundInAnyCase: isFoundInAnyCase))
    }
    for text in anyCase { add(text, isFoundInAnyCase: true) }
    for text in asWritten { add(text, isFoundInAnyCase: false) }
    return names.map { $0.sorted { $0.scalars.count > $1.scalars.count } }
  }()

  /// The trade names in a text as they stand there, each once, in the order of the text. Where one name begins another,
  /// the longer is what the text says.
  static func found(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var found: [String] = []
    var start = 0
    while start < scalars.count {
      let first = lowercased(scalars[start])
      guard first.isASCII, let name = names[Int(first.value)].first(where: { stands($0, at: start, in: scalars) })
      else {
        start += 1
        continue
      }
      let end = start + name.scalars.count
      var written = String.UnicodeScalarView()
      written.append(contentsOf: scalars[start..<end])
      if !found.contains(String(written)) { found.append(String(written)) }
      start = end
    }
    return found
  }

  /// Whether a name stands at a place as a whole word.
  private static func stands(_ name: Name, at start: Int, in text: [Unicode.Scalar]) -> Bool {
    let end = start + name.scalars.count
    guard end <= text.count else { return false }
    for (place, scalar) in name.scalars.enumerated() {
      let written = text[start + place]
      guard (name.isFoundInAnyCase ? lowercased(written) : written) == scalar else { return false }
    }
    return (start == 0 || !isLetter(text[start - 1])) && (end == text.count || !isLetter(text[end]))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// ASCII letters only: the names have no others, and the positions stay.
  private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
  }
}
