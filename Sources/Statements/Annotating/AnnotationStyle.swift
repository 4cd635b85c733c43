import Rendering

/// The style sheet of the annotated page.
enum AnnotationStyle {
  static let text = """
    \(BaseStyle.text)
    \(layout)
    \(document)
    \(small)
    \(print)
    """

  private static let layout = """
    header,main,footer{max-width:112rem}
    h2{margin:0 0 .75rem}
    .meta{gap:.25rem 2rem}
    .legend{margin-top:1rem;font-size:.9375rem}
    .legend ul{list-style:none;padding:0;margin:.5rem 0 0;display:grid;gap:.375rem}
    summary{cursor:pointer}
    summary h2,summary h3{display:inline;margin:0}
    summary h2{font-size:1.0625rem}
    .panel{margin-top:1.25rem}
    .n{color:var(--muted);font-size:.875rem;margin-left:.25rem}
    .cols{display:grid;grid-template-columns:minmax(17rem,23rem) minmax(0,1fr);gap:2rem;margin-top:1.5rem;\
    align-items:start}
    aside{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:.75rem .5rem 1rem 0;font-size:.875rem}
    aside h2{font-size:1.0625rem}
    aside h3{font-size:.9375rem}
    #filters{background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;margin-bottom:.75rem}
    #filters .row{margin:0 0 .5rem}
    #filters label[for],legend{display:block;color:var(--muted);font-weight:600;font-size:.8125rem;padding:0}
    #filters input[type=search]{width:100%}
    fieldset{border:0;margin:0 0 .5rem;padding:0}
    .boxes{display:flex;flex-wrap:wrap;gap:.125rem .875rem}
    .boxes label{display:inline-flex;gap:.375rem;align-items:center;min-height:1.5rem}
    .k{border-top:1px solid var(--line);padding:.5rem 0}
    .k ul{list-style:none;margin:.375rem 0 0;padding:0}
    .k li{padding:.25rem .25rem;border-radius:.25rem;content-visibility:auto;contain-intrinsic-size:auto 2.5rem}
    .k li:target{background:var(--g-inconclusive)}
    .k small{color:var(--muted)}
    .pbs{margin:.75rem 0 0;padding-left:1.125rem;font-size:.9375rem}
    .pbs li{margin-bottom:.375rem}
    .b{display:inline-block;border:1px solid transparent;border-radius:.25rem;padding:0 .375rem;font-size:.75rem;\
    font-weight:600;line-height:1.6;text-decoration:none;overflow-wrap:anywhere}
    .b i{font-style:normal;font-weight:400}
    .b.u{border-style:dashed;border-color:currentColor}
    a.b:hover{text-decoration:underline}
    """

  private static let document = """
    .doc{background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem clamp(.75rem,2vw,2rem)}
    .doc h3{margin:1.5rem 0 .5rem}
    .blk{display:grid;grid-template-columns:3.75rem minmax(0,1fr);gap:0 1rem;padding:.1875rem 0;align-items:baseline}
    .pl{color:var(--muted);font-size:.75rem;text-align:right}
    .ct{min-width:0}
    .ct p{max-width:85ch;margin:.25rem 0}
    .h{font-weight:600;line-height:1.3;margin:.875rem 0 .25rem}
    .h3{font-size:1.375rem}.h4{font-size:1.1875rem}.h5{font-size:1.0625rem}.h6{font-size:1rem}
    .no{color:var(--muted);font-weight:400}
    .li{position:relative;padding-left:1.25rem;max-width:85ch}
    .li:before{content:"•";position:absolute;left:.25rem;color:var(--muted)}
    .d2{margin-left:1.25rem}.d3{margin-left:2.5rem}.d4{margin-left:3.75rem}.d5{margin-left:5rem}
    pre{overflow-x:auto;background:var(--sunken);padding:.625rem .75rem;border-radius:.25rem;margin:.375rem 0}
    pre.hit{outline:2px solid var(--t-met)}
    mark{color:inherit;background:var(--g-met);border-bottom:2px solid var(--t-met);padding:.0625rem 0}
    mark.e-not-met{background:var(--g-not-met);border-color:var(--t-not-met)}
    mark.e-partly-met{background:var(--g-partly-met);border-color:var(--t-partly-met)}
    mark.e-inconclusive{background:var(--g-inconclusive);border-color:var(--t-inconclusive)}
    mark.e-contradicted{background:var(--g-contradicted);border-color:var(--t-contradicted)}
    .bs{margin:.125rem 0 .375rem}
    .nt{display:block;font-size:.75rem;color:var(--muted)}
    .doc table{width:auto;min-width:50%;font-size:.875rem;margin:.375rem 0}
    .doc th,.doc td{padding:.3125rem .625rem;border:1px solid var(--line)}
    .doc thead th{background:var(--sunken)}
    .doc .mg{min-width:9.5rem;max-width:16rem;background:var(--sunken);font-weight:400;border-left-width:4px}
    .hit .mg{border-left-color:var(--t-met)}
    .e-not-met .mg{border-left-color:var(--t-not-met)}
    .e-partly-met .mg{border-left-color:var(--t-partly-met)}
    .e-inconclusive .mg{border-left-color:var(--t-inconclusive)}
    .e-contradicted .mg{border-left-color:var(--t-contradicted)}
    .on{background:color-mix(in srgb,var(--g-met) 50%,transparent)}
    .e-not-met .on{background:color-mix(in srgb,var(--g-not-met) 50%,transparent)}
    .e-partly-met .on{background:color-mix(in srgb,var(--g-partly-met) 50%,transparent)}
    .e-inconclusive .on{background:color-mix(in srgb,var(--g-inconclusive) 50%,transparent)}
    .e-contradicted .on{background:color-mix(in srgb,var(--g-contradicted) 50%,transparent)}
    tr:target,.spot:target{outline:3px solid var(--link);outline-offset:2px}
    .x .ct,.x-sample{color:var(--muted)}
    .x .ct{border-left:3px solid var(--line);padding-left:.75rem}
    .why-not{font-size:.8125rem;color:var(--muted);margin:1rem 0 .25rem 4.75rem;font-style:italic}
    .pb{border-radius:.25rem;padding:.25rem .625rem;font-size:.8125rem;overflow-wrap:anywhere}
    """

  private static let small = """
    @media (max-width:62rem){
    .cols{grid-template-columns:minmax(0,1fr);gap:1rem}
    aside{position:static;max-height:min(28rem,70vh);border:1px solid var(--line);border-radius:.5rem;padding:.75rem}
    }
    @media (max-width:40rem){
    .blk{display:block}
    .pl{float:right;padding-left:.5rem}
    .why-not{margin-left:0}
    .doc{padding:.75rem}
    .doc .mg{min-width:9.5rem}
    .d3,.d4,.d5{margin-left:2rem}
    }
    """

  private static let print = """
    @page{size:A4;margin:15mm}
    @media print{:root{color-scheme:light;\(Palette.light.properties)--page:#fff}
    html{font-size:8.5pt}body{background:#fff}header,main,footer{padding:0;max-width:none}
    #filters,.skip,aside{display:none!important}
    .cols{display:block}.doc{border:0;padding:0}
    *{print-color-adjust:exact}
    .scroll{overflow:visible}tr{break-inside:avoid}.h{break-after:avoid}
    details::details-content{content-visibility:visible!important;display:block!important;height:auto!important}
    }
    """
}
