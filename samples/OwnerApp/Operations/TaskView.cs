namespace OwnerApp.Operations;

/// <summary>A task's last run.</summary>
internal sealed record TaskView(string Name, string Database, string State, DateTimeOffset Ended, string? Error, long Runs, long Failures);
