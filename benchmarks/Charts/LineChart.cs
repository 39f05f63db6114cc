using System.Globalization;
using System.Security;
using System.Text;

namespace CdcToSnowflake.Charts;

/// <summary>Lines over two logarithmic axes, as an SVG that follows the reader's light or dark mode and tells screen readers its title and description.</summary>
public sealed class LineChart
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 76;
    private const int Right = 190;
    private const int Top = 48;
    private const int Bottom = 60;

    /// <summary>Labels of lines that end close together are kept this far apart, in pixels.</summary>
    private const double LabelHeight = 16;

    /// <summary>Colours that people with any kind of colour vision tell apart (Okabe and Ito), and dashes, for those who print.</summary>
    private static readonly string[] Strokes = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
    private static readonly string[] Dashes = ["", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];

    /// <summary>What the chart shows, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, from what, in sentences.</summary>
    public required string Description { get; init; }

    /// <summary>The horizontal axis, with its unit.</summary>
    public required string XLabel { get; init; }

    /// <summary>The vertical axis, with its unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<Series> Lines { get; init; }

    /// <summary>The chart.</summary>
    /// <returns>A whole SVG document.</returns>
    /// <exception cref="ArgumentException">No line has a point, or a value isn't above 0.</exception>
    public string ToSvg()
    {
        var points = Lines.SelectMany(line => line.Points).ToList();
        var (x, y) = (Axis.Of(points.Select(point => point.X)), Axis.Around(points.Select(point => point.Y)));
        var svg = new StringBuilder();
        Write(svg, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">
            <title id="title">{Escape(Title)}</title>
            <desc id="desc">{Escape(Description)}</desc>
            <style>
            :root {"{"} --paper: #ffffff; --ink: #1f2328; --grid: #d1d9e0; {"}"}
            @media (prefers-color-scheme: dark) {"{"} :root {"{"} --paper: #0d1117; --ink: #f0f6fc; --grid: #3d444d; {"}"} {"}"}
            text {"{"} fill: var(--ink); {"}"} .grid {"{"} stroke: var(--grid); {"}"} .line {"{"} fill: none; stroke-width: 2.5; {"}"}
            </style>
            <rect width="{Width}" height="{Height}" style="fill: var(--paper)"/>
            <text x="{Left}" y="26" font-size="15" font-weight="600">{Escape(Title)}</text>
            """);
        WriteAxes(svg, x, y);
        WriteLines(svg, x, y);
        return svg.Append("</svg>\n").ToString();
    }

    private void WriteAxes(StringBuilder svg, Axis x, Axis y)
    {
        foreach (var tick in y.Ticks)
        {
            Write(svg, $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(y, tick):0.#}" y2="{Y(y, tick):0.#}"/><text x="{Left - 8}" y="{Y(y, tick) + 4:0.#}" text-anchor="end">{Number(tick)}</text>""");
        }

        foreach (var tick in x.Ticks)
        {
            Write(svg, $"""<line class="grid" x1="{X(x, tick):0.#}" x2="{X(x, tick):0.#}" y1="{Top}" y2="{Height - Bottom}"/><text x="{X(x, tick):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{Number(tick)}</text>""");
        }

        Write(svg, $"""
            <text x="{(Left + Width - Right) / 2}" y="{Height - 16}" text-anchor="middle">{Escape(XLabel)}</text>
            <text transform="translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Escape(YLabel)}</text>
            """);
    }

    private void WriteLines(StringBuilder svg, Axis x, Axis y)
    {
        var drawn = Lines.Select((line, index) => (Line: line, Index: index)).Where(item => item.Line.Points.Count > 0).ToList();
        foreach (var (line, index) in drawn)
        {
            var path = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(x, point.X):0.#},{Y(y, point.Y):0.#}")));
            var stroke = Strokes[index % Strokes.Length];
            Write(svg, $"""<polyline class="line" points="{path}" stroke="{stroke}" stroke-dasharray="{Dashes[index % Dashes.Length]}"/>""");
            foreach (var point in line.Points)
            {
                Write(svg, $"""<circle cx="{X(x, point.X):0.#}" cy="{Y(y, point.Y):0.#}" r="3.5" fill="{stroke}"/>""");
            }
        }

        // From the top down, each label at its line's end or, if the one above is too close, below that.
        var free = double.NegativeInfinity;
        foreach (var (line, index) in drawn.OrderBy(item => Y(y, item.Line.Points[^1].Y)))
        {
            var at = Math.Max(Y(y, line.Points[^1].Y) + 4, free);
            free = at + LabelHeight;
            Write(svg, $"""<line x1="{Width - Right + 8}" x2="{Width - Right + 30}" y1="{at - 4:0.#}" y2="{at - 4:0.#}" stroke="{Strokes[index % Strokes.Length]}" stroke-width="2.5" stroke-dasharray="{Dashes[index % Dashes.Length]}"/><text x="{Width - Right + 36}" y="{at:0.#}">{Escape(line.Name)}</text>""");
        }
    }

    private static double X(Axis axis, double value) => Left + (axis.At(value) * (Width - Left - Right));

    private static double Y(Axis axis, double value) => Height - Bottom - (axis.At(value) * (Height - Top - Bottom));

    private static string Number(double value) => value.ToString(value >= 1 ? "#,##0.###" : "0.######", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static void Write(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
