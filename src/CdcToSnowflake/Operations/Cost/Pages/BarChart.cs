using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>Bars that lie below each other, each with its name and its credits, as SVG.</summary>
internal static class BarChart
{
    private const double Width = 460;
    private const double Row = 34;

    /// <param name="id">Tells its titles from others' on the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="bars">A name, the parts with their classes, and what marks it (null for nothing).</param>
    public static string Of(string id, string title, IReadOnlyList<(string Name, IReadOnlyList<(string Class, decimal Credits)> Parts, string? Mark)> bars)
    {
        var most = Math.Max(bars.Max(bar => bar.Parts.Sum(part => part.Credits)), 0.0000001m);
        // Names stand above their bars, so that none is too long.
        var height = Row * bars.Count;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"bars\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{Html.Text(title)}</title>")
            .Append($"<desc id=\"{id}-desc\">{Html.Text(string.Join("; ", bars.Select(bar => $"{bar.Name}: {CostText.Credits(bar.Parts.Sum(part => part.Credits))}{(bar.Mark is null ? "" : $" ({bar.Mark})")}")))}</desc>\n");
        foreach (var (index, (name, parts, mark)) in bars.Index())
        {
            var (y, x) = (index * Row, 0.0);
            var credits = parts.Sum(part => part.Credits);
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Html.Text(name)}: {CostText.Credits(credits)}</title><text class=\"name{(mark is null ? "" : " marked")}\" x=\"0\" y=\"{y + 12}\">{Html.Text(mark is null ? name : $"{name} · {mark}")}</text>")
                .Append(CultureInfo.InvariantCulture, $"<rect class=\"track\" x=\"0\" y=\"{y + 17}\" width=\"{Width - 70}\" height=\"10\" rx=\"2\"/>");
            foreach (var (style, part) in parts.Where(part => part.Credits > 0))
            {
                var width = (double)(part / most) * (Width - 70);
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{x:0.##}\" y=\"{y + 17}\" width=\"{width:0.##}\" height=\"10\" rx=\"2\"/>");
                x += width;
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" text-anchor=\"end\" x=\"{Width}\" y=\"{y + 26}\">{CostText.Number(credits)}</text></g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
