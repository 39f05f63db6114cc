namespace CdcToSnowflake.Capture.Statements;

/// <summary>A statement, understood as far as capture must.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Tables">The tables that it does it to; for <see cref="StatementEffect.DropsSchema"/> one with an empty table name.</param>
internal sealed record SourceStatement(StatementEffect Effect, IReadOnlyList<TableName> Tables)
{
    public static SourceStatement None { get; } = new(StatementEffect.None, []);
}
