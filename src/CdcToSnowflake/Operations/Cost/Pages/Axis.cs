namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>An axis from zero to a round number.</summary>
internal readonly record struct Axis(double Most, double Tick)
{
    public static Axis To(decimal greatest)
    {
        if (greatest <= 0)
        {
            return new Axis(1, 1);
        }

        var rough = (double)greatest / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var tick = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        return new Axis(Math.Ceiling(((double)greatest / tick) - 1e-9) * tick, tick);
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            var (tick, count) = (Tick, (int)Math.Round(Most / Tick));
            return Enumerable.Range(0, count + 1).Select(i => i * tick);
        }
    }
}
