namespace CdcToSnowflake.Capture.Statements;

/// <summary>A statement, understood as far as capture must.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Tables">The tables that it does it to; for <see cref="StatementEffect.DropsSchema"/> one with an empty table name.</param>
internal sealed record SourceStatement(StatementEffect Effect, IReadOnlyList<TableName> Tables)
{
    /// <summary>The columns that an ALTER TABLE adds or declares anew.</summary>
    public IReadOnlyList<ColumnChange> Columns { get; init; } = [];

    /// <summary>The names of the columns that an ALTER TABLE drops.</summary>
    public IReadOnlyList<string> DroppedColumns { get; init; } = [];

    /// <summary>The columns that get other names, as they are called before and after.</summary>
    public IReadOnlyList<(string From, string To)> RenamedColumns { get; init; } = [];

    /// <summary>The character set that all texts of the table are converted to; null for none.</summary>
    public string? Charset { get; init; }

    /// <summary>Whether it makes a table that has no older rows: CREATE TABLE, but for IF NOT EXISTS, which is in the log whether or not the table was there.</summary>
    public bool MakesTable { get; init; }

    /// <summary>Whether it makes a table unless that is there: CREATE TABLE IF NOT EXISTS.</summary>
    public bool MayMakeTable { get; init; }

    public static SourceStatement None { get; } = new(StatementEffect.None, []);
}
