/// Gives headings their levels: numbered ones by their numbers, others by the size of their letters.
enum HeadingLevels {
  /// The blocks with levels; `heights` are those of the headings by position.
  static func levelled(_ blocks: [Block], _ heights: [Int: Double]) -> [Block] {
    // The levels that numbered headings of each size have.
    var numbered: [Int: ClosedRange<Int>] = [:]
    var sizes: Set<Int> = []
    for (index, height) in heights {
      sizes.insert(size(height))
      guard case .heading(_, let number?, _) = blocks[index].content else { continue }
      let level = number.split(separator: ".").count
      let known = numbered[size(height)] ?? level...level
      numbered[size(height)] = min(known.lowerBound, level)...max(known.upperBound, level)
    }
    let ordered = sizes.sorted(by: >)
    var result = blocks
    for (index, height) in heights {
      guard case .heading(_, let number, let text) = blocks[index].content else { continue }
      let size = size(height)
      let level: Int
      if let number {
        level = number.split(separator: ".").count
      } else if numbered.isEmpty {
        level = 1 + (ordered.firstIndex(of: size) ?? 0)
      } else if let same = numbered[size] {
        level = same.lowerBound
      } else {
        level = 1 + (numbered.lazy.filter { $0.key > size }.map(\.value.upperBound).max() ?? 0)
      }
      result[index].content = .heading(level: min(level, 20), number: number, text: text)
    }
    return result
  }

  /// Half points, up to where letters fill a page: so there are never many sizes.
  private static func size(_ height: Double) -> Int { Int((min(max(height, 0), 200) * 2).rounded()) }
}
