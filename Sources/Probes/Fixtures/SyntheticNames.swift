import Specification

/// Names that have broken systems before, by style. None belongs to a real patient: family and given names are drawn
/// apart from each other.
enum SyntheticNames {
  private static let families = [
    "Ashdown", "Birkett", "Calloway", "Dunmore", "Eastwick", "Farrow", "Garside", "Holloway", "Inchbald", "Jessop",
    "Kettering", "Lockwood", "Marchbank", "Netherby", "Oakshott", "Pemberton", "Quarles", "Rushworth", "Stanhope",
    "Thistlewood", "Underhill", "Vickery", "Wetherby", "Yarborough",
  ]
  private static let female = [
    "Agnes", "Beatrice", "Celia", "Dora", "Edith", "Flora", "Grace", "Hetty", "Ida", "Judith",
  ]
  private static let male = ["Albert", "Bernard", "Cecil", "Desmond", "Edgar", "Felix", "Gilbert", "Horace", "Ivor"]

  /// Components in the order of PN.
  static func components(
    _ style: PatientFixture.NameStyle, sex: String, family: inout SeededGenerator, given: inout SeededGenerator
  ) -> [String] {
    let first = given.pick(sex == "M" ? male : female)
    let last = family.pick(families)
    let second = family.pick(families)
    switch style {
    case .plain: return [last, first]
    case .hyphenated: return ["\(last)-\(second)", first]
    case .apostrophe: return ["O'\(last)", first]
    case .latin1:
      return [
        family.pick(["Brüning", "Lefèvre", "Muñoz", "Søgaard", "Åkesson"]), given.pick(["Zoë", "René", "Jürgen"]),
      ]
    case .unicode:
      return [
        family.pick(["Łukasiewicz", "Dvořák", "Şahin", "Őry", "Țepeș"]), given.pick(["Żaneta", "Jiří", "Ğökçe"]),
      ]
    case .full: return [last, first, given.pick(female), "Dr", "FRCR"]
    case .long:
      // 64 characters in all, the most that a component group holds (PS3.5 §6.2).
      let wanted = 64 - first.count - 1
      var name = "\(last)-\(second)"
      while name.count < wanted { name += "-\(family.pick(families))" }
      return [String(name.prefix(wanted)), first]
    }
  }
}
