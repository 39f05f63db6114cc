using System.Globalization;
using System.Text;

namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>The credits of each hour or day, stacked by kind, as SVG.</summary>
internal static class StepChart
{
    private const double Width = 960;
    private const double Height = 260;
    private const double Left = 56;
    private const double Bottom = 28;
    private const double Top = 10;

    public static string Of(CostReport report)
    {
        var isHourly = report.Period.Step < TimeSpan.FromDays(1);
        var axis = Axis.To(report.Steps.Max(step => step.Credits));
        var greatest = report.Steps.MaxBy(step => step.Credits)!;
        var slot = (Width - Left) / report.Steps.Count;
        var bar = Math.Min(slot * 0.78, 56);
        double Y(double credits) => Height - Bottom - (credits / axis.Most * (Height - Bottom - Top));
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"steps-title steps-desc\"><title id=\"steps-title\">Credits by {(isHourly ? "hour" : "day")}</title>")
            .Append($"<desc id=\"steps-desc\">Stacked bars. The greatest is {Label(greatest.From, isHourly)} with {CostText.Credits(greatest.Credits)}. The table below has all numbers.</desc>\n");
        foreach (var tick in axis.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(tick):0.##}\" y2=\"{Y(tick):0.##}\"/><text class=\"label\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.##}\">{CostText.Number((decimal)tick)}</text>\n");
        }

        var every = (int)Math.Ceiling(report.Steps.Count / (isHourly ? 8.0 : 12.0));
        foreach (var (index, step) in report.Steps.Index())
        {
            var x = Left + (slot * index) + ((slot - bar) / 2);
            Bar(svg, step, x, bar, Y, isHourly);
            if (index % every == 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" text-anchor=\"middle\" x=\"{x + (bar / 2):0.##}\" y=\"{Height - 8}\">{Label(step.From, isHourly)}</text>\n");
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    public static string Label(DateTimeOffset time, bool isHourly) => time.UtcDateTime.ToString(isHourly ? "d MMM HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    private static void Bar(StringBuilder svg, CostStep step, double x, double width, Func<double, double> y, bool isHourly)
    {
        var below = 0m;
        svg.Append($"<g><title>{Label(step.From, isHourly)}: {CostText.Credits(step.Credits)}</title>");
        foreach (var (kind, credits) in CreditKind.All.Zip(CreditKind.Of(step)).Where(part => part.Second > 0))
        {
            var (foot, head) = (y((double)below), y((double)(below + credits)));
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind.Class}\" x=\"{x:0.##}\" y=\"{head:0.##}\" width=\"{width:0.##}\" height=\"{foot - head:0.##}\"/>");
            below += credits;
        }

        svg.Append("</g>\n");
    }
}
