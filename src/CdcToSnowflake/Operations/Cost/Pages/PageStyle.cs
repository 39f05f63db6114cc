namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>How the page looks: light and dark, on screens and on paper.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1a2230; --soft: #5b6675; --line: #dfe3e9; --track: #eceff3; --accent: #0b6bcb; --good: #0f7b4f;
          --working: #2f6fde; --idle: #a9b4c4; --tasks: #129a8d; --pipes: #8b5cd6; --clustering: #e08a1e; }
        @media (prefers-color-scheme: dark) { :root { --page: #10151d; --card: #18202b; --ink: #e8edf4; --soft: #9aa7b8; --line: #2c3746; --track: #232d3a; --accent: #6cb2ff; --good: #5fd39f;
          --working: #5b94f5; --idle: #647284; --tasks: #37c3b4; --pipes: #b08cf0; --clustering: #f0a84b; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 48px; }
        h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -.01em; }
        h2 { font-size: 18px; margin: 0 0 12px; }
        h3 { font-size: 16px; margin: 0 0 8px; }
        p { margin: 0 0 8px; }
        .soft, footer { color: var(--soft); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px; margin: 20px 0; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 24px 0 0; padding: 0; }
        .facts div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; }
        .facts dt { color: var(--soft); font-size: 13px; }
        .facts dd { margin: 2px 0 0; font-size: 26px; font-weight: 650; letter-spacing: -.01em; }
        .facts dd small { display: block; font-size: 13px; font-weight: 400; letter-spacing: 0; color: var(--soft); }
        svg { display: block; width: 100%; height: auto; }
        svg.chart { min-width: 680px; }
        svg.bars { max-width: 560px; }
        .grid { stroke: var(--line); }
        .label { fill: var(--soft); font-size: 12px; }
        .name { fill: var(--ink); font-size: 13px; }
        .marked { font-weight: 650; }
        .value { fill: var(--soft); font-size: 12px; }
        .track { fill: var(--track); }
        .working { fill: var(--working); background: var(--working); }
        .idle { fill: var(--idle); background: var(--idle); }
        .tasks { fill: var(--tasks); background: var(--tasks); }
        .pipes { fill: var(--pipes); background: var(--pipes); }
        .clustering { fill: var(--clustering); background: var(--clustering); }
        .before { fill: var(--idle); }
        .after { fill: var(--good); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 0 0 10px; padding: 0; font-size: 13px; color: var(--soft); }
        .legend i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; }
        .scroll { overflow-x: auto; margin-top: 14px; }
        table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { padding: 7px 14px 7px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { color: var(--soft); font-weight: 500; white-space: nowrap; }
        tbody th { font-weight: 500; overflow-wrap: anywhere; min-width: 150px; }
        tbody tr:last-child > * { border-bottom: 0; }
        .n { text-align: right; white-space: nowrap; }
        article { border-top: 1px solid var(--line); padding: 18px 0; break-inside: avoid; }
        article:first-of-type { border-top: 0; padding-top: 0; }
        article:last-of-type { padding-bottom: 0; }
        article .saved { color: var(--good); font-weight: 650; }
        .side { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 28px; align-items: start; }
        @media (max-width: 760px) { .side { grid-template-columns: minmax(0, 1fr); } }
        ul.evidence { margin: 8px 0; padding-left: 18px; }
        ul.evidence li { margin: 3px 0; overflow-wrap: anywhere; }
        pre { background: var(--track); border-radius: 6px; padding: 10px 12px; margin: 8px 0 0; font: 12.5px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 360px; overflow-y: auto; }
        code { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        details summary { cursor: pointer; color: var(--accent); }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        footer { font-size: 13px; }
        @media print { :root { --page: #fff; --card: #fff; } main { max-width: none; padding: 0; } section { border: 0; padding: 0; } .scroll { overflow: visible; } pre { max-height: none; } tr, svg { break-inside: avoid; } }
        """;
}
