import Rendering

/// The style sheet of both pages: no font, image or import from anywhere.
enum StyleSheet {
  /// The whole sheet.
  static let text = """
    \(BaseStyle.text)
    \(summary)
    \(requirements)
    \(comparison)
    \(network)
    \(small)
    \(print)
    """

  private static let summary = """
    .cards{display:grid;grid-template-columns:1.1fr 1.5fr 1fr 1fr;gap:1rem;margin-top:1.75rem}
    .card{background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:1.125rem 1.25rem}
    .card h2{font-size:.875rem;color:var(--muted);margin:0 0 .375rem;letter-spacing:0}
    .card p{font-size:.9375rem;margin:.5rem 0 0}
    .big{font-size:clamp(1.5rem,1.1rem + 1.2vw,2rem);line-height:1.2;font-weight:600;letter-spacing:-.01em}
    .big small{font-size:1rem;font-weight:400;color:var(--muted);letter-spacing:0}
    .gate{border-left-width:5px}
    .gate .big{display:inline-block;padding:.125rem .625rem;border-radius:.3125rem;margin-left:-.125rem}
    .card .bar{margin:.625rem 0 .5rem}
    .pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem;margin-top:1rem}
    .pair>*,.pair>.panel+.panel{min-width:0;margin-top:0}
    #shown{margin-top:.875rem}
    .panel>h2{font-size:1.0625rem;margin:0 0 .75rem}
    .panel>*+h2{margin-top:1.5rem}
    .pair+.panel,.panel+.panel{margin-top:1rem}
    .rows{list-style:none;margin:0;padding:0}
    .rows li{padding:.625rem 0;border-top:1px solid var(--line)}
    .rows li:first-child{border-top:0;padding-top:0}
    .rows li:last-child{padding-bottom:0}
    .rows .head{display:flex;gap:.25rem .75rem;flex-wrap:wrap;align-items:baseline}
    .rows .head a{flex:1 1 12rem;min-width:0}
    .rows p{font-size:.9375rem;color:var(--muted);margin:.1875rem 0 0}
    .gain{font-weight:600;white-space:nowrap}
    .unshown{border-top:1px solid var(--line);padding-top:.75rem;margin-top:.625rem;font-size:.9375rem}
    .unshown p{margin:0 0 .375rem}
    tr[hidden]{display:none!important}
    .rowfilter{display:inline-flex;gap:.5rem;align-items:center;font-size:.875rem;color:var(--muted);margin:0 .75rem .5rem 0}
    th>button.sort{border:0;background:none;padding:0;min-height:1.5rem;font-weight:600;color:inherit;text-align:inherit}
    th>button.sort:hover{text-decoration:underline;background:none}
    th>button.sort::after{content:" \\2195";color:var(--control)}
    th[aria-sort=ascending]>button.sort::after{content:" \\2191";color:var(--link)}
    th[aria-sort=descending]>button.sort::after{content:" \\2193";color:var(--link)}
    .states{display:flex;flex-wrap:wrap;gap:.375rem 1.25rem;list-style:none;padding:0;margin:.75rem 0 0;font-size:.9375rem}
    .states a{color:inherit;text-decoration-color:var(--control)}
    .stack{height:.875rem;border-radius:.25rem}
    """

  private static let requirements = """
    #filters{display:grid;gap:.875rem 1.75rem;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));align-items:start}
    #filters[hidden]{display:none}
    fieldset{border:0;margin:0;padding:0;min-width:0}
    #filters .wide{grid-column:1/-1}
    legend,.label{padding:0;font-size:.8125rem;color:var(--muted);font-weight:600;display:block;margin-bottom:.3125rem}
    .boxes{display:flex;flex-wrap:wrap;gap:.375rem 1.125rem}
    .boxes label{display:inline-flex;align-items:center;gap:.4375rem;font-size:.9375rem;min-height:1.5rem}
    #filters select,#filters input[type=search]{width:100%}
    .actions{display:flex;flex-wrap:wrap;gap:.625rem;align-items:center}
    .group{margin-top:2.25rem}
    .group>.title{display:grid;grid-template-columns:minmax(0,1fr) minmax(10rem,20rem);gap:.25rem 2rem;align-items:end;\
    margin-bottom:.75rem}
    .group .figure{font-size:.875rem;color:var(--muted)}
    .group .figure b{color:var(--text);font-size:1.0625rem}
    .group .bar{margin-top:.25rem}
    details.r{background:var(--surface);border:1px solid var(--line);border-left-width:4px;margin-top:-1px}
    details.r[open]{margin:.75rem 0;border-radius:.25rem}
    summary{cursor:pointer}
    details.r>summary{display:grid;grid-template-columns:10.25rem 5.5rem minmax(0,1fr) 11rem 6.5rem;gap:.125rem 1rem;\
    padding:.625rem 1rem;align-items:baseline;list-style:none}
    details.r>summary::-webkit-details-marker{display:none}
    details.r>summary:hover{background:var(--sunken)}
    details.r>summary h4{font-weight:500}
    details.r[open]>summary h4{font-weight:600}
    .id{font-size:.875rem;color:var(--muted);white-space:nowrap}
    .lvl{font-size:.875rem;color:var(--muted)}
    .lost{text-align:right;font-size:.875rem;white-space:nowrap}
    .body{padding:.25rem 1rem 1.25rem;border-top:1px solid var(--line)}
    .why{font-size:1.0625rem;margin:.875rem 0 .5rem;max-width:80ch}
    .facts{max-width:none;display:flex;flex-wrap:wrap;gap:.125rem 1.75rem;margin:0 0 1rem;font-size:.875rem;color:var(--muted)}
    .facts b{font-weight:600;color:var(--text)}
    .three{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:0 1.5rem;border-top:1px solid var(--line)}
    .two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1.5rem}
    .col{padding-top:.875rem;min-width:0;font-size:.9375rem}
    .two>.col,.many{border-left:1px solid var(--line);padding-left:1.5rem}
    .many{padding-top:.875rem;min-width:0}
    .many .two>.col:first-child{border-left:0;padding-left:0}
    .many>details{border-top:1px solid var(--line);padding:.5rem 0}
    .many>details>summary{font-size:.9375rem}
    .ev{margin:0 0 1.25rem}
    .ev>p:first-child{margin-bottom:.5rem}
    .find{list-style:none;padding:0;margin:.5rem 0}
    .find li{border-left:3px solid var(--line);padding:.0625rem 0 .0625rem .75rem;margin:0 0 .75rem}
    .find dl,.pairs{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.0625rem .75rem;margin:.1875rem 0}
    .find dt,.pairs dt{color:var(--muted);font-size:.8125rem;line-height:1.85}
    .find dd,.pairs dd{margin:0;overflow-wrap:anywhere}
    .find code{color:var(--muted)}
    blockquote{margin:.5rem 0;padding:.625rem .875rem;background:var(--sunken);border-radius:.25rem}
    blockquote p{white-space:pre-wrap;font-size:.9375rem}
    cite{display:block;font-style:normal;font-size:.8125rem;color:var(--muted);margin-top:.375rem}
    .cells{width:auto;font-size:.875rem;margin-top:.25rem}
    .cells td,.cells th{padding:.25rem .5rem;border:1px solid var(--line);background:var(--surface);overflow-wrap:anywhere}
    .cells th{font-weight:400;font-size:.8125rem;color:var(--muted);background:none;text-align:left}
    .settle>summary{font-size:.875rem;color:var(--link);width:fit-content}
    .settle p{font-size:.875rem;margin:.375rem 0}
    .settle pre{margin:.25rem 0 .75rem;padding:.625rem .875rem;background:var(--sunken);border-radius:.25rem;\
    font-size:.8125rem;white-space:pre-wrap;overflow-wrap:anywhere}
    .step{border-top:1px solid var(--line);padding:.625rem 0}
    .step>p{margin-bottom:.25rem}
    .tr>summary{font-size:.875rem;color:var(--link);width:fit-content}
    .tl{list-style:none;padding:0;margin:.375rem 0;font-size:.8125rem}
    .tl>li{display:grid;grid-template-columns:4.75rem 5.5rem minmax(0,1fr);gap:0 .5rem;padding:.1875rem 0;\
    border-top:1px solid var(--line)}
    .tl .t{text-align:right;color:var(--muted)}
    .tl pre{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.45}
    .tl .hex{color:var(--muted);white-space:pre;overflow-x:auto}
    .look>summary{font-size:.8125rem;color:var(--link);width:fit-content;margin-top:.375rem}
    .look img{display:block;max-width:100%;height:auto;border:1px solid var(--line);background:#fff;margin-top:.375rem}
    .wf{display:block;width:100%;max-width:56rem;height:auto;margin:.5rem 0}
    .wf text{fill:var(--text);font-size:11px}.wf .at{fill:var(--muted)}
    .wf .grid{stroke:var(--line)}
    .wf .sent{fill:var(--link)}.wf .received{fill:var(--t-met)}.wf .event{fill:var(--control)}
    .wf .wait{stroke:var(--control);stroke-width:2;stroke-dasharray:3 3}
    .more{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:0 1.5rem;margin-top:1rem;\
    border-top:1px solid var(--line);padding-top:.875rem;font-size:.9375rem}
    .more>div{min-width:0}
    .more>div+div{padding-left:1.5rem}
    .none{color:var(--muted)}
    .panel *+h3{margin:1.5rem 0 .375rem}
    .appendix h3{margin:2rem 0 .5rem}
    .sha{font-size:.75rem;overflow-wrap:anywhere}
    """

  private static let comparison = """
    .proof tr.g th{background:var(--sunken);font-weight:600}
    .proof code{font-size:.8125rem;white-space:nowrap}
    .proof tbody th{font-weight:400}
    .proof .look>summary{margin-top:0;padding:.1875rem 0}
    .first{margin-top:1.75rem}
    .bids .bar{width:9rem;margin-top:.5rem}
    .panel>table+p,.panel>.scroll+p{margin-top:1rem}
    .bids th[scope=row]{min-width:11rem;max-width:22rem;overflow-wrap:anywhere}
    .matrix a{text-decoration:none}
    .matrix a:hover .st{text-decoration:underline}
    .matrix thead a{color:inherit;text-decoration:underline;text-decoration-color:var(--control)}
    .matrix .lvl{white-space:nowrap}
    .matrix{width:max-content;min-width:100%}
    .matrix th:first-child{position:sticky;left:0;background:var(--surface);z-index:1;width:24rem;max-width:24rem;\
    padding-right:1rem;border-right:1px solid var(--line)}
    .matrix td,.matrix thead th+th{padding-left:.875rem;min-width:9.5rem}
    .matrix tr.g th,.matrix tr.g th:first-child{background:var(--sunken);font-weight:600}
    .matrix td small{display:block;color:var(--muted);margin-top:.125rem}
    .matrix td .bar{width:9rem;margin-top:.3125rem}
    .matrix thead .st{margin-top:.25rem}
    .only tr[data-d="0"],.matrix.ordered tr.g{display:none}
    .matrix button.order{min-height:1.5rem;min-width:1.5rem;padding:0 .25rem;margin-left:.375rem;border:0;background:none;\
    color:var(--link);font:inherit}
    .matrix thead th+th{max-width:14rem;overflow-wrap:anywhere}
    .map .cross{stroke-dasharray:none}
    .keys{columns:22rem;column-gap:3rem;font-size:.875rem;overflow-wrap:anywhere}
    .bars,.profiles{display:grid;gap:1rem 1.5rem}
    .bars{grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr))}
    .profiles{grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr))}
    figure{margin:0;min-width:0;break-inside:avoid}
    figcaption{font-size:.9375rem;overflow-wrap:anywhere}
    .areas,.radar{display:block;width:100%;height:auto}
    .areas text,.radar text{fill:var(--text);font-size:11px}
    .areas .ground{fill:var(--sunken);stroke:var(--control);stroke-width:.5}
    .areas .lo{fill:var(--t-inconclusive)}
    .areas .hi{fill:var(--g-inconclusive);stroke:var(--t-inconclusive)}
    .radar{max-width:22rem;margin:0 auto}
    .radar .ring{fill:none;stroke:var(--line)}
    .radar .best{fill:none;stroke:var(--control);stroke-dasharray:4 3}
    .radar .own{fill:var(--t-inconclusive);fill-opacity:.22;stroke:var(--t-inconclusive);stroke-width:2}
    .gaps{border-top:1px solid var(--line);padding:.5rem 0}
    .gaps .rows{margin-top:.5rem}
    .answers dt{font-weight:600;margin-top:.5rem}
    .answers dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
    .switch{display:inline-flex;gap:.5rem;align-items:center;margin:0 0 .875rem}
    .switch[hidden]{display:none}
    """

  private static let network = """
    .heat{width:auto;margin:.5rem 0}
    .heat th,.heat td{padding:.25rem .5rem;border:1px solid var(--line);text-align:center;font-size:.8125rem}
    .heat th{font-weight:400;white-space:nowrap}
    .heat tbody th{text-align:right;position:sticky;left:0;background:var(--surface)}
    .heat .w{display:block;font-size:.75rem;white-space:nowrap}
    .heat .self{color:var(--muted)}
    .heat.wide td{padding:.125rem;min-width:1.75rem}
    .heat.wide thead th{padding:.25rem .125rem;vertical-align:bottom;text-align:left}
    .heat.wide thead th span{writing-mode:vertical-rl}
    .map{display:block;width:100%;min-width:44rem;max-width:82rem;height:auto;margin:0 auto}
    .map text{fill:var(--text);font-size:12px}
    .map .site{font-weight:600;font-size:13px}
    .map .num{text-anchor:end;font-size:11px}
    .map .role{fill:var(--muted);font-size:11px}
    .map .on{text-anchor:middle;font-weight:600;paint-order:stroke;stroke:var(--surface);stroke-width:5px}
    .map .box{fill:var(--surface);stroke:var(--control)}
    .k{fill:none;stroke-width:2;stroke:var(--control);stroke-dasharray:2 4}
    .k-met{stroke:var(--t-met);stroke-dasharray:none}
    .k-not-met,.k-contradicted{stroke:var(--t-not-met);stroke-width:3;stroke-dasharray:9 5}
    .key{width:2.25rem;height:.5rem;vertical-align:middle}
    #network details{margin-top:.75rem}
    """

  private static let small = """
    @media (max-width:70rem){.cards{grid-template-columns:1fr 1fr}
    details.r>summary{grid-template-columns:10.25rem minmax(0,1fr) 6.5rem}
    details.r>summary .id{grid-row:1;grid-column:2}details.r>summary .lost{grid-row:1;grid-column:3}
    details.r>summary h4{grid-row:2;grid-column:2/4}details.r>summary .lvl{grid-row:3;grid-column:2/4}
    .three,.more{grid-template-columns:minmax(0,1fr)}
    .three>.two>.col:first-child,.many{border-left:0;padding-left:0}
    .three>.two,.many{border-top:1px solid var(--line);margin-top:1rem}.more>div+div{padding:0}}
    @media (max-width:44rem){.cards,.pair{grid-template-columns:minmax(0,1fr)}header{padding-top:1.25rem}
    h2{margin-top:2.25rem}.panel,.card{padding:1rem}
    .group>.title{grid-template-columns:minmax(0,1fr)}
    details.r>summary{grid-template-columns:minmax(0,1fr) auto;padding:.625rem .75rem}
    details.r>summary .st{grid-row:1;grid-column:1;justify-self:start}details.r>summary .lost{grid-row:1;grid-column:2}
    details.r>summary .id{grid-row:2;grid-column:1/3}details.r>summary h4{grid-row:3;grid-column:1/3}
    details.r>summary .lvl{grid-row:4;grid-column:1/3}
    .body{padding:.25rem .75rem 1rem}
    .two{grid-template-columns:minmax(0,1fr)}
    .two>.col{border-left:0;padding-left:0}.two>.col+.col{border-top:1px solid var(--line);margin-top:1rem}
    .tl>li{grid-template-columns:4.25rem minmax(0,1fr)}.tl>li>:nth-child(3){grid-column:1/3}
    .matrix th:first-child{width:9.5rem;max-width:9.5rem;font-size:.875rem}.stackable thead{display:none}
    .stackable tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
    .stackable td,.stackable th{display:block;border:0;padding:.0625rem 0;text-align:left!important}
    .bids .bar{width:100%}
    .stackable [data-h]::before{content:attr(data-h) " ";color:var(--muted)}}
    """

  private static let print = """
    @page{size:A4;margin:18mm 15mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;\
    color:#545f6d}}
    @media print{:root{color-scheme:light;\(Palette.light.properties)--page:#fff}
    html{font-size:8.5pt}body{background:#fff}header,main,footer{padding:0;max-width:none}
    #filters,.actions,.switch,.skip,.permalink,.rowfilter{display:none!important}
    #shown:not([data-filtered]){display:none}
    *{print-color-adjust:exact}
    details::details-content{content-visibility:visible!important;display:block!important;height:auto!important}
    .card,.panel{border-color:#c9d0d8;padding:.75rem}.cards{grid-template-columns:1.1fr 1.5fr 1fr 1fr;gap:.5rem}
    .pair{grid-template-columns:1fr 1fr}
    details.r{margin:.5rem 0!important}details.r>summary{break-after:avoid;break-inside:avoid;\
    grid-template-columns:7.5rem 4.5rem minmax(0,1fr) 8rem 5rem;gap:.5rem}
    th>button.sort::after{content:none}details.r>summary>*{grid-row:1!important;grid-column:auto!important}
    .three{grid-template-columns:minmax(0,1fr) minmax(0,2fr)}.many,.three>.two>.col{padding-left:.75rem}
    .more{grid-template-columns:1fr 2fr}
    .two{grid-template-columns:repeat(2,minmax(0,1fr))}h2,h3,h4,h5{break-after:avoid}.hex{display:none}
    .card,.rows li,.find li,blockquote,tr{break-inside:avoid}
    .group>.title,.why,.facts{break-after:avoid}a{color:inherit;text-decoration:none}
    .scroll{overflow:visible}.matrix{width:100%;min-width:0}.bids th[scope=row]{min-width:0}.bids .bar,.matrix td .bar{width:100%;min-width:3rem}\
    .ev.ok .tr,.tl pre{display:none}.cells{width:100%;table-layout:fixed}.cells td,.cells th{overflow-wrap:anywhere}.tl>li{grid-template-columns:4.5rem 4.5rem minmax(0,1fr)}
    .matrix th:first-child{position:static;width:26%;max-width:none}.matrix td,.matrix thead th+th{min-width:0}\
    .matrix .st{white-space:normal}}
    """
}
