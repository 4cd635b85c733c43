import Rendering

/// The style sheet of reports on paper: page numbers, a running header, contents with pages, nothing that moves.
enum PaperStyleSheet {
  /// The whole sheet.
  static let text = """
    \(pages)
    \(Palette.light.tones.map { ".s-\($0.name){color:\($0.text);background:\($0.ground)}" }.joined())
    \(Palette.light.tones.map { ".e-\($0.name){border-left-color:\($0.text)}" }.joined())
    \(words)
    \(blocks)
    """

  private static let ink = "color:\(Palette.light.text)"
  private static let muted = "color:\(Palette.light.muted)"
  private static let line = "1px solid #c9d0d8"

  private static let pages = """
    @page{size:A4;margin:22mm 16mm 20mm;
    @top-left{content:string(subject);font:8pt sans-serif;\(muted);vertical-align:bottom;padding-bottom:4mm;width:60%;overflow-wrap:anywhere}
    @top-right{content:string(chapter);font:8pt sans-serif;\(muted);vertical-align:bottom;padding-bottom:4mm;width:40%;overflow-wrap:anywhere}
    @bottom-left{content:string(specification);font:8pt sans-serif;\(muted);width:75%;overflow-wrap:anywhere}
    @bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt sans-serif;\(muted)}}
    @page:first{@top-left{content:none}@top-right{content:none}}
    """

  private static let words = """
    body{margin:0;font:9pt/1.42 "DejaVu Sans","Liberation Sans",Arial,sans-serif;\(ink);overflow-wrap:anywhere}
    h1{string-set:subject attr(data-running);font-size:22pt;line-height:1.2;margin:0 0 2mm;bookmark-level:1}
    h2{string-set:chapter content();font-size:15pt;line-height:1.25;margin:0 0 4mm;break-before:page;bookmark-level:1}
    h2.here{break-before:auto;margin-top:9mm}
    h3.area{string-set:chapter content()}
    h3{font-size:12pt;margin:8mm 0 2mm;bookmark-level:2}
    h4{font-size:10pt;margin:0;bookmark-level:3}
    h5{font-size:8pt;\(muted);margin:0 0 1mm;bookmark-level:none}
    h2,h3,h4,h5{break-after:avoid;font-weight:700}
    p{margin:0 0 1.6mm}ul,ol{margin:0 0 1.6mm;padding-left:5mm}
    a{color:inherit;text-decoration:none}
    code,pre,.mono{font-family:"DejaVu Sans Mono","Liberation Mono",monospace;font-size:7.5pt}
    .skip,.vh{display:none}
    .muted,.kicker,.id,.lvl{\(muted)}
    .kicker{font-size:10pt;margin:0 0 1mm}
    .source{string-set:specification attr(data-running)}
    .st{display:inline-block;padding:0 1.4mm;border-radius:.8mm;font-size:7.5pt;font-weight:700;white-space:nowrap}
    .notice{border:\(line);border-left:3pt solid #7b8794;padding:2mm 3mm;margin:4mm 0}
    """

  private static let blocks = """
    table{border-collapse:collapse;width:100%;table-layout:fixed;margin:0 0 3mm;font-size:8pt}
    th,td{text-align:left;vertical-align:top;padding:1.1mm 2mm 1.1mm 0;border-bottom:\(line)}
    thead th{\(muted);font-size:7.5pt;vertical-align:bottom}
    tbody th{font-weight:400}td.n,th.n{text-align:right}tr{break-inside:avoid}
    .figures{margin:7mm 0 5mm}.figures td{border:\(line);padding:3mm}
    .figures b{display:block;font-size:17pt;line-height:1.25}.figures h5{font-size:8.5pt}
    .meta{margin:5mm 0 0}.meta dt{\(muted);font-size:8pt}.meta dd{margin:0 0 1.6mm}
    .contents{list-style:none;padding:0;margin:0}
    .contents li{padding:.7mm 0;border-bottom:1px dotted #c9d0d8}.contents .two{padding-left:6mm}
    .contents a::after,.page::after{content:target-counter(attr(href),page)}
    .contents a{display:block}.contents a::after{float:right}
    .w-state{width:35mm}.w-id{width:21mm}.w-level{width:26mm}.w-n{width:17mm}.w-page{width:11mm}
    .r{border-top:\(line);border-left:3pt solid #c9d0d8;padding:2.4mm 0 1mm 3mm;margin:0 0 4mm}
    .r .head{break-after:avoid;break-inside:avoid}.r .facts{font-size:8pt;\(muted);margin:.6mm 0 1.4mm}
    .why{font-size:9.5pt;break-after:avoid}
    .three td,.three th{padding:1.4mm 2.4mm 1.4mm 0;border-bottom:0}
    .three{border-top:\(line);margin:1.4mm 0 1mm}.three tr{break-inside:auto}.three td+td,.three th+th{padding-left:2.4mm;border-left:\(line)}
    .three p,.three li{font-size:8pt}.three .sources{font-size:7.5pt;\(muted)}
    .ev{margin:0 0 2.4mm}blockquote{margin:1mm 0;padding:1.2mm 2mm;background:#f3f5f7;font-size:8pt}
    cite{display:block;font-style:normal;font-size:7.5pt;\(muted)}
    .find{list-style:none;padding:0;margin:1mm 0}.find li{border-left:2pt solid #c9d0d8;padding-left:2mm;margin-bottom:1.4mm}
    .choice{border-top:1px dotted #c9d0d8;padding-top:1.4mm;margin:1.4mm 0 1mm;break-after:avoid}
    .more{font-size:8.5pt}.step{font-size:7.5pt;\(muted);margin:0 0 .8mm}
    .heat{width:auto;table-layout:auto}.heat td,.heat th{padding:.8mm 1.6mm;border:\(line);text-align:center}
    .states{list-style:none;padding:0}.states li{display:inline-block;margin-right:4mm}
    .pairs dt{float:left;clear:left;width:40mm}.pairs dd{margin:0 0 1mm 42mm}
    """
}
