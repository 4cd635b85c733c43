import Judgement
import Rendering
import Specification

/// Pieces that both pages use.
package enum Fragments {
  /// A state with its symbol and word.
  package static func badge(_ state: RequirementState) -> HTML {
    "<span class=\"st s-\(state.token)\">\(state.symbol) \(state.rawValue)</span>"
  }

  /// What a piece of evidence is shown as, with its symbol and word.
  static func badge(_ verdict: EvidenceVerdict) -> HTML {
    "<span class=\"st s-\(verdict.tone.token)\">\(verdict.symbol) \(verdict.word)</span>"
  }

  /// What an assertion shows, with its symbol and word.
  static func badge(_ result: EvidenceVerdict.Result) -> HTML {
    "<span class=\"st s-\(result.tone.token)\">\(result.symbol) \(result.word)</span>"
  }

  /// The gate's state with its symbol and word.
  static func badge(_ gate: Gate.State) -> HTML {
    "<span class=\"st s-\(gate.tone.token)\">\(gate.symbol) \(gate.rawValue)</span>"
  }

  /// What stands beside the score wherever a gate is not passed; nothing where it is.
  static func gateBeside(_ gate: Gate) -> HTML {
    switch gate.state {
    case .passed: .empty
    case .failed: "<span class=\"st s-not-met\">\(gate.state.symbol) gate failed</span>"
    case .undecided: "<span class=\"st s-inconclusive\">\(gate.state.symbol) gate undecided</span>"
    }
  }

  /// A bar of a score: filled to the low end, lighter up to the high end.
  static func bar(_ score: Score, maximum: Int) -> HTML {
    let low = score.low.share
    let high = max(score.high.share, low)
    let label = "\(score.shownInterval) of \(maximum)"
    return """
      <svg class="bar" role="img" aria-label="\(label)">\
      <rect class="lo" width="\(percent(low))" height="100%"/>\
      \(if: high > low, "<rect class=\"hi\" x=\"\(percent(low))\" width=\"\(percent(high - low))\" height=\"100%\"/>")</svg>
      """
  }

  /// Sources of a requirement, with the titles that the specification gives them.
  static func sources(_ references: [SourceReference], of sources: [String: Source]) -> HTML {
    guard !references.isEmpty else { return .empty }
    let items = references.map { reference -> HTML in
      let source = sources[reference.ref]
      return """
        <li>\(link(reference.ref, to: source?.url))\(reference.section, { " §\($0)" })\
        \(source, { " <span class=\"muted\">\($0.title)\($0.edition, { ", \($0)" })</span>" })\
        \(reference.note, { " <span class=\"muted\">(\($0))</span>" })
        """
    }
    return "<ul>\(items.joined())</ul>"
  }

  /// A link for readers, only where the address is one of the web; the words alone otherwise.
  static func link(_ words: String, to address: String?) -> HTML {
    guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return "\(words)" }
    return "<a href=\"\(address)\" rel=\"noopener noreferrer\">\(words)</a>"
  }

  /// A requirement's identifier as the fragment of an address, equal to the attribute `id` that the page shows.
  static func fragment(_ id: String) -> String {
    var result = ""
    for byte in PlainText.visible(id).utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count == 1 ? "0" + hex : hex)
      }
    }
    return result
  }

  /// A relative address of the caller: spaces and quotes are escaped, and no scheme can hide in it.
  static func relative(_ path: String) -> String {
    let encoded = path.split(separator: "/", omittingEmptySubsequences: false).map { fragment(String($0)) }
    return encoded.joined(separator: "/")
  }

  /// A SHA-256 in full, breakable.
  static func digest(_ hex: String) -> HTML { "<code class=\"sha\">\(hex)</code>" }
}
