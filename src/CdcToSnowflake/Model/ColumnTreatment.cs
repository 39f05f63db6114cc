namespace CdcToSnowflake.Model;

/// <summary>What becomes of a column that holds personal data, before anything of it is written. It is part of a table's shape, so what is made of the files follows it.</summary>
public enum ColumnTreatment
{
    /// <summary>It is left out of the files, and so of STG, RAW and CI.</summary>
    Drop,

    /// <summary>
    /// A hash stands in its place: HMAC-SHA-256 in 64 lower-case hexadecimal digits, as text; NULL stays NULL. What isn't such a text in a file lands as NULL, so that plain text never does.
    /// </summary>
    Hash,
}
