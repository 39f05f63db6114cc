namespace CdcToSnowflake.Charts;

/// <summary>One axis of a chart: from the least of its ticks to the greatest, by logarithm.</summary>
internal sealed class Axis
{
    private readonly double _least;
    private readonly double _most;

    private Axis(IReadOnlyList<double> ticks)
    {
        Ticks = ticks;
        (_least, _most) = (Math.Log10(ticks[0]), Math.Log10(ticks[^1]));
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Ticks at the very values: what was chosen to be measured is what the reader looks for.</summary>
    public static Axis Of(IEnumerable<double> values)
    {
        var ticks = Checked(values).Distinct().Order().ToList();
        return new Axis(ticks.Count == 1 ? [ticks[0] / 2, ticks[0], ticks[0] * 2] : ticks);
    }

    /// <summary>Ticks at 1, 2 and 5 times the powers of ten around the values; at the powers alone where they span three or more.</summary>
    public static Axis Around(IEnumerable<double> values)
    {
        var all = Checked(values);
        var (least, most) = (all.Min(), all.Max());
        double[] steps = Math.Log10(most / least) < 3 ? [1, 2, 5] : [1];
        var ladder = Enumerable.Range((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)) - (int)Math.Floor(Math.Log10(least)) + 2)
            .SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))
            .ToList();
        // Room for a rounding error: a value that is a tick needs no further one.
        var from = ladder.FindLastIndex(tick => tick <= least * 1.000001);
        var to = ladder.FindIndex(tick => tick >= most * 0.999999);
        return new Axis(ladder[from..(Math.Max(to, from + 1) + 1)]);
    }

    /// <summary>Where a value lies between the ends: 0 to 1.</summary>
    public double At(double value) => (Math.Log10(value) - _least) / (_most - _least);

    private static List<double> Checked(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count > 0 && all.TrueForAll(value => value > 0 && double.IsFinite(value))
            ? all
            : throw new ArgumentException("A chart needs points, and an axis by logarithm has no place for what isn't above 0.", nameof(values));
    }
}
