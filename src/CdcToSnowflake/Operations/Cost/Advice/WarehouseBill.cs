namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>What one cluster of a warehouse is billed for, by the manual's "Understanding compute cost": by the second while it runs, at least a minute from each start.</summary>
/// <param name="Billed">The time.</param>
/// <param name="Starts">How often it started.</param>
internal readonly record struct WarehouseBill(TimeSpan Billed, int Starts)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);

    /// <param name="busy">When statements ran, in order and apart (<see cref="BusyTime.Union"/>).</param>
    /// <param name="suspend">After what time without one it suspends itself; null for never.</param>
    /// <param name="until">The end of the look.</param>
    public static WarehouseBill Of(IReadOnlyList<BusyTime> busy, TimeSpan? suspend, DateTimeOffset until)
    {
        if (busy.Count == 0)
        {
            return default;
        }

        if (suspend is not { } pause)
        {
            return new WarehouseBill(AtLeast(Later(until, busy[^1].End) - busy[0].Start), 1);
        }

        var bill = new WarehouseBill(TimeSpan.Zero, 0);
        var (start, end) = busy[0];
        foreach (var stretch in busy.Skip(1))
        {
            if (stretch.Start <= end + pause)
            {
                end = Later(stretch.End, end);
                continue;
            }

            bill = bill.With(start, end + pause);
            (start, end) = stretch;
        }

        // What it idles after the look's end isn't in what was billed until then either.
        var last = end + pause;
        return bill.With(start, last > until ? Later(until, end) : last);
    }

    public decimal Credits(decimal perHour) => perHour * Billed.Ticks / TimeSpan.TicksPerHour;

    private WarehouseBill With(DateTimeOffset start, DateTimeOffset end) => new(Billed + AtLeast(end - start), Starts + 1);

    private static TimeSpan AtLeast(TimeSpan time) => time > Least ? time : Least;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
