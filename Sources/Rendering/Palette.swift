/// The colours of the pages, light and dark. Every pair that carries text has a contrast of at least 4.5 (WCAG 2.2 AA).
public struct Palette: Hashable, Sendable {
  /// Ground of the page.
  public var page: String
  /// Ground of panels.
  public var surface: String
  /// Ground that lies back.
  public var sunken: String
  /// Text.
  public var text: String
  /// Text of less weight.
  public var muted: String
  /// Lines between things.
  public var line: String
  /// Borders of controls.
  public var control: String
  /// Links and focus.
  public var link: String
  /// Text and ground of each tone.
  public var tones: [Tone]

  /// The colours of a state.
  public struct Tone: Hashable, Sendable {
    /// The state's token.
    public var name: String
    /// Text.
    public var text: String
    /// Ground.
    public var ground: String
  }

  /// Colours on a light ground.
  public static let light = Palette(
    page: "#f5f6f8", surface: "#ffffff", sunken: "#f3f5f7", text: "#1a232e", muted: "#545f6d", line: "#dce1e7",
    control: "#7b8794", link: "#0b5394",
    tones: [
      Tone(name: "met", text: "#14603a", ground: "#e3f2e9"),
      Tone(name: "partly-met", text: "#7a4a00", ground: "#fbeed5"),
      Tone(name: "not-met", text: "#a61b1b", ground: "#fce8e6"),
      Tone(name: "contradicted", text: "#86196f", ground: "#f9e6f5"),
      Tone(name: "not-demonstrated", text: "#454f5b", ground: "#e8ebef"),
      Tone(name: "not-applicable", text: "#57616d", ground: "#f0f2f4"),
      Tone(name: "inconclusive", text: "#15509a", ground: "#e2edfa"),
    ])

  /// Colours on a dark ground.
  public static let dark = Palette(
    page: "#10151b", surface: "#181f27", sunken: "#131920", text: "#e4e9ef", muted: "#a2adba", line: "#2d3742",
    control: "#6f7c8a", link: "#8fc1f7",
    tones: [
      Tone(name: "met", text: "#7fd6a4", ground: "#153325"),
      Tone(name: "partly-met", text: "#ecc06d", ground: "#3a2c10"),
      Tone(name: "not-met", text: "#ff9d96", ground: "#431d1d"),
      Tone(name: "contradicted", text: "#eda5e0", ground: "#3d1b38"),
      Tone(name: "not-demonstrated", text: "#c0c9d3", ground: "#2a333d"),
      Tone(name: "not-applicable", text: "#a9b4c0", ground: "#202831"),
      Tone(name: "inconclusive", text: "#94c2fb", ground: "#16304e"),
    ])

  /// The colours as custom properties.
  public var properties: String {
    let plain = [
      ("page", page), ("surface", surface), ("sunken", sunken), ("text", text), ("muted", muted), ("line", line),
      ("control", control), ("link", link),
    ]
    let toned = tones.flatMap { [("t-\($0.name)", $0.text), ("g-\($0.name)", $0.ground)] }
    return (plain + toned).map { "--\($0.0):\($0.1);" }.joined()
  }
}
