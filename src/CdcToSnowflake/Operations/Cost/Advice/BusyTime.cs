namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>Stretches of time.</summary>
internal readonly record struct BusyTime(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>In order, and those that touch or overlap as one.</summary>
    public static List<BusyTime> Union(IEnumerable<BusyTime> stretches)
    {
        List<BusyTime> union = [];
        foreach (var stretch in stretches.OrderBy(stretch => stretch.Start))
        {
            if (union.Count > 0 && stretch.Start <= union[^1].End)
            {
                union[^1] = union[^1] with { End = stretch.End > union[^1].End ? stretch.End : union[^1].End };
            }
            else
            {
                union.Add(stretch);
            }
        }

        return union;
    }

    public static TimeSpan Sum(IEnumerable<BusyTime> stretches) => Union(stretches).Aggregate(TimeSpan.Zero, (sum, stretch) => sum + (stretch.End - stretch.Start));
}
