extension ConformityCheck {
  /// Holds the number of occurrences against a node of a profile, sorts them into its slices, and notes for each which
  /// nodes look at it.
  mutating func occurrences(
    _ instances: [Instance], of node: ProfileNode, path: String, offset: Int, into applied: inout [[ProfileNode]]
  ) {
    if let (least, origin) = node.minimum, instances.count < least {
      find(.minimum, Self.few(instances.count, least), at: path, offset: offset, by: origin)
    }
    if let (most, origin) = node.maximum, instances.count > most {
      find(.maximum, Self.many(instances.count, most), at: path, offset: instances.last?.offset ?? offset, by: origin)
    }
    if instances.isEmpty, node.isMustSupport { report.add(absent: path) }
    for index in instances.indices { applied[index].append(node) }
    guard !node.slices.isEmpty, let rules else { return }
    guard let slicing = node.effectiveSlicing else { return }
    let slices = node.slices.map { SliceConditions($0, slicing: slicing, rules: rules) }
    sort(instances, into: slices, slicing, of: node, path: path, offset: offset, applied: &applied)
  }

  private mutating func sort(
    _ instances: [Instance], into slices: [SliceConditions], _ slicing: Slicing, of node: ProfileNode, path: String,
    offset: Int, applied: inout [[ProfileNode]]
  ) {
    var certain = Array(repeating: 0, count: slices.count)
    var possible = certain
    var latest = 0
    var isAfterSlices = false
    let origin = node.slicing?.origin ?? slices.first?.slice.rules.first?.origin
    let standard = slices.firstIndex { $0.slice.name == SliceConditions.standard }
    for (index, instance) in instances.enumerated() {
      guard spend(at: instance.path) else { return }
      var matched: [Int] = []
      var doubtful: [Int] = []
      for (number, slice) in slices.enumerated() where number != standard {
        switch slice.match(instance) {
        case .yes: matched.append(number)
        case .no: continue
        case .unknown: doubtful.append(number)
        }
      }
      if matched.count > 1 || (matched.isEmpty && !doubtful.isEmpty) {
        for number in matched + doubtful { possible[number] += 1 }
        let names = (matched + doubtful).map { slices[$0].slice.name }
        leave(
          doubt(matched, slices, doubtful, instance, names), at: instance.path,
          by: slices[(matched + doubtful)[0]].slice.rules.first?.origin ?? origin)
      } else if let number = matched.first ?? standard {
        certain[number] += 1
        for number in doubtful { possible[number] += 1 }
        applied[index].append(slices[number].slice)
        guard number != standard else { continue }
        if slicing.isOrdered, number < latest {
          find(
            .slicing,
            "the slice \(slices[number].slice.name) comes after \(slices[latest].slice.name), and must come before",
            at: instance.path, offset: instance.offset, by: origin)
        }
        if slicing.rules == .openAtEnd, isAfterSlices {
          find(
            .slicing, "the slice \(slices[number].slice.name) comes after what is in no slice, which must come last",
            at: instance.path, offset: instance.offset, by: origin)
        }
        latest = max(latest, number)
      } else {
        isAfterSlices = true
        guard slicing.rules == .closed else { continue }
        let names = slices.map(\.slice.name).joined(separator: ", ")
        find(
          .slicing, "\(instance.shown) is in none of the slices \(names), and nothing else may be there",
          at: instance.path, offset: instance.offset, by: origin)
      }
    }
    for (number, conditions) in slices.enumerated() {
      count(certain[number], upTo: certain[number] + possible[number], of: conditions, path: path, offset: offset)
    }
  }

  private func doubt(
    _ matched: [Int], _ slices: [SliceConditions], _ doubtful: [Int], _ instance: Instance, _ names: [String]
  ) -> String {
    if matched.count > 1 {
      return "it is in the slices \(names.joined(separator: " and ")) at once, so neither is judged"
    }
    var why = ""
    if case .unknown(let reason) = slices[doubtful[0]].match(instance) { why = ": \(reason)" }
    return "whether it is in the slice \(names.joined(separator: " or ")) is not judged\(why)"
  }

  /// The number of a slice's values, of which some may be doubtful.
  private mutating func count(
    _ certain: Int, upTo possible: Int, of conditions: SliceConditions, path: String, offset: Int
  ) {
    let slice = conditions.slice
    let path = "\(path):\(slice.name)"
    if possible == 0, slice.isMustSupport { report.add(absent: path) }
    if let (least, origin) = slice.minimum, certain < least {
      if possible < least {
        find(.minimum, Self.few(possible, least), at: path, offset: offset, by: origin)
      } else {
        leave("whether there are \(least) of it is not judged", at: path, by: origin)
      }
    }
    if let (most, origin) = slice.maximum {
      if certain > most {
        find(.maximum, Self.many(certain, most), at: path, offset: offset, by: origin)
      } else if possible > most {
        leave("whether there are no more than \(most) of it is not judged", at: path, by: origin)
      }
    }
  }
}
