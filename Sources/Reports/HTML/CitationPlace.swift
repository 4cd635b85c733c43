import Evidence

extension Citation {
  /// Where in the document the words stand, from the large to the small: `page 12`, `table 4-2`, `row 3`.
  var place: [String] {
    var place: [String] = []
    if let section { place.append("section \(section)") }
    if let page { place.append("page \(page)") }
    if let line { place.append("line \(line)") }
    if let element { place.append("element \(element)") }
    if let table { place.append(table.lowercased().hasPrefix("table") ? table : "table \(table)") }
    if let row { place.append("row \(row)") }
    return place
  }
}
