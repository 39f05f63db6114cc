namespace CdcToSnowflake.Files;

/// <summary>The values of <c>_OP</c>.</summary>
internal enum RowOp : byte
{
    Insert = (byte)'I',
    Update = (byte)'U',
    Delete = (byte)'D',

    /// <summary>The row as a snapshot found it.</summary>
    Snapshot = (byte)'R',

    /// <summary>The table was emptied; the row has no source values.</summary>
    Truncate = (byte)'T',
}
