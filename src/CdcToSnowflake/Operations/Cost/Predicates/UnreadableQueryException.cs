namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>A statement has a syntax that isn't known here, or was cut off. It is counted as unread.</summary>
internal sealed class UnreadableQueryException(string problem) : FormatException(problem);
