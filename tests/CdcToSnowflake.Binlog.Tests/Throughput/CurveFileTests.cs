using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CdcToSnowflake.Throughput;
using CdcToSnowflake.Throughput.Scaling;

namespace CdcToSnowflake.Binlog.Tests.Throughput;

/// <summary>What a curve's file says is what its chart shows.</summary>
public sealed class CurveFileTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Curve Rows = new("rows", "rows & more", []);

    [Fact]
    public void Chart_OfATextThatWasWritten_HasItsPointsLabelAndMachine()
    {
        var text = CurveFile.Text(Rows, "A processor, .NET 10.", [new CurvePoint(10, 1, 1, 1), new CurvePoint(100, 0.5, 0.25, 2)]);
        Assert.Equal("# rows & more\n# A processor, .NET 10.\nvalue,cpu_per_row,bytes_per_row,files\n10,1,1,1\n100,0.5,0.25,2\n", text);
        var root = XDocument.Parse(CurveFile.Chart("rows", text)).Root!;
        Assert.Equal(2, root.Elements(Svg + "polyline").Count());
        Assert.All(root.Elements(Svg + "polyline"), line => Assert.Equal(2, ((string)line.Attribute("points")!).Split(' ').Length));
        Assert.Contains(root.Elements(Svg + "text"), label => label.Value == "rows & more");
        Assert.Contains("A processor, .NET 10.", root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    // Read off as a person does: where a point lies between the grid's lines, by their labels. (The lines and labels are written by other code than the points.)
    [Fact]
    public void Chart_Points_LieWhereTheAxesSayTheirValues()
    {
        CurvePoint[] points = [new(10, 1, 1, 1), new(40, 0.5, 0.25, 2), new(1_000, 3, 0.75, 3)];
        var root = XDocument.Parse(CurveFile.Chart("rows", CurveFile.Text(Rows, "A processor.", points))).Root!;
        var (x, y) = (Grid(root, "x1", "x2"), Grid(root, "y1", "y2"));
        Assert.Equal([10, 40, 1_000], x.Select(line => line.Value));
        Assert.True(x.Zip(x.Skip(1)).All(pair => pair.First.At < pair.Second.At) && y.Zip(y.Skip(1)).All(pair => pair.First.At > pair.Second.At)); // the greatest value is on the right, and on top

        var lines = root.Elements(Svg + "polyline").Select(line => Points((string)line.Attribute("points")!)).ToList();
        var circles = root.Elements(Svg + "circle").Select(circle => (Number(circle, "cx"), Number(circle, "cy"))).ToList();

        Assert.Equal(lines.SelectMany(line => line), circles);
        foreach (var (line, values) in lines.Zip((IEnumerable<double>[])[points.Select(point => point.Cpu), points.Select(point => point.Bytes)]))
        {
            foreach (var ((at, height), point, value) in line.Zip(points, values))
            {
                Assert.Equal(point.Value, ValueAt(x, at), point.Value * 0.01);
                Assert.Equal(value, ValueAt(y, height), value * 0.01);
            }
        }
    }

    [Fact]
    public void CommittedCharts_AreOfTheCommittedCurves()
    {
        var files = Directory.GetFiles(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "benchmarks", "results", "scaling")), "*.csv");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.ChangeExtension(file, ".svg")), CurveFile.Chart(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [Theory]
    [InlineData("")]
    [InlineData("# a\n# b\nvalue,cpu_per_row,bytes_per_row,files\n")]
    [InlineData("# a\n# b\nvalue,seconds\n1,1\n")]
    [InlineData("# a\n# b\nvalue,cpu_per_row,bytes_per_row,files\n1,0,1,1\n")]
    [InlineData("# a\n# b\nvalue,cpu_per_row,bytes_per_row,files\n1,1,1\n")]
    public void Chart_OfAnotherText_IsRefused(string text) => Assert.Throws<UsageException>(() => CurveFile.Chart("rows", text));

    [Fact]
    public void All_EachCurve_ChangesOneThingAndRises() => Assert.All(Curve.All, curve =>
    {
        var values = curve.Workloads.Select(workload => workload.Value).ToList();
        Assert.Equal(values.Order().Distinct(), values);
        // Whatever grows, what the curve doesn't name stays as it is: one other member besides the value may vary.
        var varying = new Func<Workload, int>[] { w => w.Rows, w => w.Tables, w => w.Columns, w => w.RowsEach, w => w.Brands }.Count(member => curve.Workloads.Select(member).Distinct().Count() > 1);
        Assert.Equal(1, varying);
    });

    /// <summary>The grid's lines of one axis: where each is, and the value that is written at it.</summary>
    private static List<(double At, double Value)> Grid(XElement root, string from, string to) =>
    [
        .. root.Elements(Svg + "line").Where(line => (string)line.Attribute("class")! == "grid" && Number(line, from) == Number(line, to))
            .Select(line => (Number(line, from), Value: double.Parse(((XElement)line.NextNode!).Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)))
            .OrderBy(line => line.Value),
    ];

    /// <summary>The value at a place, by the two lines around it, of a logarithmic axis.</summary>
    private static double ValueAt(List<(double At, double Value)> axis, double at)
    {
        var (low, high) = axis.Zip(axis.Skip(1)).First(pair => at >= Math.Min(pair.First.At, pair.Second.At) - 0.1 && at <= Math.Max(pair.First.At, pair.Second.At) + 0.1);
        return low.Value * Math.Pow(high.Value / low.Value, (at - low.At) / (high.At - low.At));
    }

    private static List<(double X, double Y)> Points(string points) =>
        [.. points.Split(' ').Select(point => point.Split(',')).Select(point => (double.Parse(point[0], CultureInfo.InvariantCulture), double.Parse(point[1], CultureInfo.InvariantCulture)))];

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
