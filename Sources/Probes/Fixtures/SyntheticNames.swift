import Specification

/// Names that have broken systems before, by style. None belongs to a real patient: family and given names are drawn
/// apart from each other.
enum SyntheticNames {
  /// Beginnings and endings of family names. No name of theirs begins with another, so that a query with a wild card behind one
  /// finds nobody of another.
  private static let stems = [
    "Alder", "Ash", "Barn", "Birk", "Bram", "Calder", "Carls", "Chad", "Cran", "Dun", "East", "Ells", "Fern", "Gar",
    "Graven", "Hag", "Hather", "Holm", "Inch", "Keld", "Kettle", "Lang", "Lock", "Mars", "Nether", "Oak", "Pember",
    "Quarn", "Rush", "Sker", "Stan", "Thistle", "Under", "Vick", "Wether", "Yar",
  ]
  private static let endings = [
    "beck", "borough", "bourne", "bridge", "by", "combe", "cote", "dale", "den", "ditch", "end", "fell", "field",
    "ford",
    "gate", "ham", "hope", "hurst", "kirk", "land", "ley", "lowe", "mere", "mond", "more", "nall", "pool", "rigg",
    "shaw", "stead", "ton", "wick", "wood", "worth", "yate",
  ]
  /// The invented family names.
  static let families = stems.flatMap { stem in endings.map { stem + $0 } }
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
