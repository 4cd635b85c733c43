import Foundation
import Rendering

/// The groups of a specification as the axes of a drawing: how far one bid reaches on each, and how far the best does.
///
/// Each bid has a drawing of its own: a dozen of them on one another could not be told apart.
package struct RadarChart {
  /// A group.
  package struct Axis {
    var name: String
    var value: Double?
    var best: Double

    /// Makes an axis.
    ///
    /// - Parameters:
    ///   - name: What stands at its end.
    ///   - value: The bid's share of the points, from 0 to 1; nil where it was not judged by it.
    ///   - best: The highest share of any bid.
    package init(name: String, value: Double?, best: Double) {
      self.name = name
      self.value = value.map { min(max($0, 0), 1) }
      self.best = min(max(best, 0), 1)
    }
  }

  private let axes: [Axis]
  private let title: String

  /// Groups below which a drawing would have no area.
  package static let least = 3

  /// Makes a chart.
  ///
  /// - Parameter title: What it shows, for those who do not see it.
  package init(_ axes: [Axis], title: String) {
    self.axes = axes
    self.title = title
  }

  private static let centre = (x: 150.0, y: 130.0)
  private static let radius = 92.0

  /// The drawing; nothing where there are too few groups.
  package var html: HTML {
    guard axes.count >= Self.least else { return .empty }
    let words = axes.map { axis in
      let value = axis.value.map { "\(Int($0 * 100)) %" } ?? "not judged"
      return "\(axis.name) \(value)"
    }
    let rings = [0.25, 0.5, 0.75, 1].map { share -> HTML in
      "<path class=\"ring\" d=\"\(outline { _ in share })\"/>"
    }
    let spokes = axes.indices.map { index -> HTML in
      let end = point(index, 1)
      return
        "<path class=\"ring\" d=\"M\(tenth(Self.centre.x)) \(tenth(Self.centre.y))L\(tenth(end.x)) \(tenth(end.y))\"/>"
    }
    return """
      <svg class="radar" viewBox="0 0 300 260" role="img" aria-label="\(title). \(words.joined(separator: "; "))">\
      \(rings.joined())\(spokes.joined())<path class="best" d="\(outline { axes[$0].best })"/>\
      <path class="own" d="\(outline { axes[$0].value ?? 0 })"/>\(each: axes.indices, label)</svg>
      """
  }

  /// A closed line through one point of each axis.
  private func outline(_ share: (Int) -> Double) -> String {
    let points = axes.indices.map { index -> String in
      let place = point(index, share(index))
      return "\(tenth(place.x)) \(tenth(place.y))"
    }
    return "M" + points.joined(separator: "L") + "Z"
  }

  /// The place of a share on an axis; the first points up, the others follow the clock.
  private func point(_ index: Int, _ share: Double) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(index) / Double(axes.count) - Double.pi / 2
    return (Self.centre.x + Self.radius * share * cos(angle), Self.centre.y + Self.radius * share * sin(angle))
  }

  private func label(_ index: Int) -> HTML {
    let place = point(index, 1.13)
    let offset = place.x - Self.centre.x
    let anchor = abs(offset) < 12 ? "middle" : offset > 0 ? "start" : "end"
    let name = TextTable.cut(PlainText.singleLine(axes[index].name), axes.count > 16 ? 6 : 9)
    return """
      <text x="\(tenth(place.x))" y="\(tenth(place.y + 4))" text-anchor="\(anchor)">\(name)</text>
      """
  }

  private func tenth(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
