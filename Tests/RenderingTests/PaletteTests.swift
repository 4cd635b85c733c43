import Foundation
import Rendering
import Testing

@Suite("Palette")
struct PaletteTests {
  /// Contrast of two colours as WCAG 2.2 defines it (relative luminance of sRGB).
  static func contrast(_ first: String, _ second: String) throws -> Double {
    func luminance(_ hex: String) throws -> Double {
      let number = try #require(Int(hex.dropFirst(), radix: 16))
      let parts = [number >> 16 & 255, number >> 8 & 255, number & 255].map { value in
        let share = Double(value) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (a, b) = (try luminance(first), try luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("Contrast is computed as WCAG does", arguments: [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
  func known(first: String, second: String, value: Double) throws {
    #expect(abs(try Self.contrast(first, second) - value) < 0.01)
  }

  @Test("Every pair of colours that carries text reaches 4.5", arguments: [Palette.light, .dark])
  func text(palette: Palette) throws {
    for ground in [palette.page, palette.surface, palette.sunken] {
      for text in [palette.text, palette.muted, palette.link] {
        #expect(try Self.contrast(text, ground) >= 4.5, "\(text) on \(ground)")
      }
    }
    for tone in palette.tones { #expect(try Self.contrast(tone.text, tone.ground) >= 4.5, "\(tone.name)") }
  }

  @Test("Borders of controls and drawn states reach 3", arguments: [Palette.light, .dark])
  func drawing(palette: Palette) throws {
    for ground in [palette.page, palette.surface] {
      #expect(try Self.contrast(palette.control, ground) >= 3)
      for tone in palette.tones { #expect(try Self.contrast(tone.text, ground) >= 3, "\(tone.name)") }
    }
  }

  @Test("Every state has its tone in both palettes")
  func complete() {
    let tokens = Set([
      "met", "partly-met", "not-met", "contradicted", "not-demonstrated", "not-applicable", "inconclusive",
    ])
    #expect(Set(Palette.light.tones.map(\.name)) == tokens)
    #expect(Set(Palette.dark.tones.map(\.name)) == tokens)
  }
}
