/// What the style sheets of all pages begin with: colours by the reader's preference, the states' tones, and the plain
/// elements. No font, image or import from anywhere.
public enum BaseStyle {
  /// The rules.
  public static let text: String = {
    let tones = Palette.light.tones.map { tone in
      ".s-\(tone.name){color:var(--t-\(tone.name));background:var(--g-\(tone.name))}"
        + ".f-\(tone.name){fill:var(--t-\(tone.name))}.e-\(tone.name).e-\(tone.name){border-left-color:var(--t-\(tone.name))}"
    }
    return """
      :root{color-scheme:light dark;\(Palette.light.properties)}
      @media (prefers-color-scheme:dark){:root{\(Palette.dark.properties)}}
      \(tones.joined(separator: "\n"))
      \(layout)
      """
  }()

  private static let layout = """
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
    header,main,footer{max-width:88rem;margin:0 auto;padding:0 clamp(1rem,3vw,3rem)}
    header{padding-top:2.25rem}
    main{padding-bottom:3rem}
    h1,h2,h3,h4,h5{line-height:1.25;margin:0;font-weight:600;text-wrap:balance}
    h1{font-size:clamp(1.5rem,1.2rem + 1.4vw,2.125rem);letter-spacing:-.012em}
    h2{font-size:1.375rem;margin:3rem 0 1rem;letter-spacing:-.006em}
    h3{font-size:1.0625rem}
    h4{font-size:1rem}
    h5{font-size:.8125rem;color:var(--muted);font-weight:600;margin:0 0 .5rem}
    p{margin:0 0 .75rem;max-width:75ch}
    p:last-child{margin-bottom:0}
    a{color:var(--link);text-underline-offset:.15em}
    ul,ol{margin:0 0 .75rem;padding-left:1.25rem}
    code,pre,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;\
    font-size:.875em}
    code{overflow-wrap:anywhere}
    bdi,dd,td,th,li,p,blockquote{unicode-bidi:isolate}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;background:var(--surface);padding:.5rem 1rem;z-index:9}
    .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .muted{color:var(--muted)}
    .nowrap{white-space:nowrap}
    .kicker{color:var(--muted);font-size:.875rem;margin:0 0 .375rem}
    .meta{display:flex;flex-wrap:wrap;gap:.25rem 2.5rem;margin:.875rem 0 0;font-size:.9375rem}
    .meta div{min-width:0}
    .meta dt{color:var(--muted);font-size:.8125rem}
    .meta dd{margin:0}
    .st{display:inline-block;padding:.0625rem .5rem;border-radius:.25rem;font-size:.8125rem;font-weight:600;\
    white-space:nowrap;line-height:1.5}
    .notice{border:1px solid var(--line);border-left:4px solid var(--control);background:var(--surface);\
    padding:.75rem 1rem;margin:1.5rem 0 0;border-radius:.25rem;max-width:none}
    .notice strong:first-child{display:block}
    table{border-collapse:collapse;width:100%;font-size:.9375rem}
    caption{text-align:left;color:var(--muted);font-size:.875rem;padding-bottom:.5rem}
    th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
    thead th{color:var(--muted);font-weight:600;font-size:.8125rem;vertical-align:bottom}
    tbody th{font-weight:400}
    td.n,th.n{text-align:right;white-space:nowrap}
    .scroll{overflow-x:auto;max-width:100%}
    .panel{background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}
    .bar{display:block;width:100%;height:.625rem;background:var(--g-not-demonstrated);border-radius:.3125rem;\
    overflow:hidden}
    .bar .lo{fill:var(--link)}
    .bar .hi{fill:var(--link);opacity:.35}
    button,select,input{font:inherit;color:inherit}
    button,select,input[type=search]{background:var(--surface);border:1px solid var(--control);border-radius:.3125rem;\
    padding:.3125rem .75rem;min-height:2.25rem}
    button{cursor:pointer}
    button:hover{background:var(--sunken)}
    input[type=checkbox]{accent-color:var(--link);width:1rem;height:1rem;margin:0}
    footer{color:var(--muted);font-size:.875rem;padding-bottom:2rem}
    """
}
