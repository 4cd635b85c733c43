import Evidence
import Rendering

/// The claims by kind beside the document, each with a link to its place, and the filters over them.
struct ClaimIndexMarkup {
  let reading: DocumentReading
  let spotOfClaim: [Int?]

  /// Index with its filters.
  var html: HTML {
    let kinds = Claim.Kind.allCases.compactMap { kind -> HTML? in
      let own = reading.claims.enumerated().filter { $0.element.kind == kind }
      return own.isEmpty ? nil : section(kind, own)
    }
    return """
      <form id="filters" hidden aria-label="Which claims are shown">
      <p class="row"><label for="q">Search the claims</label><input type="search" id="q" name="q" autocomplete="off"></p>
      <fieldset><legend>What is said</legend><div class="boxes">\
      \(box("p", "supported", "supported"))\(box("p", "not-supported", "not supported"))\(box("p", "unclear", "unclear"))\
      </div></fieldset>
      <fieldset><legend>Only</legend><div class="boxes">\(box("f", "disputed", "disputed"))\
      \(box("f", "unsure", "below \(Claim.decisiveConfidence) % sure"))</div></fieldset>
      <p class="row"><button type="reset" id="reset">Show all</button> <span id="shown" role="status"></span></p>
      </form>
      \(kinds.joined())
      """
  }

  private func box(_ name: String, _ value: String, _ label: String) -> HTML {
    "<label><input type=\"checkbox\" name=\"\(name)\" value=\"\(value)\"> \(label)</label>"
  }

  private func section(_ kind: Claim.Kind, _ claims: [(offset: Int, element: Claim)]) -> HTML {
    let items = claims.map { index, claim -> HTML in
      let place = claim.evidence.first?.spokenPlace ?? ""
      let spot = spotOfClaim.indices.contains(index) ? spotOfClaim[index] : nil
      let what: HTML = "\(claim.headline)\(claim.scope, { " <small>for \($0)</small>" })"
      return """
        <li id="c\(index)" data-k="\(kind.rawValue)" data-p="\(claim.polarity.rawValue)" \
        data-f="\(ClaimBadges.flags(claim))">\(ClaimBadges.plain(claim)) \
        \(if: spot != nil, "<a href=\"#s\(spot ?? 0)\">\(what)</a>")\(if: spot == nil, "<span>\(what)</span>") \
        <small>\(place)</small></li>

        """
    }
    return """
      <details class="k" data-kind="\(kind.rawValue)"\(if: claims.count <= 40, " open")><summary><h3>\(kind.title)</h3> \
      <span class="n">\(claims.count)</span></summary><ul>
      \(items.joined())</ul></details>

      """
  }
}
