namespace CdcToSnowflake.Model;

/// <summary>What becomes of a column that holds personal data.</summary>
public enum ColumnTreatment
{
    /// <summary>It is left out of STG, RAW and CI.</summary>
    Drop,

    /// <summary>A hash stands in its place: SHA-256 in 64 lower-case hexadecimal digits, as text. The files must hold the hash; a value that isn't one lands as NULL, so that plain text never lands.</summary>
    Hash,
}
