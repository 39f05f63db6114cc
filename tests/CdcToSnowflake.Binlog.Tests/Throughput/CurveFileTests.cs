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
}
