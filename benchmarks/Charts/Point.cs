namespace CdcToSnowflake.Charts;

/// <summary>A point of a line, in the axes' units.</summary>
/// <param name="X">Along the horizontal axis; above 0 where it is logarithmic.</param>
/// <param name="Y">Along the vertical axis; above 0 where it is logarithmic.</param>
public readonly record struct Point(double X, double Y);
