import Rendering

/// The style sheet of specifications and of what is said about them: no font, image or import from anywhere.
enum DocumentStyleSheet {
  /// The whole sheet.
  static let text = """
    \(BaseStyle.text)
    \(screen)
    \(print)
    """

  private static let screen = """
    body{counter-reset:chapter}
    header,main,footer{max-width:76rem}
    h1{max-width:60rem}
    main>h2{counter-increment:chapter;counter-reset:section;border-top:1px solid var(--line);padding-top:2rem}
    main>h2::before{content:counter(chapter) "  ";color:var(--muted)}
    main>h3{counter-increment:section;font-size:1.1875rem;margin:2.25rem 0 .75rem}
    main>h3::before{content:counter(chapter) "." counter(section) "  ";color:var(--muted)}
    .kicker+h1+p{color:var(--muted);margin:.375rem 0 0}
    .contents{columns:18rem 2;column-gap:2.5rem;list-style:none;padding:0;margin:0;font-size:.9375rem}
    .contents li{break-inside:avoid;padding:.125rem 0}
    .contents .two{padding-left:1.25rem}
    .contents .one{font-weight:600;margin-top:.375rem}
    article{background:var(--surface);border:1px solid var(--line);border-left:4px solid var(--link);\
    padding:1rem 1.25rem;margin:0 0 .75rem;border-radius:.25rem}
    article h4{margin:0 0 .25rem}
    article h4 .id{color:var(--muted);font-weight:500;margin-right:.5rem}
    article h5{margin:.875rem 0 .25rem}
    article p,article li{font-size:.9375rem;max-width:85ch}
    article ul,article ol{margin-bottom:.5rem}
    .alert{color:var(--t-partly-met);background:var(--g-partly-met);padding:.0625rem .5rem;border-radius:.25rem;\
    font-size:.8125rem;font-weight:600}
    .added{background:var(--g-met);color:var(--t-met);text-decoration:none}
    .removed{background:var(--g-not-met);color:var(--t-not-met)}
    main>.scroll{margin:0 0 1.25rem}
    td:first-child>strong{white-space:nowrap}
    @media (max-width:44rem){header{padding-top:1.25rem}article{padding:.75rem}}
    """

  private static let print = """
    @page{size:A4;margin:18mm 16mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;\
    color:#545f6d}}
    @media print{:root{color-scheme:light;\(Palette.light.properties)--page:#fff}
    html{font-size:9pt}body{background:#fff}header,main,footer{padding:0;max-width:none}.skip{display:none}
    *{print-color-adjust:exact}main>h2{break-before:page;border:0;padding:0;margin-top:0}
    h2,h3,h4,h5{break-after:avoid}article{border:0;border-top:1px solid var(--link);border-radius:0;padding:.5rem 0 0}
    tr,li{break-inside:avoid}a{color:inherit;text-decoration:none}.scroll{overflow:visible}}
    """
}
