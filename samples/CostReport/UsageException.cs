namespace CostReport;

/// <summary>The arguments can't be used.</summary>
internal sealed class UsageException(string message) : Exception(message);
