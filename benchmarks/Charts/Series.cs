namespace CdcToSnowflake.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What its label says.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record Series(string Name, IReadOnlyList<Point> Points);
