namespace CdcToSnowflake.Operations.Cost.Reading;

/// <summary>A serverless task's credits in an hour or day.</summary>
internal sealed record TaskStep(FullName Task, DateTimeOffset From, decimal Credits);
