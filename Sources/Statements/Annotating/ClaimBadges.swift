import Evidence
import Rendering

/// Claims as small marks: what role, what is said, how sure; in colour and in words.
enum ClaimBadges {
  /// Marks for the claims of one spot, those that say the same together, each a link to its line in the index.
  static func row(_ claims: [(index: Int, claim: Claim)]) -> HTML {
    var groups: [[String]: [(index: Int, claim: Claim)]] = [:]
    var order: [[String]] = []
    for item in claims {
      let key = [
        item.claim.kind.rawValue, item.claim.side, item.claim.said, flags(item.claim), String(item.claim.confidence),
      ]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(item)
    }
    return order.map { key -> HTML in
      guard let group = groups[key], let first = group.first else { return .empty }
      let more = group.count > 1 ? " ×\(group.count)" : ""
      let title = group.prefix(6).map { about($0.claim) }.joined(separator: "; ")
      return """
        <a class="b s-\(tone(first.claim))\(if: first.claim.confidence < Claim.decisiveConfidence, " u")" \
        href="#c\(first.index)" data-k="\(first.claim.kind.rawValue)" data-p="\(first.claim.polarity.rawValue)" \
        data-f="\(flags(first.claim))" title="\(title)">\(label(first.claim))\(more) <i>\(first.claim.confidence)</i></a>
        """
    }.joined(by: " ")
  }

  /// The mark alone, for the index and the legend.
  static func plain(_ claim: Claim) -> HTML {
    """
    <span class="b s-\(tone(claim))\(if: claim.confidence < Claim.decisiveConfidence, " u")">\(said(claim)) \
    <i>\(claim.confidence)</i></span>
    """
  }

  /// What the filters ask for: disputed, unsure.
  static func flags(_ claim: Claim) -> String {
    ((claim.disputedBy.isEmpty ? [] : ["disputed"]) + (claim.confidence < Claim.decisiveConfidence ? ["unsure"] : []))
      .joined(separator: " ")
  }

  /// The colours of what is said.
  static func tone(_ claim: Claim) -> String {
    if !claim.disputedBy.isEmpty { return "contradicted" }
    return switch claim.polarity {
    case .supported: claim.availability == .standard ? "met" : "inconclusive"
    case .notSupported: "not-met"
    case .unclear: "partly-met"
    }
  }

  private static func label(_ claim: Claim) -> String {
    claim.side.isEmpty ? "\(short(claim)) \(said(claim))" : said(claim)
  }

  private static func said(_ claim: Claim) -> String {
    [claim.side, claim.said].filter { !$0.isEmpty }.joined(separator: " ")
      + (claim.disputedBy.isEmpty ? "" : ", disputed")
  }

  /// What claims without a role are called.
  private static func short(_ claim: Claim) -> String {
    switch claim.kind {
    case .sopClass: "SOP class"
    case .transferSyntax: "transfer syntax"
    case .association, .extendedNegotiation: claim.property.map(Claim.words) ?? "negotiation"
    case .securityProfile: "security"
    case .characterSet: "character set"
    case .queryKey: "key"
    case .dicomweb: "DICOMweb"
    case .mediaProfile: "media"
    case .ihe: "IHE"
    case .hl7Message: "HL7"
    case .fhir: "FHIR"
    case .operation: "operation"
    }
  }

  /// A claim in a line of plain words.
  static func about(_ claim: Claim) -> String {
    [claim.headline, claim.uid, claim.scope.map { "for \($0)" }].compactMap { $0 }.uniqued.joined(separator: " ")
  }
}
