import Rendering
import Testing

@Suite("Markup")
struct HTMLTests {
  @Test("Whatever is interpolated is escaped, whatever is written in the source is not")
  func escaping() {
    let hostile = #"</script><b a="1" b='2'>&amp;"#
    let html: HTML = "<i>\(hostile)</i>"
    #expect(html.text == "<i>&lt;/script&gt;&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;</i>")
  }

  @Test("Texts of any script are escaped character by character, wherever in them a mark stands", arguments: 0..<200)
  func anywhere(seed: Int) {
    let parts = [
      "&", "<", ">", "\"", "'", "a", "Ż", "王", "👩‍⚕️", "&amp;", "\n", "\u{1B}", String(repeating: "x", count: 40),
    ]
    var state = UInt64(seed)
    var text = ""
    for _ in 0..<(seed % 37) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += parts[Int(state >> 33) % parts.count]
    }
    let marks: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]
    let expected = PlainText.visible(text).unicodeScalars.map { marks[$0] ?? String($0) }.joined()
    #expect(("\(text)" as HTML).text == expected)
  }

  @Test("Markup within markup is not escaped again")
  func nesting() {
    let inner: HTML = "<b>\("a & b")</b>"
    let outer: HTML = "<p>\(inner)\(if: false, "<i>no</i>")\(if: true, "<i>yes</i>")</p>"
    #expect(outer.text == "<p><b>a &amp; b</b><i>yes</i></p>")
  }

  @Test(
    "What a reader could not see is made visible",
    arguments: [
      ("a\u{00}b", "a␀b"), ("\u{1B}[31mred", "␛[31mred"), ("x\r\ny", "x␍\ny"), ("\u{7F}", "␡"),
      ("\u{9B}31m", "\u{FFFD}31m"),
      ("user\u{202E}fdp.exe", "user⟨U+202E⟩fdp.exe"), ("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩"),
      ("\u{FFFE}", "\u{FFFD}"),
    ])
  func visible(text: String, shown: String) { #expect(PlainText.visible(text) == shown) }

  @Test("Letters of any script stay as they are", arguments: ["Żółć", "שלום", "علي", "王小明", "a\tb\nc", "👩‍⚕️"])
  func untouched(text: String) { #expect(PlainText.visible(text) == text) }
}
