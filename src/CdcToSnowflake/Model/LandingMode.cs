namespace CdcToSnowflake.Model;

/// <summary>How a table's files land in STG.</summary>
public enum LandingMode
{
    /// <summary>A column for each, and a pipe for each shape of the table.</summary>
    Columns,

    /// <summary>One VARIANT column <c>_ROW</c> with the whole row, and one pipe for all shapes; the merge casts. For tables whose columns change a lot.</summary>
    Variant,
}
