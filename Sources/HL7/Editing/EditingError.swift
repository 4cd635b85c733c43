/// Why a message cannot be changed as asked.
public enum EditingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The message has nothing at the address.
  case nothingThere(Address)
  /// The address names several places or groups, and one segment's part is needed.
  case notOnePlace(Address)
  /// The fields that declare the delimiters cannot be changed by address.
  case delimiters(Address)
  /// The message's character set or delimiters cannot hold the text.
  case unwritable(Address)
  /// A part so far out that only padding would lie before it.
  case tooFar(Address, limit: Int)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .nothingThere(let address): "the message has no \(address)"
    case .notOnePlace(let address): "\(address) is not the place of one segment's part"
    case .delimiters(let address): "\(address) declares the delimiters and cannot be changed"
    case .unwritable(let address):
      "the text for \(address) cannot be written in the character set that MSH-18 declares with these delimiters"
    case .tooFar(let address, let limit): "\(address) lies beyond part \(limit), the last that is written"
    }
  }
}
