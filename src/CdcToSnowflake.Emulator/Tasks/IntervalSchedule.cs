namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>Every so often, counted from RESUME.</summary>
internal sealed record IntervalSchedule(TimeSpan Every) : TaskSchedule
{
    public override DateTimeOffset Next(DateTimeOffset after, DateTimeOffset resumedOn)
    {
        var passed = Math.Max(0, (after - resumedOn).Ticks / Every.Ticks);
        return resumedOn + ((passed + 1) * Every);
    }
}
