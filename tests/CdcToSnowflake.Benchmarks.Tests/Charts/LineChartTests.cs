using System.Globalization;
using System.Xml.Linq;
using CdcToSnowflake.Charts;

namespace CdcToSnowflake.Benchmarks.Tests.Charts;

public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_TwoLines_HasTitleDescriptionAxesAndLabels()
    {
        var root = XDocument.Parse(Chart(new Series("a & b", [new(1, 1), new(10, 10)]), new Series("c", [new(1, 2), new(10, 2)])).ToSvg()).Root!;
        Assert.Equal(("T < U", "D"), ((string)root.Element(Svg + "title")!, (string)root.Element(Svg + "desc")!));
        Assert.Equal("title desc", (string)root.Attribute("aria-labelledby")!);
        var texts = root.Elements(Svg + "text").Select(text => text.Value).ToList();
        Assert.Superset(new HashSet<string> { "x, s", "y, s", "a & b", "c", "1", "10", "2", "5" }, texts.ToHashSet());
        Assert.Equal(2, root.Elements(Svg + "polyline").Count());
        Assert.Contains("prefers-color-scheme: dark", root.Element(Svg + "style")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_TenTimesTheValue_IsAsFarEverywhere()
    {
        var points = Points(Chart(new Series("a", [new(1, 1), new(10, 10), new(100, 100)])));
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 0.2);
        Assert.Equal(points[0].Y - points[1].Y, points[1].Y - points[2].Y, 0.2);
        Assert.True(points[0].Y > points[2].Y);
    }

    [Fact]
    public void ToSvg_LinesThatEndTogether_LabelsDoNotOverlap()
    {
        var root = XDocument.Parse(Chart([.. Enumerable.Range(0, 5).Select(i => new Series($"line {i}", [new(1, 1), new(10, 5)]))]).ToSvg()).Root!;
        var labels = root.Elements(Svg + "text").Where(text => text.Value.StartsWith("line ", StringComparison.Ordinal)).Select(text => (double)text.Attribute("y")!).Order().ToList();
        Assert.Equal(5, labels.Count);
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 15));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void ToSvg_ValueWithoutLogarithm_Throws(double value) =>
        Assert.Throws<ArgumentException>(() => Chart(new Series("a", [new(1, value), new(2, 1)])).ToSvg());

    private static LineChart Chart(params Series[] lines) => new() { Title = "T < U", Description = "D", XLabel = "x, s", YLabel = "y, s", Lines = lines };

    private static List<(double X, double Y)> Points(LineChart chart) =>
    [
        .. ((string)XDocument.Parse(chart.ToSvg()).Root!.Element(Svg + "polyline")!.Attribute("points")!).Split(' ')
            .Select(point => point.Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray()).Select(point => (point[0], point[1])),
    ];
}
