import Evidence
import Foundation
import Inventory
import Judgement
import Specification

/// By what a tender is decided, in the form that is published before any bid is opened: for each lot the specification,
/// the weights and the threshold; the gates; the price's formula. Prices and bids are no part of it.
///
/// Equal rules have equal fingerprints, so that an evaluation can be held to what was published.
public struct TenderRules: Codable, Hashable, Sendable {
  /// The tender's identifier.
  public var tender: String
  /// Requirements that a bid must meet to be ranked, by id, in the order of the tender.
  public var gates: [String]
  /// How a price becomes points.
  public var price: Price
  /// The lots in the order of the tender.
  public var lots: [Lot]

  /// How a price becomes points.
  public struct Price: Codable, Hashable, Sendable {
    /// The formula.
    public var formula: PriceFormula
    /// How many times the lowest price earns nothing, as an exact fraction; nil where the formula has no such number.
    public var zeroAt: String?
    /// Currency, as ISO 4217 writes it.
    public var currency: String
  }

  /// What decides a lot.
  public struct Lot: Codable, Hashable, Sendable {
    /// The lot; nil for the whole tender.
    public var id: String?
    /// Title for people.
    public var title: String
    /// Weight of quality, percent.
    public var qualityWeight: Int
    /// Weight of the price, percent.
    public var priceWeight: Int
    /// Score of quality, percent, that a bid must reach to be ranked, as an exact fraction.
    public var qualityThreshold: String
    /// The specification's identifier.
    public var specification: String
    /// Its version.
    public var version: String
    /// The profile, by name; nil for the specification as it stands.
    public var profile: String?
    /// SHA-256 over the specification's files, as records of runs have it.
    public var sha256: String
    /// Values of the inputs in force, by name; secrets are left out.
    public var inputs: [String: String]
  }

  /// Takes the rules from a tender.
  ///
  /// - Parameter rules: The specification with the lot's profile, for each lot in its order.
  public init(_ tender: Tender, rules: [RuleSet]) {
    self.tender = tender.id
    gates = tender.gates
    let rule = tender.price
    price = Price(
      formula: rule.formula, zeroAt: rule.formula == .linear ? Self.text(rule.zeroAt) : nil, currency: rule.currency)
    lots = zip(tender.lots, rules).map { lot, rules in
      Lot(
        id: lot.id, title: lot.title, qualityWeight: lot.qualityWeight, priceWeight: 100 - lot.qualityWeight,
        qualityThreshold: Self.text(lot.qualityThreshold), specification: rules.id, version: rules.version,
        profile: rules.profile?.id, sha256: rules.fingerprint,
        inputs: rules.inputs.compactMapValues { $0.isSecret ? nil : $0.value?.written })
    }
  }

  private static func text(_ fraction: ExactFraction) -> String { Rational(fraction).exact }

  /// SHA-256 over the canonical form, hex.
  ///
  /// - Throws: `EncodingError`.
  public func fingerprint() throws -> String { Digest.sha256(try CanonicalJSON.encode(self)) }

  /// What other rules say otherwise, each as a sentence without a full stop; empty where they are equal.
  ///
  /// - Parameter name: What the others are called: `the pack`.
  public func differences(from other: TenderRules, called name: String) -> [String] {
    var found: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      if mine != theirs { found.append("\(what): \(name) has \(theirs), the tender now has \(mine)") }
    }
    func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ", ") }
    compare("tender", tender, other.tender)
    compare("gates", list(gates), list(other.gates))
    compare("price formula", price.formula.rawValue, other.price.formula.rawValue)
    compare("zero-at", price.zeroAt ?? "none", other.price.zeroAt ?? "none")
    compare("currency", price.currency, other.price.currency)
    compare("lots", list(lots.map(\.name)), list(other.lots.map(\.name)))
    for lot in lots {
      guard let theirs = other.lots.first(where: { $0.id == lot.id }) else { continue }
      let place = lot.id.map { "lot \($0), " } ?? ""
      compare("\(place)title", lot.title, theirs.title)
      compare("\(place)weight of quality", "\(lot.qualityWeight)", "\(theirs.qualityWeight)")
      compare("\(place)weight of price", "\(lot.priceWeight)", "\(theirs.priceWeight)")
      compare("\(place)quality threshold", lot.qualityThreshold, theirs.qualityThreshold)
      compare(
        "\(place)specification", "\(lot.specification) \(lot.version)", "\(theirs.specification) \(theirs.version)")
      compare("\(place)profile", lot.profile ?? "none", theirs.profile ?? "none")
      compare("\(place)SHA-256 of the specification", lot.sha256, theirs.sha256)
      for input in Set(lot.inputs.keys).union(theirs.inputs.keys).sorted() {
        compare("\(place)input \(input)", lot.inputs[input] ?? "none", theirs.inputs[input] ?? "none")
      }
    }
    return found
  }
}

extension TenderRules.Lot {
  /// What people call it.
  public var name: String { id ?? "whole tender" }
}

extension TenderRules {
  /// An exact fraction as people write it: whole or as a short decimal, else as the fraction.
  public static func decimal(_ exact: String) -> String {
    guard let number = Rational(exact: exact) else { return exact }
    for decimals in 0...4 {
      let text = number.truncated(decimals: decimals)
      if ExactFraction.decimal(text).map({ Rational($0) }) == number { return text }
    }
    return exact
  }
}

extension ExactFraction {
  /// Reads a decimal of at most a few digits; nil where it is none.
  fileprivate static func decimal(_ text: String) -> ExactFraction? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, let numerator = Int(whole + (parts.count == 2 ? parts[1] : "")) else { return nil }
    var denominator = 1
    for _ in 0..<(parts.count == 2 ? parts[1].count : 0) { denominator *= 10 }
    return ExactFraction(numerator, denominator)
  }
}
