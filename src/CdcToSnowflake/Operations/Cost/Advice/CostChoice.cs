namespace CdcToSnowflake.Operations.Cost.Advice;

/// <summary>One of several values that could be chosen.</summary>
/// <param name="Value">The value, for people: <c>60 s</c>.</param>
/// <param name="Credits">What the period would have cost with it.</param>
/// <param name="Starts">How often the warehouse would have started; null where none does.</param>
/// <param name="IsCurrent">Whether that is how it is.</param>
/// <param name="IsAdvised">Whether that is what is advised.</param>
public sealed record CostChoice(string Value, decimal Credits, int? Starts, bool IsCurrent, bool IsAdvised);
