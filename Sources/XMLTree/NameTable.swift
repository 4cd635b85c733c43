/// The texts of names that the parser keeps at one address each for as long as it lives: made once, found by address.
struct NameTable {
  /// Addresses and texts, each at its place or the next free one; zero where nothing stands.
  private var addresses = [UInt](repeating: 0, count: 64)
  private var texts = [String](repeating: "", count: 64)
  private var count = 0

  /// The text that begins at an address.
  mutating func text(at name: UnsafePointer<UInt8>) -> String {
    let address = UInt(bitPattern: name)
    let place = place(of: address)
    if addresses[place] == address { return texts[place] }
    let text = String(cString: name)
    put(text, address, at: place)
    count += 1
    if count * 2 > addresses.count { grow() }
    return text
  }

  private func place(of address: UInt) -> Int {
    let mask = addresses.count - 1
    // Multiplied by 2⁶⁴ divided by the golden ratio: addresses that follow each other fall far apart.
    var place = Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while addresses[place] != address, addresses[place] != 0 { place = (place + 1) & mask }
    return place
  }

  private mutating func put(_ text: String, _ address: UInt, at place: Int) {
    addresses[place] = address
    texts[place] = text
  }

  private mutating func grow() {
    let known = zip(addresses, texts).filter { $0.0 != 0 }
    addresses = [UInt](repeating: 0, count: addresses.count * 2)
    texts = [String](repeating: "", count: addresses.count)
    for (address, text) in known { put(text, address, at: place(of: address)) }
  }
}
