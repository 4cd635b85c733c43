/// The forms of text values (PS3.5 §6.2).
enum ValueForm {
  /// What is wrong with a value.
  struct Fault {
    var message: String
    var severity = ObjectFinding.Severity.error
    var section = "PS3.5 §6.2"
  }

  /// The first fault of one value, its padding included; nil where there is none.
  static func fault(in value: String, vr: VR) -> Fault? {
    if value.isEmpty { return nil }
    if vr == .UI { return uidFault(value) }
    if let control = controlFault(value, vr) { return control }
    let text = trimmed(value, vr)
    if text.isEmpty { return vr == .AE ? Fault(message: "an AE title of spaces only") : nil }
    if let most = mostCharacters(vr), text.unicodeScalars.count > most {
      return Fault(message: "\(text.unicodeScalars.count) characters, \(most) are allowed in \(vr.rawValue)")
    }
    switch vr {
    case .PN: return nameFault(text)
    case .CS:
      let isCode = text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || $0 == 0x20 || $0 == 0x5F }
      return isCode ? nil : Fault(message: "other than capital letters, digits, space and underscore in CS")
    case .AS: return isAge(text) ? nil : Fault(message: "no age in the form nnnD, nnnW, nnnM or nnnY")
    case .DA: return CalendarDate(text) != nil ? nil : Fault(message: "no date in the form YYYYMMDD")
    case .TM: return isTime(text) ? nil : Fault(message: "no time in the form HHMMSS.FFFFFF")
    case .DT: return isDateTime(text) ? nil : Fault(message: "no date and time in the form YYYYMMDDHHMMSS.FFFFFF&ZZXX")
    case .IS:
      guard let number = integer(text) else { return Fault(message: "no integer") }
      return Int(Int32.min)...Int(Int32.max) ~= number ? nil : Fault(message: "an integer of more than 32 bits")
    case .DS: return isDecimal(text) ? nil : Fault(message: "no decimal number")
    default: return nil
    }
  }

  /// A value as a message shows it.
  static func shown(_ value: String) -> String {
    let shown = value.unicodeScalars.prefix(48).map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F ? "\\x" + String(scalar.value, radix: 16) : String(scalar)
    }
    return shown.joined() + (value.unicodeScalars.count > 48 ? "…" : "")
  }

  private static func uidFault(_ value: String) -> Fault? {
    let uid = UID(value)
    if value.utf8.contains(0x20) {
      return Fault(message: "a UID with a space", severity: uid.isValid ? .warning : .error, section: "PS3.5 §9.1")
    }
    guard uid.fault != nil, !uid.value.isEmpty else { return nil }
    return Fault(message: "no valid UID", section: "PS3.5 §9.1")
  }

  /// Control characters are for escape sequences, and in text of several lines for its layout.
  private static func controlFault(_ value: String, _ vr: VR) -> Fault? {
    let isLayout = vr == .LT || vr == .ST || vr == .UT
    for scalar in value.unicodeScalars where scalar.value < 0x20 || scalar.value == 0x7F {
      if isLayout, [0x09, 0x0A, 0x0C, 0x0D].contains(scalar.value) { continue }
      if scalar.value == 0 { return Fault(message: "a NUL character in \(vr.rawValue), which is padded with spaces") }
      return Fault(message: "a control character in \(vr.rawValue)")
    }
    return nil
  }

  private static func trimmed(_ value: String, _ vr: VR) -> String {
    var view = Substring(value)
    while view.utf8.last == 0x20 { view.unicodeScalars.removeLast() }
    switch vr {
    case .LT, .ST, .UT, .UC, .UR, .PN, .DA, .TM, .DT, .AS: break
    default: while view.utf8.first == 0x20 { view.unicodeScalars.removeFirst() }
    }
    return String(view)
  }

  private static func mostCharacters(_ vr: VR) -> Int? {
    switch vr {
    case .AE, .CS, .DS, .SH: 16
    case .IS: 12
    case .DT: 26
    case .LO: 64
    case .ST: 1_024
    case .LT: 10_240
    default: nil
    }
  }

  private static func nameFault(_ text: String) -> Fault? {
    let groups = text.unicodeScalars.split(separator: "=", omittingEmptySubsequences: false)
    if groups.count > 3 { return Fault(message: "\(groups.count) component groups, 3 are allowed in PN") }
    for group in groups {
      if group.count > 64 {
        return Fault(message: "a component group of \(group.count) characters, 64 are allowed in PN")
      }
      if group.split(separator: "^", omittingEmptySubsequences: false).count > 5 {
        return Fault(message: "more than 5 components in PN")
      }
    }
    return nil
  }

  private static func digits(_ text: some Collection<UInt8>) -> Bool { text.allSatisfy { 0x30...0x39 ~= $0 } }

  private static func isAge(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 4 && digits(bytes[0..<3]) && "DWMY".utf8.contains(bytes[3])
  }

  private static func isTime(_ text: String) -> Bool { isTime(Array(text.utf8)[...]) }

  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, [2, 4, 6].contains(whole.count), parts.allSatisfy({ digits($0) }) else {
      return false
    }
    if parts.count == 2 { guard whole.count == 6, 1...6 ~= parts[1].count else { return false } }
    let limits = [23, 59, 60]
    let numbers = whole.map { Int($0) - 0x30 }
    return stride(from: 0, to: numbers.count, by: 2).allSatisfy { numbers[$0] * 10 + numbers[$0 + 1] <= limits[$0 / 2] }
  }

  private static func isDateTime(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    if let sign = bytes.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
      let zone = bytes[(sign + 1)...]
      guard zone.count == 4, digits(zone) else { return false }
      bytes = bytes[..<sign]
    }
    let date = bytes.prefix(8)
    guard [4, 6, 8].contains(date.count), digits(date) else { return false }
    let text = String(decoding: date, as: UTF8.self)
    guard CalendarDate(text + "0101".dropFirst(date.count - 4)) != nil else { return false }
    return bytes.count <= 8 || isTime(bytes.dropFirst(8))
  }

  private static func integer(_ text: String) -> Int? {
    let bytes = text.utf8
    let number = bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    guard !number.isEmpty, digits(number) else { return nil }
    return Int(text)
  }

  private static func isDecimal(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    if let exponent = bytes.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }) {
      guard integer(String(decoding: bytes[(exponent + 1)...], as: UTF8.self)) != nil else { return false }
      bytes = bytes[..<exponent]
    }
    if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { digits($0) } && parts.contains { !$0.isEmpty }
  }
}
