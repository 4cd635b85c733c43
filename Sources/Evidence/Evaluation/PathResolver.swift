import Specification

/// Takes values out of observations for later steps.
public enum PathResolver {
  /// The value that a capture's path leads to; a list where the path selects several, the lists among them joined. Nil
  /// where nothing was recorded there, or where several elements have the key.
  ///
  /// - Parameters:
  ///   - schema: the observation's type, which says by which field `[key]` selects; without it any field may match.
  ///   - variables: values of names in double braces.
  public static func capture(
    _ path: Path, on observation: Value, schema: ValueType? = nil, variables: [String: Value] = [:]
  ) -> Value? {
    let walker = ObservationWalker(resolver: OperandResolver(variables: variables))
    guard let selection = try? walker.select(path, in: observation, schema: schema), selection.missingList == nil else {
      return nil
    }
    guard path.selectsSeveral else { return selection.places.first.flatMap(value) }
    var values: [Value] = []
    for place in selection.places {
      switch value(place) {
      case .list(let inner)?: values += inner
      case let value?: values.append(value)
      case nil: break
      }
    }
    return .list(values)
  }

  private static func value(_ place: Selection.Place) -> Value? {
    switch place.content {
    case .value(let value): return value
    case .emptyElement:
      if case .list? = place.type { return .list([]) }
      return place.type == .string ? .string("") : nil
    case .bytes, .absent: return nil
    }
  }
}

extension Path {
  /// Whether the path can select several values: `count` right after a filter makes one of them again.
  var selectsSeveral: Bool {
    if let first = segments.firstIndex(where: \.isElement) {
      let above = Path(segments: Array(segments[..<first]), text: text, span: span)
      return above.selectsSeveral || (segments.last != .count && segments.selectSeveralElements)
    }
    for (index, segment) in segments.enumerated() {
      switch segment {
      case .all: return true
      case .address(let address) where address.isMultiple && segments.last != .count: return true
      case .filter where index + 1 >= segments.count || segments[index + 1] != .count: return true
      default: continue
      }
    }
    return false
  }
}

extension Path.Segment {
  /// Whether it is a step below a FHIR resource.
  var isElement: Bool { if case .element = self { true } else { false } }
}

extension Sequence<Path.Segment> {
  /// Whether steps below one FHIR resource can select several elements: the last that says it says it of all before it.
  var selectSeveralElements: Bool {
    reduce(false) { several, segment in
      if case .element(_, let isMultiple) = segment { isMultiple } else { several }
    }
  }
}
