/// Holds an object against the modules of its definition.
struct ModuleCheck {
  private let definition: InformationObjectDefinition
  private let registry = InformationObjectRegistry.shared
  /// How many modules, and how many mandatory ones, have an attribute.
  private var owners: [Tag: (all: Int, mandatory: Int)] = [:]

  init(_ definition: InformationObjectDefinition) {
    self.definition = definition
    for part in modules {
      for requirement in registry.items[part.module.items] {
        owners[requirement.tag, default: (0, 0)].all += 1
        if part.usage == .mandatory { owners[requirement.tag, default: (0, 0)].mandatory += 1 }
      }
    }
  }

  private var modules: [InformationObjectDefinition.Part] {
    definition.parts.filter { $0.usage != .mandatoryFunctionalGroup && $0.usage != .otherFunctionalGroup }
  }

  func check(_ object: DataSet, into notes: inout FindingList) {
    for part in modules {
      var requirements = registry.items[part.module.items]
      // Whether a module is used is the sender's choice; an attribute that only this module has, where it is there, is used
      // as the module says.
      if part.usage != .mandatory {
        requirements = requirements.filter { object[$0.tag] != nil && owners[$0.tag]?.all == 1 }
      }
      ItemCheck(module: part.module).check(object, requirements, in: "", depth: 0, into: &notes)
    }
  }
}

/// Holds items against what a module asks of them.
struct ItemCheck {
  let module: InformationObjectDefinition.Module

  private var section: String { "PS3.3 Table \(module.table)" }

  func check(
    _ item: DataSet, _ requirements: [AttributeRequirement], in path: String, depth: Int, into notes: inout FindingList
  ) {
    for requirement in requirements {
      let place = AttributePlace(requirement.tag, in: path)
      guard let element = item[requirement.tag] else {
        if requirement.isRequired(in: item) { notes.add(missing(requirement, place)) }
        continue
      }
      if element.isEmpty {
        if requirement.kind.needsValue {
          notes.add(
            ObjectFinding(
              .empty, at: place, module: module.name, section: section,
              "has no value, and is of type \(requirement.kind.rawValue)"))
        }
        continue
      }
      checkValues(item, requirement, place, into: &notes)
      checkItems(element, requirement, place, depth: depth, into: &notes)
    }
  }

  private func missing(_ requirement: AttributeRequirement, _ place: AttributePlace) -> ObjectFinding {
    let reason = requirement.condition.map { " since \($0.description)" } ?? ""
    return ObjectFinding(
      .missing, at: place, module: module.name, section: section,
      "is missing, and is of type \(requirement.kind.rawValue)\(reason)")
  }

  /// The values are those of one edition, and later ones add to them: a value beyond them can't be told from one that was
  /// added since, so it is no error. What no edition can have is found by its form (`ValueCheck`).
  private func checkValues(
    _ item: DataSet, _ requirement: AttributeRequirement, _ place: AttributePlace, into notes: inout FindingList
  ) {
    guard !requirement.values.isEmpty, let values = item.strings(requirement.tag),
      let wrong = values.first(where: { !requirement.allows($0, vr: item[requirement.tag]?.vr) })
    else { return }
    notes.add(
      ObjectFinding(
        .enumeratedValue, .warning, at: place, module: module.name, section: section,
        "is \"\(wrong.prefix(64))\", which is none of \(requirement.values.joined(separator: ", ")) as the edition of "
          + "\(InformationObjectTables.editionOfValues) has them"))
  }

  private func checkItems(
    _ element: DataElement, _ requirement: AttributeRequirement, _ place: AttributePlace, depth: Int,
    into notes: inout FindingList
  ) {
    guard case .items(let items) = element.value else { return }
    if let most = requirement.mostItems, items.count > most {
      notes.add(
        ObjectFinding(
          .itemCount, at: place, module: module.name, section: section,
          "has \(items.count) items, and at most \(most) is allowed"))
    }
    guard let index = requirement.items, depth < ObjectConformance.maximumDepth else { return }
    let requirements = InformationObjectRegistry.shared.items[index]
    for (number, item) in items.enumerated() where !notes.isCut {
      check(item, requirements, in: place.item(number), depth: depth + 1, into: &notes)
    }
  }
}
