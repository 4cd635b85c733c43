import DICOM
import Foundation
import HL7

/// Carries what messages say of patients into what an archive holds: corrections, merges, and their undoing
/// (RAD TF-2 §4.12, §4.1).
///
/// Patients are told by identifier and issuer alone. Every object keeps its UIDs and pixels, and says what stood there
/// before.
actor ArchivePatients {
  private typealias Identifier = BrokerPatient.Identifier

  /// An object as it was before a merge, and the two patients.
  private struct Move {
    var prior: [Identifier]
    var kept: [Identifier]
    var object: HeldObject
  }

  /// Objects whose merge can be undone; the oldest are forgotten.
  private static let memory = 20_000

  private let holdings: ArchiveHoldings
  private let folder: String
  private let defects: Set<ManagerDefect>
  private var moves: [Move] = []

  /// Makes one for what is held.
  ///
  /// - Parameter folder: Where changed objects are written.
  init(_ holdings: ArchiveHoldings, folder: String, defects: Set<ManagerDefect>) {
    self.holdings = holdings
    self.folder = folder
    self.defects = defects
  }

  /// Acts on a message that was accepted; one that says nothing of patients changes nothing.
  func administer(_ message: Message) {
    let header = SegmentFields("MSH", of: message)
    guard header.text(9) == "ADT" else { return }
    let patient = BrokerPatient(SegmentFields("PID", of: message), heard: .distantPast)
    let prior = BrokerPatient.identifiers(SegmentFields("MRG", of: message), 1)
    switch header.text(9, 2) {
    case "A01", "A04", "A08", "A31": correct(patient)
    case "A18", "A34", "A36", "A39", "A40": merge(prior, into: patient)
    case "A37":
      let other = BrokerPatient.identifiers(SegmentFields("PID", of: message, number: 2), 3)
      undo(patient.identifiers, other)
    case "A43": undo(patient.identifiers, prior)
    default: break
    }
  }

  private func correct(_ patient: BrokerPatient) {
    guard !defects.contains(.ignoresCorrections) else { return }
    var objects = objects(of: patient.identifiers)
    if defects.contains(.correctsTwins) {
      let alike = Set(objects.map(Self.likeness))
      objects = holdings.studies().flatMap(\.objects).filter { alike.contains(Self.likeness($0)) }
    }
    for object in objects { change(object, to: patient, takesNumber: false) }
  }

  private func merge(_ prior: [Identifier], into patient: BrokerPatient) {
    guard !prior.isEmpty, !defects.contains(.ignoresMerges) else { return }
    if defects.contains(.dropsTemporary), !prior.contains(where: \.isNHSNumber) { return }
    var objects = objects(of: prior)
    if defects.contains(.losesStudies) {
      objects = objects.filter { $0.instance.study == objects.first?.instance.study }
    }
    if defects.contains(.leavesReports) { objects.removeAll { Self.isReport($0) } }
    for object in objects {
      moves.append(Move(prior: prior, kept: patient.identifiers, object: object))
      change(object, to: patient, takesNumber: true)
    }
    if moves.count > Self.memory { moves.removeFirst(moves.count - Self.memory) }
  }

  /// Gives what was merged between two patients back as it was.
  private func undo(_ one: [Identifier], _ other: [Identifier]) {
    guard !defects.contains(.keepsMerged) else { return }
    func isBetween(_ move: Move) -> Bool {
      func meet(_ left: [Identifier], _ right: [Identifier]) -> Bool { left.contains { right.contains($0) } }
      return meet(move.prior, one) && meet(move.kept, other) || meet(move.prior, other) && meet(move.kept, one)
    }
    for move in moves where isBetween(move) { _ = holdings.add(move.object.instance, move.object.content) }
    moves.removeAll(where: isBetween)
  }

  // MARK: Objects

  private static let issuer = Tag(0x0010, 0x0021)
  private static let others = Tag(0x0010, 0x1002)
  private static let originals = Tag(0x0400, 0x0561)

  /// What is held of a patient with one of these identifiers.
  private func objects(of identifiers: [Identifier]) -> [HeldObject] {
    holdings.studies().flatMap(\.objects).filter { object in
      let attributes = object.instance.attributes
      let own = [attributes] + (attributes.items(Self.others) ?? [])
      return own.contains { item in
        guard let number = item.string(.patientID), !number.isEmpty else { return false }
        let issuer = item.string(Self.issuer) ?? ""
        return identifiers.contains { $0.number == number && (issuer.isEmpty || $0.authority == issuer) }
      }
    }
  }

  /// Whether an object is a structured report or an encapsulated document (PS3.3 §A.35, §A.45).
  private static func isReport(_ object: HeldObject) -> Bool {
    ["1.2.840.10008.5.1.4.1.1.88.", "1.2.840.10008.5.1.4.1.1.104."].contains { object.instance.sopClass.hasPrefix($0) }
  }

  /// Family name and date of birth: what twins share.
  private static func likeness(_ object: HeldObject) -> [String] {
    let attributes = object.instance.attributes
    return [
      PersonName.ComponentGroup(attributes.string(.patientName) ?? "").family,
      attributes.string(.patientBirthDate) ?? "",
    ]
  }

  /// Writes what is known of a patient into an object. What can't be read or written any more stays as it is.
  private func change(_ object: HeldObject, to patient: BrokerPatient, takesNumber: Bool) {
    guard var dataSet = object.dataSet else { return }
    var earlier = DataSet()
    func write(_ tag: Tag, _ text: String) {
      let before = dataSet[tag]
      guard !text.isEmpty, dataSet.string(tag) != text, (try? dataSet.set(tag, text)) != nil else { return }
      earlier[tag] = before ?? DataElement(tag: tag, vr: dataSet[tag]?.vr ?? .LO, value: .bytes(.init()))
    }
    write(.patientName, patient.name.description)
    write(.patientBirthDate, patient.birthDate)
    write(Tag(0x0010, 0x0040), patient.sex)
    if takesNumber, let number = patient.identifiers.first(where: \.isNHSNumber) ?? patient.identifiers.first {
      write(.patientID, number.number)
      write(Self.issuer, number.authority)
      dataSet[Self.others] = Self.otherNumbers(patient.identifiers.filter { $0 != number })
    }
    guard !earlier.elements.isEmpty else { return }
    if !defects.contains(.forgetsEarlierValues) { note(earlier, in: &dataSet) }
    if takesNumber, defects.contains(.newInstances) { try? dataSet.set(.sopInstanceUID, UID(ArchiveUID.make())) }
    if !takesNumber, defects.contains(.spoilsPixels) { Self.spoil(&dataSet) }
    let syntax = object.instance.transferSyntax
    guard let instance = StoredInstance(dataSet, transferSyntax: syntax), let bytes = try? dataSet.encoded(as: syntax),
      let file = HeldFile(bytes, in: folder)
    else { return }
    if instance.sopInstance != object.instance.sopInstance { holdings.hide([object.instance.sopInstance]) }
    _ = holdings.add(instance, .written(file))
  }

  private static func otherNumbers(_ identifiers: [Identifier]) -> DataElement? {
    let items = identifiers.map { identifier in
      var item = DataSet()
      try? item.set(.patientID, identifier.number)
      try? item.set(issuer, identifier.authority)
      try? item.set(Tag(0x0010, 0x0022), "TEXT")
      return item
    }
    return items.isEmpty ? nil : DataElement(tag: others, vr: .SQ, value: .items(items))
  }

  /// Keeps values that were replaced (PS3.3 §C.12.1.1.9).
  private func note(_ earlier: DataSet, in dataSet: inout DataSet) {
    var item = DataSet()
    try? item.set(Tag(0x0400, 0x0564), "")
    try? item.set(Tag(0x0400, 0x0562), "20260101120000")
    try? item.set(Tag(0x0400, 0x0563), "MANAGER")
    try? item.set(Tag(0x0400, 0x0565), "CORRECT")
    item[Tag(0x0400, 0x0550)] = DataElement(tag: Tag(0x0400, 0x0550), vr: .SQ, value: .items([earlier]))
    let items = (dataSet.items(Self.originals) ?? []) + [item]
    dataSet[Self.originals] = DataElement(tag: Self.originals, vr: .SQ, value: .items(items))
  }

  private static func spoil(_ dataSet: inout DataSet) {
    guard let element = dataSet[.pixelData], case .bytes(var pixels) = element.value,
      let first = pixels.getInteger(at: pixels.readerIndex, as: UInt8.self)
    else { return }
    pixels.setInteger(first ^ 1, at: pixels.readerIndex)
    dataSet[.pixelData] = DataElement(tag: .pixelData, vr: element.vr, value: .bytes(pixels))
  }
}
