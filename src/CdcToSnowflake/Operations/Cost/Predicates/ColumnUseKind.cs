namespace CdcToSnowflake.Operations.Cost.Predicates;

/// <summary>How a statement chooses rows by a column.</summary>
internal enum ColumnUseKind
{
    /// <summary>By one or several values: =, IN.</summary>
    Equality,

    /// <summary>By a range: &lt;, &gt;, BETWEEN, a pattern's beginning.</summary>
    Range,

    /// <summary>By another table's column.</summary>
    Join,
}
