namespace OwnerApp.Operations;

/// <summary>A stream, and until when it must be read.</summary>
internal sealed record StreamView(string Name, string Database, string Table, bool IsStale, DateTimeOffset? StaleAfter);
