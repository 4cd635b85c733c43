import Evidence
import Rendering

/// The claims of a machine-readable description, which has no text to show beside them.
enum DescriptionMarkup {
  static func html(_ reading: DocumentReading) -> HTML {
    Claim.Kind.allCases.compactMap { kind -> HTML? in
      let own = reading.claims.enumerated().filter { $0.element.kind == kind }
      guard !own.isEmpty else { return nil }
      let columns = ClaimColumns.of(kind)
      let rows = own.map { index, claim -> HTML in
        """
        <tr class="hit e-\(ClaimBadges.tone(claim))" id="s\(index + 1)"><td class="mg">\
        \(ClaimBadges.row([(index, claim)]))</td>\
        \(each: ClaimColumns.cells(claim), { "<td>\($0)</td>" })<td><code>\(claim.evidence.first?.shortPlace ?? "")</code>\
        </td></tr>

        """
      }
      return """
        <h3>\(kind.title) (\(own.count))</h3>
        <div class="scroll" tabindex="0"><table><thead><tr><th>claim</th>\(each: columns, { "<th>\($0.title)</th>" })\
        <th>element</th></tr></thead><tbody>
        \(rows.joined())</tbody></table></div>

        """
    }.joined()
  }
}
