namespace Quickstart.Verification;

/// <summary>What came of the check.</summary>
/// <param name="Tables">How each table compared; null = no comparison was made, or none that counts.</param>
/// <param name="HasMoved">The sources changed each time while they were compared.</param>
internal sealed record CheckResult(IReadOnlyList<TableResult>? Tables, bool HasMoved)
{
    /// <summary>Nothing was compared.</summary>
    public static CheckResult None { get; } = new(null, HasMoved: false);
}
