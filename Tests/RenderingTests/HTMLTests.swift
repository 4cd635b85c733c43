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
