namespace CdcToSnowflake.Capture.Statements;

/// <summary>What a statement does to tables beyond what row events tell.</summary>
internal enum StatementEffect
{
    /// <summary>Nothing that concerns rows or columns.</summary>
    None,

    /// <summary>The tables are empty afterwards: TRUNCATE, DROP TABLE, CREATE OR REPLACE TABLE.</summary>
    Empties,

    /// <summary>All tables of a schema are gone: DROP DATABASE.</summary>
    DropsSchema,

    /// <summary>The table's columns may be others afterwards; its rows are as they were.</summary>
    Alters,

    /// <summary>A table has another name afterwards; the tables come in pairs, old and new.</summary>
    RenamesTable,

    /// <summary>A column has another name afterwards.</summary>
    RenamesColumn,

    /// <summary>Rows come or go without row events: partitions dropped, truncated, exchanged; tablespaces imported; duplicates dropped by ALTER IGNORE.</summary>
    MovesRows,

    /// <summary>Rows were changed by a statement, not by row events.</summary>
    ChangesRows,
}
