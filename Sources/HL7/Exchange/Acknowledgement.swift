/// What an acknowledgement says: segment MSA and the ERR segments with it (HL7 v2.5.1 §2.9, §2.15.8, §2.15.5).
public struct Acknowledgement: Hashable, Sendable {
  /// HL7 table 0008.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    case applicationAccept = "AA"
    case applicationError = "AE"
    case applicationReject = "AR"
    case commitAccept = "CA"
    case commitError = "CE"
    case commitReject = "CR"

    /// Whether it speaks of the message's safe keeping alone (enhanced mode).
    public var isCommit: Bool { rawValue.hasPrefix("C") }
  }

  /// One ERR segment.
  public struct Fault: Hashable, Sendable {
    /// Where in the message, as an address; nil where the segment names none that can be read.
    public var location: Address?
    /// The code of the error, HL7 table 0357.
    public var code: String
    /// Its text: that of the code, the diagnostics and the message for the user.
    public var text: String
    /// `E`, `W`, `I` or `F` of table 0516; empty before 2.5.
    public var severity: String

    /// Makes an error.
    public init(location: Address? = nil, code: String, text: String, severity: String = "") {
      self.location = location
      self.code = code
      self.text = text
      self.severity = severity
    }
  }

  /// MSA-1 as sent.
  public var codeText: String
  /// MSA-1; nil for a code that table 0008 does not have.
  public var code: Code?
  /// MSA-2: the control id of the message that is answered.
  public var controlID: String
  /// MSA-3, or the texts of the ERR segments where it is empty.
  public var text: String
  /// The ERR segments in order.
  public var faults: [Fault]

  /// Reads the acknowledgement that a message holds; nil where it has no MSA.
  public init?(_ message: Message) {
    guard let segment = message.segments("MSA").first else { return nil }
    func text(_ number: Int) -> String {
      segment.field(number)?.part(1).map { message.text(of: $0).text } ?? ""
    }
    codeText = text(1)
    code = Code(rawValue: codeText)
    controlID = text(2)
    faults = message.segments("ERR").flatMap { Self.faults($0, of: message) }
    let own = text(3)
    self.text = own.isEmpty ? faults.map(\.text).filter { !$0.isEmpty }.joined(separator: "; ") : own
  }

  private static func faults(_ segment: Segment, of message: Message) -> [Fault] {
    func text(_ part: Part?, _ component: Int) -> String {
      part?.part(component).map { message.text(of: $0).text } ?? ""
    }
    // Since 2.5 a segment each, with the location in ERR-2; before, repetitions of ERR-1 that hold code and location.
    if let code = segment.field(3)?.part(1), code.isValued {
      let place = segment.field(2)?.part(1)
      let texts = [text(code, 2), text(segment.field(7)?.part(1), 1), text(segment.field(8)?.part(1), 1)]
      return [
        Fault(
          location: location((1...6).map { text(place, $0) }), code: text(code, 1),
          text: texts.filter { !$0.isEmpty }.joined(separator: "; "), severity: text(segment.field(4)?.part(1), 1))
      ]
    }
    return (segment.field(1)?.parts ?? []).filter(\.isValued).map { place in
      let code = place.part(4)
      return Fault(
        location: location([text(place, 1), text(place, 2), text(place, 3), "", "", ""]), code: text(code, 1),
        text: text(code, 2), severity: "")
    }
  }

  /// Segment, its sequence, field, repetition, component, subcomponent (data type ERL; ELD has the first three).
  private static func location(_ parts: [String]) -> Address? {
    func number(_ place: Int) -> Int? { Int(parts[place]).flatMap { (1...99_999).contains($0) ? $0 : nil } }
    guard parts[0].utf8.count == 3, var address = try? Address(parts[0]) else { return nil }
    if let sequence = number(1) { address.occurrence = .number(sequence) }
    address.field = number(2)
    guard address.field != nil else { return address }
    address.repetition = number(3).map { .number($0) }
    address.component = number(4)
    if address.component != nil { address.subcomponent = number(5) }
    return address
  }
}
