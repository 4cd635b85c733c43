/// A person's name (PS3.5 §6.2.1): up to three groups of up to five components each.
public struct PersonName: Hashable, Sendable, CustomStringConvertible {
  /// One way of writing the name.
  public struct ComponentGroup: Hashable, Sendable, CustomStringConvertible {
    /// Family name complex.
    public var family: String
    /// Given name complex.
    public var given: String
    /// Middle name.
    public var middle: String
    /// Name prefix, such as Dr.
    public var prefix: String
    /// Name suffix, such as MSc.
    public var suffix: String

    /// Makes a group of components.
    public init(family: String = "", given: String = "", middle: String = "", prefix: String = "", suffix: String = "")
    {
      self.family = family
      self.given = given
      self.middle = middle
      self.prefix = prefix
      self.suffix = suffix
    }

    /// Reads components parted by `^`; anything after the fifth is kept in the fifth.
    public init(_ text: some StringProtocol) {
      let parts = text.split(separator: "^", maxSplits: 4, omittingEmptySubsequences: false).map { String($0) }
      func part(_ index: Int) -> String { index < parts.count ? ValuePadding.trimmed(parts[index], vr: .LO) : "" }
      self.init(family: part(0), given: part(1), middle: part(2), prefix: part(3), suffix: part(4))
    }

    /// Whether no component is there.
    public var isEmpty: Bool { self == ComponentGroup() }

    /// The components parted by `^`, without delimiters at the end.
    public var description: String {
      var parts = [family, given, middle, prefix, suffix]
      while parts.last?.isEmpty == true { parts.removeLast() }
      return parts.joined(separator: "^")
    }
  }

  /// In single-byte characters, mostly Latin.
  public var alphabetic: ComponentGroup
  /// In ideographs or hangul.
  public var ideographic: ComponentGroup
  /// In hiragana, katakana or hangul, as spoken.
  public var phonetic: ComponentGroup

  /// Makes a name of its groups.
  public init(
    alphabetic: ComponentGroup, ideographic: ComponentGroup = ComponentGroup(),
    phonetic: ComponentGroup = ComponentGroup()
  ) {
    self.alphabetic = alphabetic
    self.ideographic = ideographic
    self.phonetic = phonetic
  }

  /// Reads groups parted by `=`.
  public init(_ text: String) {
    let groups = text.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false)
    func group(_ index: Int) -> ComponentGroup {
      index < groups.count ? ComponentGroup(groups[index]) : ComponentGroup()
    }
    self.init(alphabetic: group(0), ideographic: group(1), phonetic: group(2))
  }

  /// The groups parted by `=`, without delimiters at the end.
  public var description: String {
    var groups = [alphabetic.description, ideographic.description, phonetic.description]
    while groups.last?.isEmpty == true { groups.removeLast() }
    return groups.joined(separator: "=")
  }
}
