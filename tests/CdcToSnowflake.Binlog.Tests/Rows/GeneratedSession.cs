namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>How a session writes its binlog.</summary>
/// <param name="Settings">The SET statements.</param>
/// <param name="IsFullImage">Whether each image has all columns.</param>
internal sealed record GeneratedSession(string Settings, bool IsFullImage);
