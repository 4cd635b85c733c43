/// Who a patient is, as an answer or a request says it.
struct FoundPatient: Hashable {
  /// Identifiers without their authorities.
  var identifiers: [String] = []
  /// The name in whatever order and form.
  var name = ""
  /// Day of birth, the digits alone; empty where it is not stated.
  var birthDate = ""

  /// Makes a patient; what is empty is left out.
  init(identifiers: [String], name: String = "", birthDate: String = "") {
    self.identifiers = identifiers.filter { $0.contains { $0.isLetter || $0.isNumber } }
    self.name = name
    self.birthDate = String(birthDate.filter(\.isNumber).prefix(8))
  }

  /// Whether nothing says who it is.
  var isNobody: Bool { identifiers.isEmpty && nameWords.isEmpty }

  /// Whether it is known by numbers alone.
  var isNameless: Bool { nameWords.isEmpty && birthDate.isEmpty }

  /// The words of the name in lower case; single letters are initials or codes.
  var nameWords: [String] { Words.of(name).filter { $0.count > 1 } }

  /// By what patients are told apart when they are counted.
  var key: String {
    if let identifier = identifiers.first { return "id \(identifier.lowercased().filter { $0 != " " })" }
    return "name \(nameWords.sorted().joined(separator: " ")) \(birthDate)"
  }
}

/// The words of a text: runs of letters and digits.
enum Words {
  /// In lower case, in order.
  static func of(_ text: String) -> [String] {
    text.unicodeScalars.split { !isPart($0) }.map { String(String.UnicodeScalarView($0)).lowercased() }
  }

  /// A text with each word replaced by what is made of it.
  static func replacing(in text: String, _ replacement: (String) -> String?) -> String {
    var result = String.UnicodeScalarView()
    var word = String.UnicodeScalarView()
    func end() {
      guard !word.isEmpty else { return }
      result.append(contentsOf: replacement(String(word))?.unicodeScalars ?? word)
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if isPart(scalar) {
        word.append(scalar)
      } else {
        end()
        result.append(scalar)
      }
    }
    end()
    return String(result)
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}
