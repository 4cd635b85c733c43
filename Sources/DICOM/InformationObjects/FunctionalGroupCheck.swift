/// Holds a multi-frame object against the functional groups of its definition (PS3.3 §C.7.6.16).
struct FunctionalGroupCheck {
  private let definition: InformationObjectDefinition
  private static let shared = Tag(0x5200, 0x9229)
  private static let module = "Multi-frame Functional Groups"
  private static let section = "PS3.3 §C.7.6.16"
  private static let perFrame = Tag(0x5200, 0x9230)

  init(_ definition: InformationObjectDefinition) { self.definition = definition }

  func check(_ object: DataSet, into notes: inout FindingList) {
    let groups = definition.parts.filter { $0.usage == .mandatoryFunctionalGroup || $0.usage == .otherFunctionalGroup }
    guard groups.contains(where: { $0.usage == .mandatoryFunctionalGroup }) else { return }
    let frames = object.items(Self.perFrame) ?? []
    // Where every tile is there in order, its place follows from its number (PS3.3 §C.7.6.17.3).
    let isTiled = object.string(Tag(0x0020, 0x9311)) == "TILED_FULL"
    if frames.isEmpty, !isTiled {
      notes.add(
        ObjectFinding(
          object[Self.perFrame] == nil ? .missing : .empty, at: AttributePlace(Self.perFrame, in: ""),
          module: Self.module, section: Self.section, "has no items, and frames are not TILED_FULL"))
    }
    let shared = object.items(Self.shared)?.first ?? DataSet()
    for part in groups {
      let requirements = InformationObjectRegistry.shared.items[part.module.items]
      let check = ItemCheck(module: part.module)
      let present = requirements.filter { shared[$0.tag] != nil }
      check.check(shared, present, in: AttributePlace(Self.shared, in: "").item(0), depth: 1, into: &notes)
      for (number, frame) in frames.enumerated() where !notes.isCut {
        let here = requirements.filter { requirement in
          if frame[requirement.tag] != nil { return true }
          return part.usage == .mandatoryFunctionalGroup && shared[requirement.tag] == nil
        }
        let path = AttributePlace(Self.perFrame, in: "").item(number)
        check.check(frame, here, in: path, depth: 1, into: &notes)
      }
    }
    if !frames.isEmpty { checkFrameCount(object, frames.count, into: &notes) }
  }

  private func checkFrameCount(_ object: DataSet, _ count: Int, into notes: inout FindingList) {
    guard let stated = object.integer(Tag(0x0028, 0x0008)), stated != count else { return }
    notes.add(
      ObjectFinding(
        .itemCount, at: AttributePlace(Self.perFrame, in: ""), module: Self.module, section: Self.section,
        "has \(count) items, and Number of Frames is \(stated)"))
  }
}
